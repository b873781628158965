"""A catalog version takes effect: everyone who follows it publishes the catalog in time (R44)."""

from datetime import date

import pytest

from gongkai.obligations import actions, queries
from gongkai.obligations.models import Trigger
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries as reading
from gongkai.rules.duties import DutyKind, DutyState
from tests.covers import covers
from tests.obligations.conftest import NOW, TODAY


def second_version(bound, period_from="2026-11"):
    maker = bound.world.actor(bound.world.maker)
    version = rulebook.start_version(maker, catalog_id=bound.catalog.pk, now=NOW)
    return actions.approve_catalog(maker, version_id=version.pk, period_from=period_from, now=NOW, today=TODAY)


def duties(org):
    return list(Trigger.objects.filter(org=org, kind=DutyKind.CATALOG, cancelled_at=None).order_by("id"))


@covers("R44")
def test_the_first_version_is_published_with_the_first_publication_of_its_entry(bound):
    world = bound.world
    rows = queries.month(world.visitor, org_id=world.village.pk, period="2026-08", today=TODAY).rows
    assert [row.kind for row in rows if row.code == "C40"] == ["first"]
    assert duties(world.village) == []


@covers("R44", "R176")
def test_a_new_version_is_owed_by_every_follower_five_working_days_after_it_counts(bound):
    world = bound.world
    version = second_version(bound)
    for org in (world.village, world.other_village):
        (duty,) = duties(org)
        assert (duty.event_on, duty.due_on) == (date(2026, 11, 1), date(2026, 11, 6))
        assert duty.entry.version_id == version.pk and duty.code == "C40"
    rows = queries.todo(world.actor(world.clerk), org_id=world.village.pk, today=TODAY)
    row = next(row for row in rows if row.kind == DutyKind.CATALOG)
    assert row.title == "公布公开目录第2版" and row.state is DutyState.PENDING
    assert row.steps[0]["article"] == "第六条（一）"


@covers("R44")
def test_it_is_answered_like_any_other_duty(bound):
    world = bound.world
    second_version(bound)
    (duty,) = duties(world.village)
    actions.answer(
        world.actor(world.clerk), org_id=world.village.pk, org_path=world.village.path, period=duty.period,
        code=duty.code, category=duty.category, trigger_id=duty.pk, kind="published", ref="edition:9", answered_at=NOW,
        now=NOW,
    )  # fmt: skip
    rows = queries.month(world.visitor, org_id=world.village.pk, period=duty.period, today=TODAY).rows
    assert [row.state for row in rows if row.trigger_id == duty.pk] == [DutyState.PUBLISHED]


@covers("R44")
def test_a_version_fixed_late_is_reckoned_from_the_day_it_was_fixed(bound):
    second_version(bound, period_from="2026-09")
    (duty,) = duties(bound.world.village)
    assert (duty.event_on, duty.due_on) == (TODAY, date(2026, 10, 19))


@covers("R44")
def test_once_per_version_and_organization_however_often_it_is_bound(bound):
    world, maker = bound.world, bound.world.actor(bound.world.maker)
    second_version(bound)
    for _ in range(2):
        actions.bind_organizations(
            maker, org_ids=(world.village.pk,), catalog_id=bound.catalog.pk, period_from="2026-11", now=NOW, today=TODAY
        )
    assert len(duties(world.village)) == 1
    second_version(bound, period_from="2027-01")
    assert [duty.entry.version.number for duty in duties(world.village)] == [2, 3]


@pytest.mark.parametrize("removed", [True, False])
@covers("R44")
def test_without_an_entry_for_the_catalog_nothing_is_owed_for_it(bound, removed):
    maker = bound.world.actor(bound.world.maker)
    version = rulebook.start_version(maker, catalog_id=bound.catalog.pk, now=NOW)
    if removed:
        rulebook.remove_entry(maker, version_id=version.pk, code="C40", now=NOW)
    actions.approve_catalog(maker, version_id=version.pk, period_from="2026-11", now=NOW, today=TODAY)
    assert bool(duties(bound.world.village)) is not removed
    assert reading.version_in_force(maker, catalog_id=bound.catalog.pk, period="2026-11").pk == version.pk
