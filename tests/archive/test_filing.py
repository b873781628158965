"""Closing a matter makes its record: every paper named, a code, a box, how long and why (R53, R54)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.approvals import actions as approving
from gongkai.archive import actions, queries
from gongkai.archive.actions import filing
from gongkai.archive.models import ArchiveRecord, Box
from gongkai.archive.queries import matters
from gongkai.interfaces.jobs import archiving, loop
from gongkai.ledger import queries as ledger
from gongkai.ledger.models import Outbox, StoredFile
from gongkai.participation import actions as participating
from gongkai.participation.models import Opinion
from gongkai.publication import actions as publishing
from gongkai.publication.models import Placement, Publication
from gongkai.rulebook.models import CatalogEntry
from gongkai.rules.archiving import PartKind, Waits
from gongkai.rules.duties import local_day
from gongkai.rules.refusals import Refused
from tests.archive.shelf import CLOCK, closed, filed, keeper
from tests.covers import covers
from tests.publication.county import DUES, FUNDS, INDOORS, MEETING, STUDY, county


@pytest.fixture
def place(db):
    return county()


@covers("R53")
def test_two_organizations_of_one_fonds_share_one_row_of_numbers(place):
    closed(place)
    closed(place, STUDY)
    other = place.world.other_village
    matters = list(queries.due_editions(CLOCK, today=place.today))
    foreign = [
        replace(one, matter=f"{one.matter}:other", edition_id=None, org_id=other.pk, org_path=other.path)
        for one in matters
    ]  # whose code begins with the same signs
    assert actions.file_matters(CLOCK, matters=[*matters, *foreign], now=place.later()) == 4
    codes = sorted(ArchiveRecord.objects.values_list("code", flat=True))
    assert codes == [f"Z01C01-WS·2026-D10-DWGK-{number:04d}" for number in (1, 2, 3, 4)]


def kinds(row):
    return [part.kind for part in row.filed]


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


@covers("R53", "R54")
def test_a_closed_matter_is_filed_with_every_paper(place):
    edition = closed(place)
    assert filed(place) == 1
    row = ArchiveRecord.objects.get()
    assert (row.code, row.serial, row.closing) == ("Z01C01-WS·2026-D10-DWGK-0001", 1, "closed")
    assert (row.title, row.number) == (edition.approved_revision.title, edition.disclosure.number)
    assert row.basis == "月度公开表、匿名意见、会议通知和张贴照片的保管期限：10年（默认）"
    found = kinds(row)
    assert found.count(PartKind.ORIGINAL) == 1 and found.count(PartKind.APPROVAL) == 4
    assert found.count(PartKind.MEETING) >= 2 and found[-1] is PartKind.TRAIL
    assert filed(place) == 0 and queries.waiting(place.at("clerk"), path=row.org_path, today=place.today) == []
    assert [
        one.verb for one in ledger.trail(CLOCK, subject=f"archive:edition:{edition.pk}", org_path=row.org_path)
    ] == ["archive.file"]


@covers("R54")
def test_opinions_and_notes_belong_to_it_but_never_what_is_told_in_confidence(place):
    edition = place.published(FUNDS)
    about = f"item:{edition.disclosure.number}"
    given = {
        "org_id": place.world.village.pk,
        "text": "党费用到哪里去了？",
        "kind": "inquiry",
        "received_on": place.today,
    }
    ordinary = participating.receive(CLOCK, about=about, anonymous_ref="a" * 64, now=place.later(), **given)
    secret = participating.receive(
        CLOCK, about=about, anonymous_ref="b" * 64, about_leaders=True, now=place.later(), **given
    )
    assert secret.confidential and ordinary.disclosure_id == edition.disclosure_id
    publishing.close(place.at("clerk"), edition_id=edition.pk, now=place.later(), today=place.today)
    assert filed(place) == 0
    (waits,) = queries.waiting(place.at("clerk"), path=edition.org_path, today=place.today)
    assert (waits.edition_id, waits.wait.why) == (edition.pk, Waits.OPINIONS)
    Opinion.objects.filter(pk=ordinary.pk).update(closed_on=place.today, note="请支部书记当面答复。", state="closed")
    assert filed(place) == 1
    parts = ArchiveRecord.objects.get().filed
    assert [one.ref for one in parts if one.kind is PartKind.OPINION] == [f"opinion:{ordinary.number}"]
    assert [one.ref for one in parts if one.kind is PartKind.NOTE] == [f"note:{ordinary.number}"]
    assert not any(secret.number in one.ref + one.name for one in parts)


@covers("R53", "R54")
def test_what_was_withdrawn_keeps_its_request_and_explanation_for_thirty_years(place):
    edition = place.published(FUNDS)
    change = place.withdrawal(edition)
    assert [one.wait.why for one in queries.waiting(place.at("head"), path=edition.org_path, today=place.today)] == [
        Waits.CHANGE
    ]
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    assert filed(place) == 1
    row = ArchiveRecord.objects.get()
    assert (row.closing, row.retention) == ("withdrawn", "y30")
    assert {PartKind.CHANGE, PartKind.EXPLANATION, PartKind.ORIGINAL} <= set(kinds(row))


@covers("R53")
def test_a_matter_nobody_closed_is_filed_when_its_time_is_over(place):
    edition = place.published(FUNDS)
    (waits,) = queries.waiting(place.at("clerk"), path=edition.org_path, today=place.today)
    assert (waits.wait.why, waits.wait.until) == (Waits.RUNNING, place.today + timedelta(days=30))
    assert filed(place) == 0
    place.later(days=30)
    assert filed(place) == 1
    assert ArchiveRecord.objects.get().closing == "over"
    edition.refresh_from_db()
    assert edition.is_live  # filing takes nothing away from the public


def test_a_photo_is_named_with_the_digest_of_its_bytes(place):
    edition = closed(place)
    photo = StoredFile.objects.create(
        token="c" * 32, name="会场.jpg", extension="jpg", media_type="image/jpeg", size=3, sha256="d" * 64,
        org_path=edition.org_path, stored_at=place.now,
    )  # fmt: skip
    Placement.objects.filter(publication__edition=edition).update(proof=photo)
    filed(place)
    photos = [one for one in ArchiveRecord.objects.get().filed if one.kind is PartKind.PHOTO]
    assert {(one.token, one.sha256, one.name) for one in photos} == {("c" * 32, "d" * 64, "会场.jpg")}


def test_the_catalogs_own_words_on_keeping_come_first(place):
    CatalogEntry.objects.filter(code=FUNDS).update(retention="永久")
    closed(place)
    filed(place)
    row = ArchiveRecord.objects.get()
    assert (row.retention, row.basis) == ("permanent", "目录条目C15写明永久") and "-Y-" in row.code


@covers("R53")
def test_numbers_and_boxes_go_on_and_a_year_that_is_over_is_closed(place, monkeypatch):
    monkeypatch.setattr(filing, "IN_A_BOX", 1)
    closed(place)
    closed(place, STUDY)
    assert filed(place) == 2
    rows = list(ArchiveRecord.objects.order_by("serial"))
    assert [(row.serial, row.box.number) for row in rows] == [(1, 1), (2, 2)]
    first, second = Box.objects.order_by("number")
    assert first.closed_at is not None and second.closed_at is None
    assert actions.close_boxes(CLOCK, today=place.today, now=place.later()) == 0
    place.later(days=150)
    assert actions.close_boxes(CLOCK, today=place.today, now=place.later()) == 1
    second.refresh_from_db()
    assert second.closer_name == "年末" and [box.held for box in queries.boxes(CLOCK, path=rows[0].org_path)] == [1, 1]


def others(one, *years):
    """Matters like this one that ended in other years."""
    return [
        replace(one, matter=f"rectification:{number}", edition_id=None, closed_on=one.closed_on.replace(year=year))
        for number, year in enumerate(years, 1)
    ]


def test_a_portion_of_many_years_asks_no_more_than_one_of_a_single_year(place):
    closed(place)
    (one,) = queries.due_editions(CLOCK, today=place.today)
    asked = []
    for given in ([one], others(one, *range(2012, 2024))):
        with CaptureQueriesContext(connection) as captured:
            assert actions.file_matters(CLOCK, matters=given, now=place.later()) == len(given)
        asked.append(len(captured))
    assert asked[1] <= asked[0]
    assert Box.objects.count() == 13 and set(ArchiveRecord.objects.values_list("serial", flat=True)) == {1}


@covers("R53")
def test_what_is_filed_at_once_fills_box_after_box(place, monkeypatch):
    monkeypatch.setattr(filing, "IN_A_BOX", 2)
    closed(place)
    (one,) = queries.due_editions(CLOCK, today=place.today)
    first, *rest = others(one, *[2020] * 6)
    assert actions.file_matters(CLOCK, matters=[first], now=place.later()) == 1
    assert actions.close_boxes(CLOCK, today=place.today, now=place.later()) == 1
    assert actions.file_matters(CLOCK, matters=rest[:4], now=place.later()) == 4
    assert [(box.number, box.records.count(), box.closer_name) for box in Box.objects.order_by("number")] == [
        (1, 2, "装满"), (2, 2, "装满"), (3, 1, ""),
    ]  # fmt: skip
    assert actions.file_matters(CLOCK, matters=rest[4:], now=place.later()) == 1
    assert list(ArchiveRecord.objects.order_by("serial").values_list("serial", "box__number")) == [
        (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3),
    ]  # fmt: skip


def test_the_page_counts_all_that_waits_also_behind_what_is_only_due(place, monkeypatch):
    monkeypatch.setattr(matters, "PAGE", 1)
    due = closed(place)
    waiting = [place.published(STUDY), place.approved(DUES)]
    place.release(waiting[1], MEETING, INDOORS)
    found = queries.waiting(place.at("clerk"), path=due.org_path, today=place.today)
    assert [one.edition_id for one in found] == [one.pk for one in waiting]


@covers("R53")
def test_the_clock_files_in_portions_until_nothing_is_left(place, monkeypatch):
    monkeypatch.setattr(archiving, "PORTION", 1)
    closed(place)
    closed(place, STUDY)
    assert archiving.file_due(CLOCK, place.today, place.now) == "归档1件"
    row = Outbox.objects.get(kind=archiving.KIND)
    assert loop.HANDLERS[row.kind](row.payload) == "归档1件"
    assert ArchiveRecord.objects.count() == 2
    assert "archive" in {daily.job for daily in loop.DAILY}


def questioned(place, edition):
    """An opinion about it that nobody answered yet: it waits."""
    return participating.receive(
        CLOCK, about=f"item:{edition.disclosure.number}", anonymous_ref="a" * 64, now=place.later(),
        org_id=place.world.village.pk, text="党费用到哪里去了？", kind="inquiry", received_on=place.today,
    )  # fmt: skip


@covers("R53")
def test_what_waits_keeps_nothing_else_from_being_filed(place, monkeypatch):
    """A whole portion that waits: the ended one behind it and the one whose time is over have their turn."""
    monkeypatch.setattr(archiving, "PORTION", 1)
    first = place.published(FUNDS)
    questioned(place, first)
    publishing.close(place.at("clerk"), edition_id=first.pk, now=place.later(), today=place.today)
    second, third = closed(place, STUDY), place.approved(DUES)
    place.release(third, MEETING, INDOORS)
    place.later(days=40)
    assert archiving.file_due(CLOCK, place.today, place.now) == "归档1件"
    for text in ("归档1件", "归档0件"):
        row = Outbox.objects.filter(kind=archiving.KIND).latest("pk")
        assert loop.HANDLERS[row.kind](row.payload) == text
    assert set(ArchiveRecord.objects.values_list("edition_id", flat=True)) == {second.pk, third.pk}


@covers("R53")
@pytest.mark.parametrize("held_by", ["opinion", "change", "notice"])
def test_what_was_held_open_belongs_to_the_year_in_which_it_came_to_its_end(place, held_by):
    edition = place.published(FUNDS)
    if held_by == "opinion":
        questioned(place, edition)
        publishing.close(place.at("clerk"), edition_id=edition.pk, now=place.later(), today=place.today)
    elif held_by == "change":
        change = approving.request_change(
            place.at("clerk"), edition_id=edition.pk, kind="withdraw", reason="金额有误", now=place.later(),
            today=place.today,
        )  # fmt: skip
    else:
        Publication.objects.filter(edition=edition).update(notice_start=place.today, notice_end=place.today)
    place.later(days=150)
    assert filed(place) == 0
    ended = place.today
    if held_by == "opinion":
        Opinion.objects.update(closed_on=ended, state="closed")
    elif held_by == "change":
        approving.move_change(
            place.at("clerk"), change_id=change.pk, verb="recall", now=place.later(), today=place.today
        )
    else:
        Publication.objects.filter(edition=edition).update(notice_result_at=place.later())
    place.later(days=3)
    assert filed(place) == 1
    row = ArchiveRecord.objects.get()
    assert (row.closed_on, row.year, row.box.year) == (ended, 2027, 2027)


@covers("R53")
def test_a_past_year_fills_its_box_portion_by_portion_and_takes_latecomers(place, monkeypatch):
    monkeypatch.setattr(archiving, "PORTION", 1)
    for code in (FUNDS, STUDY):
        closed(place, code)
    place.later(days=150)
    assert archiving.file_due(CLOCK, place.today, place.now) == "归档1件"
    assert Box.objects.get().closed_at is None
    late = queries.due_editions(CLOCK, today=place.today)
    assert actions.close_boxes(CLOCK, today=place.today, now=place.later()) == 1
    assert actions.file_matters(CLOCK, matters=late, now=place.later()) == 1
    box = Box.objects.get()
    assert (box.closed_at, box.closer_name, box.records.count()) == (None, "", 2)
    assert archiving.file_due(CLOCK, place.today, place.now) == "归档0件，年末封盒1个"


@covers("R53")
def test_search_and_figures_are_for_those_who_work_there(place):
    edition = closed(place)
    filed(place)
    path, year = edition.org_path, local_day(place.now).year
    row = ArchiveRecord.objects.get()
    for who in ("clerk", "head", "superior", "county_office"):
        assert [one.pk for one in queries.records(place.at(who), path=path, words="党费 D10")] == [row.pk]
        assert queries.figures(place.at(who), path=path, year=year).y10 == 1
    assert queries.records(place.at("clerk"), path=path, words="没有的词") == []
    assert queries.records(place.at("superior"), path=place.world.town.path) == []
    assert len(queries.records(place.at("superior"), path=place.world.town.path, below=True)) == 1
    for who in (place.world.visitor, place.at("member"), place.at("charlie")):
        assert queries.records(who, path=path) == [] and queries.figures(who, path=path, year=year).all == 0
        assert refusal(queries.record, who, record_id=row.pk).hidden
        assert refusal(queries.box, who, box_id=row.box_id).hidden
        assert refusal(queries.waiting, who, path=path, today=place.today).hidden
        assert refusal(queries.due_editions, who, today=place.today).hidden
        assert refusal(actions.file_matters, who, matters=[], now=place.now).hidden


def test_the_fonds_number_of_the_archives_counts_from_then_on(place):
    closed(place)
    filed(place)
    asked = {"org_id": place.world.village.pk, "now": place.later()}
    assert refusal(actions.set_fonds, place.at("clerk"), number="Z109", unit="BGS", **asked).code == "no_permission"
    who = place.world.actor(keeper(place))
    assert refusal(actions.set_fonds, who, number="Z-109", unit="BGS", **asked).code == "fonds_invalid"
    actions.set_fonds(who, number="z109", unit="bgs", **asked)
    closed(place, STUDY)
    filed(place)
    assert [row.code for row in ArchiveRecord.objects.order_by("pk")] == [
        "Z01C01-WS·2026-D10-DWGK-0001", "Z109-WS·2026-D10-BGS-0001",
    ]  # fmt: skip
    assert queries.fonds(who, org=place.world.village).given


def test_what_stands_open_does_not_keep_others_from_being_filed(place):
    """However many wait for their end, the one whose time is over has its turn."""
    first, second = place.published(FUNDS), place.published(STUDY)
    CatalogEntry.objects.filter(code=FUNDS).update(time_kind="standing")
    place.later(days=40)
    assert filed(place, limit=1) == 1
    assert ArchiveRecord.objects.get().edition_id == second.pk
    (waits,) = queries.waiting(place.at("clerk"), path=first.org_path, today=place.today)
    assert (waits.edition_id, waits.wait.why) == (first.pk, Waits.STANDING)
