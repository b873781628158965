"""Plans to be filed: the day, who owes, how each stands; a filing cannot be refused (第十三条)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.addressees import Addressees
from gongkai.rules.calendar import WorkCalendar
from gongkai.rules.campaigns import CLASSES, PlanStanding, due_of, may_file, standing, tally
from gongkai.rules.moves import decide, offers
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.plan_filing import PLAN_FILING, PlanFilingFacts
from gongkai.rules.refusals import Refused
from tests.covers import covers

COUNTY, TOWN = "XW/", "XW/Z01/"


def holding(role: Role, path: str, subtree: bool = False) -> Actor:
    return Actor(ActorKind.PERSON, 1, "某人", (HeldGrant(role, 1, path, subtree),))


def facts(state: str, unticked: int = 0) -> PlanFilingFacts:
    return PlanFilingFacts(state, Bodies(TOWN, county=COUNTY), unticked)


@covers("R139", "R140")
def test_ten_calendar_days_from_the_day_after_the_issue():
    due = due_of(date(2011, 6, 21), 10, WorkCalendar({}))
    assert due.due == date(2011, 7, 1)
    said = "".join(step.text for step in due.steps)
    assert "当天不算" in said and "自然日" in said and any(step.article == "第十三条" for step in due.steps)


@covers("R139")
def test_villages_schools_and_branches_are_not_among_the_classes():
    assert len(CLASSES) == 5
    assert not set(CLASSES) & {Addressees.VILLAGES, Addressees.COMMUNITIES, Addressees.SCHOOLS, Addressees.NEW_ORGS}


DAYS = st.integers(-40, 40).map(lambda n: date(2026, 10, 10) + timedelta(days=n))


@covers("R139")
@given(due=DAYS, today=DAYS, filed=st.none() | DAYS)
def test_the_first_filing_decides_and_without_one_the_day(due, today, filed):
    naive = {
        (True, True): PlanStanding.LATE, (True, False): PlanStanding.FILED,
        (False, True): PlanStanding.MISSING, (False, False): PlanStanding.WAITING,
    }[filed is not None, (filed or today) > due]  # fmt: skip
    found = standing(due_on=due, filed_on=filed, today=today)
    assert found is naive
    assert tally([found]).total == 1


@covers("R154")
def test_nobody_can_refuse_a_filing_and_the_office_does_not_file_for_others():
    assert {move.target for move in PLAN_FILING.moves} == {"filed", "incomplete", "checked"}
    assert {move.verb for move in PLAN_FILING.moves} == {"check", "ask", "complete"}
    town, office = holding(Role.SUPERIOR, TOWN), holding(Role.COUNTY_OFFICE, COUNTY, subtree=True)
    assert may_file(town, org_path=TOWN, county_path=COUNTY)
    assert not may_file(office, org_path=TOWN, county_path=COUNTY)
    assert not may_file(Actor.visitor(), org_path=TOWN, county_path=COUNTY)
    assert [one.verb for one in offers(PLAN_FILING, town, facts("filed"))] == []
    assert [one.verb for one in offers(PLAN_FILING, office, facts("filed", 2))] == ["check", "ask"]
    for actor, state, verb, code in (
        (office, "filed", "check", "plan_unticked"), (office, "filed", "ask", "remark_needed"),
        (office, "incomplete", "complete", "plan_not_own"), (town, "filed", "check", "no_permission"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            decide(PLAN_FILING, actor, facts(state, 2), verb)
        assert refused.value.code == code
    assert decide(PLAN_FILING, office, facts("filed"), "check").target == "checked"
