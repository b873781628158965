"""The ladder of 第九条（八）: what leads to which step, whom a step can meet, and the way of a case."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.accountability import (
    MEASURES,
    STEP_OF,
    TERMS,
    Fact,
    Figures,
    Standing,
    Step,
    Target,
    Trigger,
    may_meet,
    number_of,
    step_for,
    triggers,
)
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.moves import decide, offers
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.accountability import ACCOUNTABILITY, CaseFacts, CaseState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import Refused

FIGURES = Figures(20, 5, 60, 1, 3, 3)
BODIES = Bodies("0001/0002/", "0001/", "0001/", "0001/")


def office(user=7):
    return Actor(ActorKind.PERSON, user, "冉国栋", (HeldGrant(Role.COUNTY_OFFICE, 1, "0001/", subtree=True),))


def test_everything_has_its_word_and_every_step_its_measures():
    assert set(STEP_OF) == set(Trigger) and set(MEASURES) == set(Step)
    assert all(member in TERMS for kind in (Step, Trigger, Target) for member in kind)


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        (Standing(), ()),
        (Standing(19, 4), ()),
        (Standing(20, 0), (Trigger.NOT_DISCLOSED,)),
        (Standing(5, 5), (Trigger.NOT_DISCLOSED,)),
        (Standing(1, 1), ()),
        (Standing(findings=1), (Trigger.NOT_DISCLOSED,)),
        (Standing(complaints=2), ()),
        (Standing(complaints=3), (Trigger.NOT_DISCLOSED,)),
        (Standing(marks=2), ()),
        (Standing(marks=3), (Trigger.NOT_DISCLOSED,)),
        (Standing(failed=True), (Trigger.FAILED,)),
        (Standing(20, 9, True, True), (Trigger.NOT_DISCLOSED, Trigger.FAILED, Trigger.FALSIFIED)),
    ],
)
def test_the_system_points_at_what_is_measured(standing, found):
    assert triggers(standing, FIGURES) == found


@given(st.builds(Standing, st.integers(0, 99), st.integers(0, 999), st.booleans(), st.booleans()))
def test_the_system_never_points_higher_than_the_first_step(standing):
    assert step_for(triggers(standing, FIGURES)) in (None, Step.CORRECT)


def test_the_upper_steps_meet_persons_only():
    assert [step for step in Step if may_meet(step, Target.ORGANIZATION)] == [Step.CORRECT]
    assert all(may_meet(step, target) for step, target in product(Step, (Target.LEADER, Target.DIRECT)))
    assert step_for([Trigger.FAILED, Trigger.HARM, Trigger.SERIOUS]) is Step.BY_LAW
    assert step_for([]) is None


def case(state, **more):
    return CaseFacts(state, BODIES, **({"found": "三个月没有公开", "measure": "criticism", "opened_by": 1} | more))


def refusal(state, verb, actor=None, **more):
    try:
        decide(ACCOUNTABILITY, actor or office(), case(state, **more), verb, remark="写明")
    except Refused as refused:
        return refused.code
    return None


def test_nobody_is_decided_about_unheard():
    hearing = CaseState.HEARING
    assert refusal(hearing, "decide") == "not_heard"
    assert refusal(hearing, "decide", heard=True) is None
    assert refusal(hearing, "decide", hearing_over=True) is None
    assert refusal(hearing, "decide", heard=True, measure="") == "measure_missing"
    assert refusal(CaseState.OPENED, "decide", heard=True) == "wrong_state"


def test_two_people_and_never_the_person_concerned():
    assert refusal(CaseState.HEARING, "decide", heard=True, opened_by=7) == "same_person_decides"
    for verb, state in (
        ("tell", CaseState.OPENED),
        ("decide", CaseState.HEARING),
        ("dismiss", CaseState.OPENED),
        ("close", CaseState.DECIDED),
    ):
        assert refusal(state, verb, person_id=7, heard=True) == "own_case"


def test_only_the_third_step_is_transferred():
    assert refusal(CaseState.DECIDED, "transfer") == "not_by_law"
    assert refusal(CaseState.DECIDED, "transfer", by_law=True) is None


def test_every_move_is_a_persons_move():
    assert all(move.permission is not None for move in ACCOUNTABILITY.moves)
    nobody = Actor(ActorKind.PERSON, 9, "谁也不是")
    assert offers(ACCOUNTABILITY, nobody, case(CaseState.OPENED)) == []


@pytest.mark.parametrize(
    ("kind", "ref", "number"),
    [
        (Fact.OVERDUE, "2026-10/C14/0", ""), (Fact.FINDING, "Z01-JC-2026-001/7", "Z01-JC-2026-001"),
        (Fact.MARK, "Z01-C01-JY-2026-001", "Z01-C01-JY-2026-001"), (Fact.COMPLAINT, "C01-YJ-2026-0003", "C01-YJ-2026-0003"),
        (Fact.ITEM, "500222Z01-C01/2026-N00001", "500222Z01-C01/2026-N00001"),
    ],
)  # fmt: skip
def test_a_ground_keeps_the_whole_number_under_which_it_is_found(kind, ref, number):
    assert number_of(kind, ref) == number
