"""The implementation of a published plan becomes a duty that explains its day (R33)."""

from datetime import date

from gongkai.obligations import actions, queries
from gongkai.obligations.models import Trigger
from gongkai.rules.duties import DutyKind, DutyState
from tests.covers import covers
from tests.obligations.conftest import NOW, TODAY

END = date(2026, 11, 20)


def told(world, trigger, kind="published"):
    actions.answer(
        world.actor(world.clerk), org_id=world.village.pk, org_path=world.village.path, period=trigger.period,
        code=trigger.code, category=trigger.category, trigger_id=trigger.pk, kind=kind, ref="edition:1",
        answered_at=NOW, now=NOW,
    )  # fmt: skip


def begun(world, expected_end=END):
    matter = actions.open_matter(
        world.actor(world.clerk), org_id=world.village.pk, code="C04", title="秋收帮扶", opened_on=date(2026, 10, 9),
        expected_end=expected_end, now=NOW, today=TODAY,
    )  # fmt: skip
    return matter, Trigger.objects.get(matter=matter)


def follow_ups(world):
    return list(Trigger.objects.filter(org=world.village, kind=DutyKind.FOLLOW_UP, cancelled_at=None))


@covers("R33")
def test_a_published_plan_opens_its_implementation_in_the_same_matter(world):
    matter, first = begun(world)
    assert first.stage == "计划"
    told(world, first)
    (duty,) = follow_ups(world)
    assert (duty.matter_id, duty.stage, duty.event_on, duty.due_on) == (matter.pk, "结果", END, date(2026, 11, 27))
    assert duty.computed["steps"][0]["article"] == "第五条（一）（二）"
    row = queries.duty(
        world.actor(world.clerk), org_id=world.village.pk, period="2026-11", code="C04", trigger_id=duty.pk, today=TODAY
    )
    assert row.state is DutyState.PENDING and "11月27日" in row.steps[-1]["text"]
    assert row in queries.todo(world.actor(world.clerk), org_id=world.village.pk, today=TODAY)


@covers("R33")
def test_publishing_again_or_saying_nothing_opens_no_second_one(world):
    _, first = begun(world)
    told(world, first, kind="exempt")
    assert follow_ups(world) == []
    told(world, first)
    told(world, first)
    assert len(follow_ups(world)) == 1


@covers("R33", "R74")
def test_the_stage_that_is_reached_takes_the_place_of_the_one_owed_ahead(world):
    matter, first = begun(world)
    told(world, first)
    (ahead,) = follow_ups(world)
    reached = actions.add_stage(
        world.actor(world.clerk), matter_id=matter.pk, stage="结果", event_on=TODAY, now=NOW, today=TODAY
    )
    assert follow_ups(world) == []
    rows = queries.month(world.visitor, org_id=world.village.pk, period=ahead.period, today=TODAY).rows
    assert ahead.pk not in {row.trigger_id for row in rows}
    assert reached.due_on == date(2026, 10, 19)


@covers("R33")
def test_a_standing_plan_owes_its_implementation_by_the_new_year_once(world):
    actions.answer(
        world.actor(world.clerk), org_id=world.village.pk, org_path=world.village.path, period="2026-08", code="C03",
        category="1", trigger_id=None, kind="published", ref="edition:2", answered_at=NOW, now=NOW,
    )  # fmt: skip
    (duty,) = follow_ups(world)
    assert (duty.title, duty.event_on, duty.period) == ("任期工作目标落实情况", date(2026, 12, 31), "2027-01")


@covers("R33", "R76")
def test_an_open_ended_plan_tells_the_years_end_only_once(world):
    _, first = begun(world, expected_end=None)
    told(world, first)
    assert actions.year_end_stages(world.clock, year=2026, now=NOW) == 0
    assert follow_ups(world)[0].event_on == date(2026, 12, 31)
