"""The procedure of opinions: every step in its state, by its people, with its conditions (第六条（三）, 第九条（四）)."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.moves import decide, diagram, offers
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.opinion import OPINION, UNANSWERED, OpinionFacts, OpinionState
from gongkai.rules.refusals import Refused
from gongkai.rules.routing import Case
from gongkai.rules.terms import explain
from tests.covers import covers

VILLAGE = "000100010001"
FACTS = OpinionFacts("received", Bodies(VILLAGE), case=Case(VILLAGE, VILLAGE))
S = OpinionState


def holding(role: Role) -> Actor:
    return Actor(ActorKind.PERSON, 1, "某人", (HeldGrant(role, 3, VILLAGE),))


KEEPER, CLERK, HEAD = holding(Role.OPINION_KEEPER), holding(Role.CLERK), holding(Role.HEAD)
CLOCK = Actor.clock()


def at(state: OpinionState, **more) -> OpinionFacts:
    return replace(FACTS, state=state, **more)


def target(actor, facts, verb, remark="写明了"):
    return decide(OPINION, actor, facts, verb, remark=remark).target


def code(actor, facts, verb, remark="写明了"):
    with pytest.raises(Refused) as refused:
        decide(OPINION, actor, facts, verb, remark=remark)
    return refused.value.code


@covers("R99", "R51")
def test_the_way_from_receipt_to_the_end():
    assert target(KEEPER, at(S.RECEIVED), "assign") == S.ASSIGNED
    assert target(CLERK, at(S.ASSIGNED), "handle") == S.HANDLING
    assert target(HEAD, at(S.HANDLING, handled=True), "decide") == S.DECIDED
    assert target(KEEPER, at(S.DECIDED, signed=True), "tell") == S.TOLD
    assert target(KEEPER, at(S.TOLD, signed=True, told=True), "close") == S.CLOSED


@covers("R100")
@pytest.mark.parametrize("state", [S.DECIDED, S.TOLD])
def test_a_signed_one_is_not_closed_before_its_author_was_told(state):
    assert code(KEEPER, at(state, signed=True, told=False, answered_openly=True), "close") == "opinion_not_told"


@covers("R100")
def test_an_unsigned_one_is_answered_openly_before_it_is_closed():
    assert code(KEEPER, at(S.DECIDED), "close") == "opinion_not_answered_openly"
    assert target(KEEPER, at(S.DECIDED, answered_openly=True), "close") == S.CLOSED
    assert code(KEEPER, at(S.DECIDED, answered_openly=True), "tell") == "opinion_unsigned"


@covers("R80")
@pytest.mark.parametrize("facts", [at(S.DECIDED, answered_openly=True), at(S.TOLD, signed=True, told=True)])
def test_a_major_matter_waits_for_the_decision_whether_it_is_published_again(facts):
    assert code(KEEPER, replace(facts, republish_open=True), "close") == "opinion_republish_open"


@covers("R101")
def test_the_author_has_time_to_rate_before_the_office_closes():
    waiting = at(S.TOLD, signed=True, told=True, rating_open=True, due=date(2026, 10, 20))
    with pytest.raises(Refused) as refused:
        decide(OPINION, KEEPER, waiting, "close")
    assert "2026年10月20日" in explain(refused.value.code, refused.value.facts)
    assert target(CLOCK, waiting, "accept") == S.CLOSED
    assert code(CLOCK, replace(waiting, rating_open=False), "accept") == "opinion_rating_over"


@covers("R101")
@pytest.mark.parametrize(
    ("left", "with_superior", "goes_to"), [(1, False, S.HANDLING), (0, False, S.RECEIVED), (0, True, S.CLOSED)]
)
def test_dissatisfied_once_twice_and_with_the_superior(left, with_superior, goes_to):
    facts = at(S.TOLD, told=True, rating_open=True, reopens_left=left, with_superior=with_superior)
    assert target(CLOCK, facts, "complain") == goes_to


@pytest.mark.parametrize("verb", ["accept", "complain", "escalate", "reroute"])
@pytest.mark.parametrize("state", S)
def test_nobody_rates_or_escalates_in_the_authors_or_the_clocks_place(verb, state):
    facts = at(state, told=True, rating_open=True, reopens_left=1, overdue=True)
    assert code(HEAD, facts, verb) in {"system_only", "wrong_state"}
    assert verb not in {offer.verb for offer in offers(OPINION, HEAD, facts)}


@covers("R99")
def test_an_extension_is_given_once_in_time_and_with_its_reason():
    facts = at(S.HANDLING, handled=True)
    assert target(HEAD, facts, "extend") == S.HANDLING
    assert target(HEAD, at(S.ASSIGNED), "extend") == S.ASSIGNED
    assert code(HEAD, facts, "extend", remark=" ") == "remark_needed"
    assert code(HEAD, replace(facts, extensions_left=0), "extend") == "opinion_extended"
    assert code(HEAD, replace(facts, overdue=True), "extend") == "opinion_overdue"
    assert code(CLERK, facts, "extend") == "no_permission"


def test_what_was_found_stands_before_the_result():
    assert code(HEAD, at(S.HANDLING), "decide") == "opinion_not_handled"
    assert code(KEEPER, at(S.HANDLING, handled=True), "decide") == "no_permission"


@pytest.mark.parametrize("state", UNANSWERED)
def test_what_is_overdue_goes_up_once(state):
    assert target(CLOCK, at(state, overdue=True), "escalate") == state
    assert code(CLOCK, at(state, overdue=True, escalated=True), "escalate") == "opinion_in_time"
    assert code(CLOCK, at(state), "escalate") == "opinion_in_time"


def test_confidential_results_are_never_published():
    secret = replace(FACTS.case, confidential=True)
    assert code(KEEPER, at(S.DECIDED, case=secret), "publish") == "opinion_confidential"


@pytest.mark.parametrize("state", S)
def test_buttons_and_acts_say_the_same(state):
    for actor in (KEEPER, CLERK, HEAD):
        for facts in (
            at(state),
            at(state, signed=True, told=True, handled=True, answered_openly=True, acknowledged=True),
        ):
            for offer in offers(OPINION, actor, facts):
                if offer.allowed:
                    decide(OPINION, actor, facts, offer.verb, remark="写明了")
                else:
                    assert code(actor, facts, offer.verb) == offer.why_not


def test_every_state_is_reached_and_only_closed_is_the_end():
    assert OPINION.final_states() == () or set(OPINION.final_states()) <= {S.CLOSED}
    assert {move.target for move in OPINION.moves} == set(S)
    assert "已办结" in diagram(OPINION)
