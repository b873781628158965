"""A plan is followed by its implementation: where it is told, and from which day it is reckoned."""

from datetime import date

import pytest

from gongkai.rules.categories import PAIRS
from gongkai.rules.duties import DutyKind
from gongkai.rules.follow_ups import PlanFacts, follow_up
from tests.covers import covers

TOLD = date(2026, 3, 10)


def plan(kind, **more):
    return PlanFacts(**({"sub_items": ("2d",), "kind": kind, "published_on": TOLD} | more))


@covers("R33")
@pytest.mark.parametrize("kind", [DutyKind.FIRST, DutyKind.CONFIRMATION, DutyKind.INSTANT])
def test_what_stands_for_long_is_accounted_for_at_the_end_of_its_year(kind):
    found = follow_up(plan(kind, sub_items=("1e",)), PAIRS)
    assert (found.name, found.stage, found.event_on) == ("任期工作目标落实情况", "2026年落实情况", date(2026, 12, 31))


@covers("R33")
def test_a_staged_plan_is_followed_by_its_last_stage_when_the_work_is_to_end():
    staged = {"stages": ("计划", "进展", "结果"), "stage": "计划"}
    assert follow_up(plan(DutyKind.STAGE, **staged, expected_end=date(2026, 6, 30)), PAIRS).event_on == date(
        2026, 6, 30
    )
    open_ended = follow_up(plan(DutyKind.STAGE, **staged), PAIRS)
    assert (open_ended.stage, open_ended.event_on) == ("结果", date(2026, 12, 31))
    outdated = follow_up(plan(DutyKind.STAGE, **staged, expected_end=date(2026, 1, 5)), PAIRS)
    assert outdated.event_on == TOLD


@covers("R33")
def test_only_the_first_stage_is_the_plan_and_only_paired_matters_have_one():
    staged = {"stages": ("计划", "落实"), "stage": "落实"}
    assert follow_up(plan(DutyKind.STAGE, **staged), PAIRS) is None
    assert follow_up(plan(DutyKind.FIRST, sub_items=("3h",)), PAIRS) is None
    assert follow_up(plan(DutyKind.FIRST), ()) is None


@covers("R33")
@pytest.mark.parametrize("kind", [DutyKind.PERIODIC, DutyKind.OFF_CATALOG, DutyKind.FOLLOW_UP, DutyKind.SUMMARY])
def test_monthly_plans_are_followed_by_the_next_month_and_results_by_nothing(kind):
    assert follow_up(plan(kind), PAIRS) is None
