"""Another system hands in its list by itself: shown under its source, once, and a list that lies is refused by name (R17, P13, P22–P25)."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.ledger.models import AuditEvent
from gongkai.publication import actions as publishing
from gongkai.publication.models import JointItem, JointRun
from gongkai.rules.joint_columns import LARGEST
from tests.covers import covers

HOME = "https://cunwu.example.cn/"
CSV = f"标题,网址,日期\n低保名单公示,{HOME}1,2026-08-05\n集体资金收支,{HOME}2,2026年8月6日\n"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><rss><channel><item><title>&b;</title></item></channel></rss>'
)


@pytest.fixture
def source(county):
    return publishing.register_joint(
        county.at("clerk"),
        org_id=county.world.village.pk,
        kind="village",
        name="村务公开平台",
        home=HOME,
        now=county.now,
    )


def hand_in(system, source, content=CSV, name="村务.csv", **headers):
    raw = content if isinstance(content, bytes) else content.encode()
    return Client().post(
        f"/api/v1/joint/{source.pk}/lists", {"file": SimpleUploadedFile(name, raw)},
        headers={"Authorization": f"Bearer {system.secret}"} | headers,
    )  # fmt: skip


def line(**changed):
    one = {"id": "1", "url": f"{HOME}1", "title": "低保名单公示", "date_published": "2026-08-05"} | changed
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [one]})


@covers("R17")
def test_a_list_is_shown_at_once_and_sent_again_is_once(county, system, source, visitor):
    mine = system()
    [found] = mine.get(f"/organizations/{county.world.village.code}/joint").json()["sources"]
    assert found["id"] == source.pk and found["kind"] == "village"
    first = hand_in(mine, source, **{"Idempotency-Key": "list-1"})
    assert first.status_code == 201, first.content.decode()
    assert first.json() == {"source": source.pk, "lines": 2, "added": 2, "changed": 0}
    assert "低保名单公示" in Client().get(f"/org/{county.world.village.code}/joint/").content.decode()
    again = hand_in(mine, source, **{"Idempotency-Key": "list-1"})
    assert again["Idempotent-Replayed"] == "true" and again.content == first.content and JointRun.objects.count() == 1
    other = hand_in(mine, source, CSV + f"换届,{HOME}3,2026-08-07\n", **{"Idempotency-Key": "list-1"})
    assert other.json()["code"] == "key_used_before" and JointItem.objects.count() == 2
    assert hand_in(mine, source).json()["added"] == 0
    assert AuditEvent.objects.filter(verb="joint.import").first().facts["by_key"].endswith("村务软件")


@covers("R17")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ENTITIES, "joint_entities"), (b" " * (LARGEST + 1), "joint_large"), ("低保,網址,日期\n".encode("big5"), "file_encoding"),
        (CSV.encode("utf-16-le"), "file_encoding"), ("<rss><channel>", "joint_broken"), ("<html><body>请登录</body></html>", "joint_form"),
        ("{}", "joint_form"), (line(date_published="2999-01-01"), "joint_future"), (line(date_published="昨天"), "joint_undated"),
        (line(title="<script>1</script>"), "joint_script"), (line(url="javascript:1"), "joint_script"), (line(url="ftp://a.cn/"), "joint_link"),
        (line(title="王五 身份证 110101199003070011"), "joint_personal"), (line(title=""), "joint_title"),
    ],
)  # fmt: skip
def test_a_list_that_lies_is_refused_whole_and_by_name(county, system, source, content, code):
    answer = hand_in(system(), source, content)
    assert answer.status_code == 422 and answer.json()["code"] == code and answer.json()["detail"].endswith("。")
    assert not JointItem.objects.exists() and not JointRun.objects.exists()


def test_nobody_hands_in_for_another_organization_or_without_the_scope(county, system, source):
    assert hand_in(system("charlie"), source).status_code == 404  # as if there were none
    assert hand_in(system("superior"), source).json()["code"] == "no_permission"
    assert hand_in(system("clerk", ["read", "draft"]), source).json()["code"] == "scope_missing"
    publishing.end_joint(county.at("clerk"), source_id=source.pk, now=county.later())
    assert hand_in(system(), source).json()["code"] == "joint_source_ended"
    assert system().get(f"/organizations/{county.world.village.code}/joint").json()["sources"] == []
    assert system("charlie").get(f"/organizations/{county.world.village.code}/joint").status_code == 404
