"""What a leading group gives to do: whose move it is, and what a task has to say (第十条, R129, R131)."""

from datetime import date, timedelta

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.group_tasks import MEANS, MOST_WORDS, TERMS, GroupDuty, demand_result, demand_task
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.group_task import GROUP_TASK, GroupTaskFacts, GroupTaskState
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers

COUNTY, TOWN, TODAY = "XW/", "XW/Z01/", date(2026, 10, 12)


def holding(role, path, subtree=False):
    return Actor(ActorKind.PERSON, 1, "某人", (HeldGrant(role, 1, path, subtree),))


OFFICE, UNIT = holding(Role.COUNTY_OFFICE, COUNTY, True), holding(Role.SUPERIOR, TOWN)
LEADER = holding(Role.COUNTY_LEADER, COUNTY, True)


def moved(who, state, verb, path=TOWN):
    facts = GroupTaskFacts(state, Bodies(path, superior=COUNTY), bool(path))
    try:
        return decide(GROUP_TASK, who, facts, verb, remark="写明").target
    except Refused as refused:
        return refused.code


@covers("R129")
def test_the_group_has_three_duties_each_with_its_meaning():
    assert [TERMS[one] for one in GroupDuty] == ["组织领导", "统筹协调", "工作指导"] and set(MEANS) == set(GroupDuty)


@covers("R131")
@pytest.mark.parametrize(("who", "state", "verb", "path", "found"), [
    (UNIT, "given", "report", TOWN, "reported"), (OFFICE, "given", "enter", TOWN, "group_task_by_unit"),
    (OFFICE, "given", "enter", "", "done"), (UNIT, "given", "enter", "", "no_permission"),
    (OFFICE, "reported", "accept", TOWN, "done"), (UNIT, "reported", "accept", TOWN, "no_permission"),
    (OFFICE, "reported", "return", TOWN, "given"), (LEADER, "given", "cancel", TOWN, "no_permission"),
    (OFFICE, "given", "cancel", TOWN, "cancelled"), (OFFICE, "done", "return", TOWN, "wrong_state"),
])  # fmt: skip
def test_the_unit_reports_and_the_group_takes_it(who, state, verb, path, found):
    assert moved(who, GroupTaskState(state), verb, path) == found


@covers("R131")
@pytest.mark.parametrize(("what", "unit", "days", "code"), [
    (" ", "县融媒体中心", 3, "group_task_fields"), ("播预告", " ", 3, "group_task_fields"),
    ("播预告", "县融媒体中心", -1, "group_task_due"),
])  # fmt: skip
def test_a_task_names_what_who_and_a_day_to_come(what, unit, days, code):
    with pytest.raises(Refused) as refused:
        demand_task(what, unit, due_on=TODAY + timedelta(days=days), today=TODAY)
    assert refused.value.code == code and explain(code, refused.value.facts)
    demand_task("播预告", "县融媒体中心", due_on=TODAY, today=TODAY)


def test_a_report_has_words_and_not_too_many():
    assert demand_result(" 播了 ") == "播了"
    for words in (" ", "长" * (MOST_WORDS + 1)):
        with pytest.raises(Refused):
            demand_result(words)
