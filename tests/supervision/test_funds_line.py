"""Line 1f of the inspection sheet: money that was booked and then told, from the first line to the public page (第十二条, R138)."""

from datetime import date

import pytest

from gongkai.publication import actions as publishing
from gongkai.rulebook.models import CatalogEntry
from gongkai.supervision import actions, queries
from tests.covers import covers
from tests.publication.county import BOARD, MEETING, STUDY, county

FULL = 30  # tenths


@pytest.fixture
def place(db):
    return county()


def booked(place, kind, cents, **more):
    fields = {"day": place.today, "what": "镇党委拨付", "voucher": "拨0012", "purpose": ""} | more
    return actions.record_fund(
        place.at("clerk"), org_id=place.world.village.pk, kind=kind, cents=cents, now=place.later(), today=place.today,
        **fields,
    )  # fmt: skip


def line(place, org=None):
    """The line as an inspection that begins now finds it: the sentence, the tenths, where the records are."""
    town, when = place.at("superior"), {"now": place.now, "today": place.today}
    org = org or place.world.village
    row = actions.appoint(
        town, inspector_id=place.world.town.pk, org_id=org.pk, team="周九", visit_on=place.today, **when
    )
    actions.move_inspection(town, number=row.number, verb="begin", **when)
    view = queries.inspection_view(town, number=row.number)
    return next(
        (one.found, one.proposed, one.records) for point in view.points for one in point.lines if one.code == "1f"
    )


def told(place):
    """The year's money drafted from the ledger, signed, told to the party and then to society."""
    edition = actions.draft_funds(
        place.at("clerk"), org_id=place.world.village.pk, now=place.later(), today=place.today
    )
    newest = edition.revisions.order_by("number").last()
    place.write(edition, title=newest.title, plain="", content=newest.content)
    place.sign(edition)
    place.release(edition, MEETING)
    return edition


@covers("R138", "R104")
def test_each_third_is_earned_by_what_people_did(place):
    assert line(place) == ("一年里没有记过工作经费的预算、拨入和支出", 0, "funds")
    booked(place, "budget", 600_000)
    assert line(place)[:2] == ("一年里工作经费预算6,000.00元，拨入0.00元，支出0.00元，收支结余没有公开", 10)
    booked(place, "income", 500_000)
    booked(place, "spending", 140_000, purpose="carriers", what="公开栏换玻璃", voucher="票07")
    assert line(place)[:2] == ("一年里工作经费预算6,000.00元，拨入5,000.00元，支出1,400.00元，收支结余没有公开", 20)
    edition = actions.draft_funds(
        place.at("clerk"), org_id=place.world.village.pk, now=place.later(), today=place.today
    )
    assert line(place)[1] == 20  # a draft is seen by nobody
    newest = edition.revisions.order_by("number").last()
    assert "支出1,400.00元，结余3,600.00元" in newest.content
    place.write(edition, title=newest.title, plain="", content=newest.content)
    place.sign(edition)
    assert line(place)[1] == 20  # nor what is signed and lies there
    place.release(edition, MEETING)
    assert line(place)[:2] == ("一年里工作经费预算6,000.00元，拨入5,000.00元，支出1,400.00元，收支结余已公开", FULL)
    place.release(edition, BOARD)
    assert line(place)[1] == FULL


@covers("R138")
def test_other_matters_and_other_villages_do_not_count(place):
    booked(place, "budget", 600_000)
    booked(place, "income", 500_000)
    place.published(STUDY)
    assert line(place)[1] == 20
    told(place)
    assert line(place)[1] == FULL
    assert line(place, place.world.other_village)[:2] == ("一年里没有记过工作经费的预算、拨入和支出", 0)


@covers("R138")
def test_what_is_withdrawn_or_a_year_old_is_public_no_more(place):
    booked(place, "budget", 600_000)
    booked(place, "income", 500_000)
    edition = told(place)
    place.release(edition, BOARD)
    start = place.today
    place.later(days=364)
    assert place.today == date(start.year + 1, 9, 2)
    assert line(place)[1] == FULL  # twelve months, the day included
    place.later(days=1)
    assert line(place)[:2] == ("一年里没有记过工作经费的预算、拨入和支出", 0)
    booked(place, "income", 100_000)
    assert line(place)[1] == 10 and "收支结余没有公开" in line(place)[0]


@covers("R138")
def test_a_withdrawn_account_takes_its_third_away(place):
    booked(place, "budget", 600_000)
    booked(place, "income", 500_000)
    edition = told(place)
    place.release(edition, BOARD)
    assert line(place)[1] == FULL
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    assert line(place)[1] == 20


@covers("R138")
def test_lines_that_were_struck_out_earn_nothing_and_the_entry_of_the_day_counts(place):
    wrong = booked(place, "budget", 600_000)
    booked(place, "income", 500_000)
    told(place)
    CatalogEntry.objects.filter(code="C15").update(code="C15a")  # as the catalog of a later year calls it
    assert line(place)[1] == FULL
    actions.void_fund(place.at("clerk"), number=wrong.number, reason="记错了年份", now=place.later())
    assert line(place)[1] == 20 and "没有记预算" in line(place)[0]
