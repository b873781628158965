"""A village's month through the pages: draft, checks, secrecy, review, signature, party first, then the public."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.obligations import queries as obligations
from gongkai.rules.duties import DutyState
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.meetings import meeting_form
from tests.factories.world import moment_of

TEXT = {
    "title": "上书村党支部8月党务工作经费收支情况", "plain": "8月花了1,363元，都有票据。",
    "content": "8月收入2,000.00元，支出1,363.00元，月末结余4,763.50元。",
    "procedure": "王五8月31日汇总，9月2日支部委员会审核，应到5人，实到5人。",
    "result": "9月3日党员大会通报，没有人提出异议。",
}  # fmt: skip


@pytest.fixture
def world(db):
    today = timezone.localdate()
    return bound_county(moment_of(today), today).world


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def start(world, code="C15", period=None) -> int:
    """The clerk begins the draft that answers a monthly duty of this month; its number."""
    period = period or f"{world.today:%Y-%m}"
    answer = desk(world.clerk).post(f"/desk/duty/{world.village.code}/{period}/{code}/0/start/")
    assert answer.status_code == 302, answer.content.decode()
    return int(answer["Location"].rstrip("/").rsplit("/", 1)[1])


def save(client: Client, pk: int, verb="save", **texts):
    page = client.get(f"/desk/edition/{pk}/")
    based_on = page.context["form"]["based_on"].value()
    return client.post(f"/desk/edition/{pk}/save/", {**TEXT, **texts, "based_on": based_on, "verb": verb})


@covers("R48", "R21", "R145", "R15", "R5", "R80")
def test_a_month_from_the_draft_to_the_villager(world, settings):
    clerk, secrecy, deputy, head = (desk(user) for user in (world.clerk, world.secrecy, world.deputy, world.head))
    pk = start(world)
    assert save(clerk, pk, verb="submit").status_code == 302
    ticks = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")
    assert secrecy.post(f"/desk/edition/{pk}/act/", {**ticks, "verb": "clear_secrecy"}).status_code == 302
    assert deputy.post(f"/desk/edition/{pk}/act/", {"verb": "pass_review"}).status_code == 302
    assert head.post(f"/desk/edition/{pk}/act/", {"verb": "approve", "remark": "同意"}).status_code == 302
    bare = clerk.post(f"/desk/edition/{pk}/release/", {"methods": ["hy"]})
    assert "“什么时候”“会议类型”“应到人数”“实到人数”还没有写" in bare.content.decode()
    first = clerk.post(f"/desk/edition/{pk}/release/", meeting_form())
    assert first.status_code == 302, first.content.decode()
    assert Client().get("/").status_code == 200
    assert TEXT["title"] not in Client().get("/latest/").content.decode()
    assert TEXT["title"] in desk(world.member).get("/latest/").content.decode()
    second = clerk.post(f"/desk/edition/{pk}/release/", {"methods": ["gl"], "place": "村委会门口公开栏"})
    assert second.status_code == 302, second.content.decode()
    listed = desk(world.villager).get("/latest/")
    assert TEXT["title"] in listed.content.decode()
    url = listed.context["rows"][0].slug
    item = desk(world.villager).get(f"/item/{url}/").content.decode()
    assert "1,363.00元" in item and "索引号" in item
    row = obligations.duty(
        world.visitor,
        org_id=world.village.pk,
        period=f"{world.today:%Y-%m}",
        code="C15",
        trigger_id=0,
        today=world.today,
    )
    assert row.state is DutyState.PUBLISHED


@covers("R48")
def test_the_drafter_cannot_sign_and_a_stranger_finds_nothing(world):
    pk = start(world)
    save(desk(world.clerk), pk, verb="submit")
    assert desk(world.charlie).get(f"/desk/edition/{pk}/").status_code == 404
    assert desk(world.villager).get(f"/desk/edition/{pk}/").status_code == 404
    assert Client().get(f"/desk/edition/{pk}/").status_code == 302
    answer = desk(world.clerk).post(f"/desk/edition/{pk}/act/", {"verb": "clear_secrecy"})
    assert answer.status_code == 422


def test_what_was_typed_survives_a_conflict(world):
    clerk, pk = desk(world.clerk), start(world)
    stale = clerk.get(f"/desk/edition/{pk}/").context["form"]["based_on"].value()
    save(clerk, pk, title="先存的一稿")
    answer = clerk.post(f"/desk/edition/{pk}/save/", {**TEXT, "title": "后存的一稿", "based_on": stale})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "后存的一稿" in page and "先存的一稿" in re.sub("<[^>]+>", "", page)


def test_a_draft_with_stops_stays_and_says_why(world):
    pk = start(world)
    answer = save(desk(world.clerk), pk, verb="submit", result="")
    page = desk(world.clerk).get(answer["Location"]).content.decode()
    assert "必须改" in page
    assert "第二条" in page


def test_a_nil_report_is_signed_on_its_own_page(world):
    period = f"{world.today:%Y-%m}"
    url = f"/desk/duty/{world.village.code}/{period}/C14/0/nil/"
    assert desk(world.head).get(url).status_code == 200
    refused = desk(world.clerk).post(url, {"statement": "没有。"})
    assert refused.status_code == 200
    assert "签零报告" in refused.content.decode()
    assert desk(world.head).post(url, {"statement": "上月没有这类事项。"}).status_code == 302
    row = obligations.duty(
        world.visitor, org_id=world.village.pk, period=period, code="C14", trigger_id=0, today=world.today
    )
    assert row.state is DutyState.NIL
