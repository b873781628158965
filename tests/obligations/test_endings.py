"""An organization that ends owes nothing more; its past stays its own, the rest passes on (R6)."""

from datetime import date

import pytest

from gongkai.obligations import actions, queries
from gongkai.obligations.models import OrgMonth, Trigger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.obligations.conftest import NOW, TODAY


def event(world, day=date(2026, 10, 10)):
    return actions.register_event(
        world.actor(world.charlie), org_id=world.other_village.pk, code="C11", title="接收预备党员：1人", event_on=day,
        now=NOW, today=TODAY,
    )  # fmt: skip


def merged(world, on=TODAY):
    return actions.merge_organization(
        world.actor(world.county_office), org_id=world.other_village.pk, successor_id=world.village.pk, on=on,
        basis="演示发〔2026〕9号", now=NOW,
    )  # fmt: skip


@covers("R6")
def test_bindings_end_with_the_organization_and_past_months_stay(world):
    before = queries.month(world.visitor, org_id=world.other_village.pk, period="2026-10", today=TODAY).counts
    merged(world)
    after = queries.month(world.visitor, org_id=world.other_village.pk, period="2026-10", today=TODAY).counts
    assert after == before and before.overdue
    assert rulebook.catalog_of(world.visitor, org_id=world.other_village.pk, period="2026-11") is None
    assert not OrgMonth.objects.filter(org=world.other_village, period__gt="2026-10").exists()
    assert OrgMonth.objects.filter(org=world.village, period="2026-11").exists()


@covers("R6")
def test_before_the_months_disclosure_day_the_month_before_is_the_last(world):
    merged(world, on=date(2026, 10, 8))
    assert rulebook.catalog_of(world.visitor, org_id=world.other_village.pk, period="2026-09") is not None
    assert rulebook.catalog_of(world.visitor, org_id=world.other_village.pk, period="2026-10") is None


@covers("R6")
def test_what_is_open_passes_to_the_successor_with_its_day(world):
    late = event(world, day=date(2026, 9, 1))
    coming = event(world)
    (passed,) = merged(world)
    assert (passed.org_id, passed.due_on, passed.title) == (world.village.pk, coming.due_on, coming.title)
    assert passed.entry.code == "C11" and passed.computed == coming.computed
    assert Trigger.objects.get(pk=coming.pk).cancelled_at == NOW
    assert Trigger.objects.get(pk=late.pk).cancelled_at is None  # overdue then stays overdue there


@covers("R6")
def test_it_is_refused_while_others_stand_below_and_nothing_is_ended(world):
    with pytest.raises(Refused, match="children_remain"):
        actions.merge_organization(
            world.actor(world.county_office), org_id=world.town.pk, successor_id=world.county.pk, on=TODAY,
            basis="演示发〔2026〕9号", now=NOW,
        )  # fmt: skip
    assert orgs.organization(world.visitor, org_id=world.town.pk).status == "active"


@covers("R6")
def test_abolishing_ends_what_is_owed(world):
    event(world)
    ended = actions.abolish_organization(
        world.actor(world.county_office), org_id=world.other_village.pk, on=TODAY, basis="演示发〔2026〕9号", now=NOW
    )
    assert [one.title for one in ended] == ["接收预备党员：1人"]
    assert rulebook.catalog_of(world.visitor, org_id=world.other_village.pk, period="2026-11") is None


def test_only_who_keeps_the_register_ends_an_organization(world):
    for who in (world.clerk, world.superior, world.maker):
        with pytest.raises(Refused, match="no_permission"):
            actions.abolish_organization(
                world.actor(who), org_id=world.other_village.pk, on=TODAY, basis="演示发〔2026〕9号", now=NOW
            )


@covers("R71")
def test_a_day_off_declared_by_the_county_moves_the_duties_of_the_month_in_one_act(world):
    office = world.actor(world.county_office)
    actions.override_day(
        office, day=date(2026, 11, 6), is_workday=False, reason="演示发〔2026〕8号", now=NOW, today=TODAY
    )
    rows = queries.month(world.visitor, org_id=world.village.pk, period="2026-11", today=TODAY).rows
    assert {row.due_on for row in rows if row.kind == "periodic"} == {date(2026, 11, 9)}


@covers("R71", "R176")
def test_a_loaded_year_moves_every_month_that_was_listed(world):
    actions.ensure_due_items(world.clock, first="2027-01", last="2027-01", now=NOW)
    actions.load_calendar_year(
        world.actor(world.county_office), year=2027, off={"2027-01-01": "元旦", "2027-01-04": "县里规定"}, work=[],
        basis="演示通知", now=NOW, today=TODAY,
    )  # fmt: skip
    rows = queries.month(world.visitor, org_id=world.village.pk, period="2027-01", today=TODAY).rows
    assert {row.due_on for row in rows if row.kind == "periodic"} == {date(2027, 1, 5)}
