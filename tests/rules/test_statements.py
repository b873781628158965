"""Whose words count before the last day, and what the office may write down: every case of the table (第九条（八）)."""

from itertools import product

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.accountability import ACCOUNTABILITY, CaseFacts, CaseState, ready_for
from gongkai.rules.procedures.assessment import DisputeFacts, own_part
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import Refused
from gongkai.rules.statements import Statement, demand_typable
from tests.covers import covers

BODIES = Bodies("0001/0002/", "0001/", "0001/", "0001/")
BOOLS = (False, True)


def person(user=7):
    return Actor(ActorKind.PERSON, user, "冉国栋", (HeldGrant(Role.COUNTY_OFFICE, 1, "0001/", subtree=True),))


@covers("R123")
@pytest.mark.parametrize(("given", "typed", "signed"), list(product(BOOLS, repeat=3)))
def test_typed_words_count_only_with_the_paper_that_was_signed(given, typed, signed):
    one = Statement(given, typed, signed)
    assert one.heard == (given and (not typed or signed))
    assert one.unsigned == (given and typed and not signed)


@covers("R123")
@pytest.mark.parametrize(("given", "typed", "name"), list(product(BOOLS, BOOLS, ("", "　", "代春燕"))))
def test_the_office_names_who_stated_and_never_writes_over_own_words(given, typed, name):
    wanted = "statement_own" if given and not typed else None if name.strip() else "statement_by"
    try:
        demand_typable(Statement(given, typed), by_name=name)
        said = None
    except Refused as refused:
        said = refused.code
    assert said == wanted


@covers("R123")
@pytest.mark.parametrize(("heard", "over", "unsigned"), list(product(BOOLS, repeat=3)))
def test_the_decision_waits_for_the_person_or_the_last_day_and_says_which(heard, over, unsigned):
    facts = CaseFacts(CaseState.HEARING, BODIES, heard=heard, hearing_over=over, unsigned=unsigned)
    said = ACCOUNTABILITY.guards["heard"](person(), facts)
    assert said == (None if heard or over else "statement_unsigned" if unsigned else "not_heard")


@covers("R120")
@pytest.mark.parametrize(
    ("state", "heard", "over", "measure", "opener", "concerned"),
    list(product(CaseState, BOOLS, BOOLS, ("", "criticism"), (1, 7), (2, 7))),
)
def test_a_case_waits_for_whoever_can_act_on_it_next(state, heard, over, measure, opener, concerned):
    facts = CaseFacts(state, BODIES, "写明", measure, heard, over, opener, concerned)
    wanted = state == CaseState.HEARING and (heard or over) and concerned != 7 and (opener != 7 or not measure)
    assert ready_for(person(), facts) == wanted


@pytest.mark.parametrize(("reviewed", "filed"), list(product((None, 1, 7), repeat=2)))
def test_who_took_part_does_not_review_a_dispute(reviewed, filed):
    facts = DisputeFacts("filed", BODIES, reviewed, filed)
    assert own_part(person(), facts) == ("own_review" if reviewed == 7 else "own_dispute" if filed == 7 else None)
    assert own_part(Actor(ActorKind.PERSON, None, "谁"), facts) is None
