"""Regulations come into the library by the county office, are cited place by place, sent out and acknowledged."""

from datetime import date, timedelta

import pytest

from gongkai.ledger import actions as ledger
from gongkai.rulebook import actions, queries
from gongkai.rulebook.models import Distribution, RulebookRelease
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.rulebook.conftest import NOW

OWN = "演示县值班办法\n第一章 总则\n第一条 白天值班：\n（一）守电话；\n（二）记来访。\n第二条 夜里值班。\n值班的人第二天补休。\n"
TEXT = "演示细则\n第九条 县里原文：\n（三）县里原文的第三项。\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="办法.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert explain(refusal.value.code, refusal.value.facts)
    return refusal.value.code


@covers("R1", "R4")
def test_a_regulation_is_kept_by_chapter_article_and_item(world, office, file):
    path = file(OWN)
    token = ledger.store(office, source=path, name="办法.txt", org_path=world.county.path, now=NOW).token
    actions.import_regulation(office, path=path, code="duty", now=NOW, issued_on=date(2026, 9, 1), file_token=token)
    found, provisions = queries.regulation(world.visitor, code="duty")
    assert (found.title, found.issued_on, found.file.name) == ("演示县值班办法", date(2026, 9, 1), "办法.txt")
    assert [(row.kind, row.slug) for row in provisions] == [
        ("chapter", "ch-1"), ("article", "art-1"), ("item", "art-1-1"), ("item", "art-1-2"), ("article", "art-2"),
    ]  # fmt: skip
    assert provisions[1].text == "白天值班：" and provisions[2].number == "第一条（一）"
    assert queries.provision(world.visitor, slug="art-2-p2", code="duty").text == "值班的人第二天补休。"


@covers("R1")
def test_the_real_text_stands_beside_our_digest_and_survives_its_refreshing(world, office, file):
    actions.load_digest(world.clock, now=NOW)
    places = len(queries.regulation(world.visitor, code="qijiang-2011")[1])
    actions.import_regulation(office, path=file(TEXT), code="qijiang-2011", now=NOW)
    for _ in range(2):
        place = queries.provision(world.visitor, slug="art-9-3")
        assert place.text == "县里原文的第三项。" and place.digest and place.here
        found, provisions = queries.regulation(world.visitor, code="qijiang-2011")
        assert found.has_text and len(provisions) == places
        actions.load_digest(world.clock, now=NOW)


def test_importing_again_replaces_the_text(world, office, file):
    given = {"code": "duty", "now": NOW, "issued_on": date(2026, 9, 1)}
    actions.import_regulation(office, path=file(OWN), **given)
    actions.import_regulation(office, path=file("演示县值班办法\n第一条 都值班。\n"), **given)
    _, provisions = queries.regulation(world.visitor, code="duty")
    assert [(row.slug, row.text) for row in provisions] == [("art-1", "都值班。")]


def test_what_cannot_be_read_or_dated_is_refused_and_nothing_is_kept(world, office, maker, file):
    given = {"code": "duty", "now": NOW}
    assert refused(actions.import_regulation, office, path=file(OWN), **given) == "regulation_date_missing"
    assert refused(actions.import_regulation, office, path=file("没有条文"), **given) == "regulation_without_articles"
    assert refused(actions.import_regulation, maker, path=file(OWN), **given) == "no_permission"
    assert queries.regulations(world.visitor) == []


def test_the_release_is_remembered_once_and_names_its_figures(world, maker):
    first = actions.load_release(world.clock, now=NOW)
    assert actions.load_release(world.clock, now=NOW + timedelta(days=1)) == first
    assert RulebookRelease.objects.count() == 1
    assert first.data["catalog_publish"][0][1:] == [5, "默认"] and len(first.sha256) == 64
    assert queries.release(world.visitor) == first
    assert refused(actions.load_release, maker, now=NOW) == "no_permission"
    assert refused(actions.load_digest, maker, now=NOW) == "no_permission"


@covers("R2", "R3")
def test_a_regulation_is_sent_by_class_and_receipt_is_recorded(world, office):
    actions.load_digest(world.clock, now=NOW)
    given = {"code": "qijiang-2011", "now": NOW}
    classes = {"各镇党委": [world.town.pk], "村党组织": [world.village.pk, world.other_village.pk]}
    send = actions.distribute
    assert send(office, classes=classes, reading_only=[world.hospital.pk, world.village.pk], **given) == 4
    assert send(office, classes=classes, **given) == 0
    rows = {row.org_id: row for row in queries.distributions(office, regulation_code="qijiang-2011")}
    assert rows[world.village.pk].due_on == date(2026, 10, 15) and not rows[world.village.pk].for_reading_only
    assert rows[world.hospital.pk].for_reading_only and rows[world.hospital.pk].due_on is None
    clerk = world.actor(world.clerk)
    [mine] = queries.distributions(clerk)
    actions.acknowledge(clerk, distribution_id=mine.pk, now=NOW)
    assert Distribution.objects.get(pk=mine.pk).received_at == NOW
    order = [row.pk for row in queries.distributions(office) if not row.for_reading_only]
    assert order[-1] == mine.pk and len(order) == 3  # the silent ones come first, readers last
    assert refused(actions.acknowledge, clerk, distribution_id=mine.pk, now=NOW) == "already_acknowledged"


@covers("R2")
def test_nobody_acknowledges_for_another_or_sends_without_the_duty(world, office, maker):
    actions.load_digest(world.clock, now=NOW)
    given = {"code": "qijiang-2011", "classes": {"村党组织": [world.village.pk]}, "now": NOW}
    assert refused(actions.distribute, maker, **given) == "no_permission"
    assert refused(actions.distribute, office, **given | {"code": "none"}) == "not_found"
    actions.distribute(office, **given)
    row = Distribution.objects.get()
    for actor in (world.actor(world.charlie), world.visitor):
        assert refused(actions.acknowledge, actor, distribution_id=row.pk, now=NOW) == "not_found"
        assert queries.distributions(actor) == []
    assert refused(actions.acknowledge, actor, distribution_id=0, now=NOW) == "not_found"
