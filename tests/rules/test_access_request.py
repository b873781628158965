"""The procedure of applications: who may apply, who says no, what a ruling allows (第九条（三）, R89–R97)."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.moves import decide, offers
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.access_request import (
    ACCESS_REQUEST,
    APPLICANTS,
    CLOSING,
    ENDED_STATES,
    MOVES,
    OPEN_STATES,
    RequestFacts,
    RequestState,
    Ruling,
    may_apply,
)
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import Refused
from tests.covers import covers

VILLAGE, TOWN = "000100010001", "00010001"
TODAY = date(2026, 9, 28)
FACTS = RequestFacts("accepted", Bodies(VILLAGE, TOWN, TOWN, "0001"), due=TODAY, today=TODAY)
CLERK = Actor(ActorKind.PERSON, 1, "经办", (HeldGrant(Role.CLERK, 1, VILLAGE),))
SUPERIOR = Actor(ActorKind.PERSON, 2, "上级", (HeldGrant(Role.SUPERIOR, 2, TOWN, True),))


def refusal(actor, facts, verb, remark="理由"):
    with pytest.raises(Refused) as refused:
        decide(ACCESS_REQUEST, actor, facts, verb, remark=remark)
    return refused.value.code


@covers("R89")
@pytest.mark.parametrize(
    ("roll", "path", "allowed"),
    [(VILLAGE, VILLAGE, True), (VILLAGE, TOWN, True), (TOWN, VILLAGE, False), ("000100010002", VILLAGE, False)],
)
def test_a_member_applies_to_the_own_organization_and_to_those_above(roll, path, allowed):
    assert may_apply(Actor(ActorKind.PERSON, 3, "党员", party=(roll,)), path) is allowed


@covers("R89")
def test_the_masses_and_visitors_do_not_apply():
    assert not may_apply(Actor(ActorKind.PERSON, 3, "村民", units=(VILLAGE,)), VILLAGE)
    assert not may_apply(Actor.visitor(), VILLAGE)


@covers("R92", "R150")
def test_no_row_lets_the_organization_refuse_by_itself():
    refusing = [move for move in MOVES if CLOSING.get(move.verb) in ("refused", "partial")]
    assert {(move.sources, move.where) for move in refusing} == {((RequestState.RULED,), "org")}
    ruling = [move for move in MOVES if move.target is RequestState.RULED and RequestState.RULED not in move.sources]
    into_ruled = {(move.verb, move.where) for move in ruling}
    assert into_ruled == {("agree", "superior"), ("partly", "superior"), ("must", "superior")}
    proposed = replace(FACTS, state="proposed")
    for verb in ("agree", "partly", "must"):
        assert refusal(CLERK, proposed, verb) == "no_permission"
        assert decide(ACCESS_REQUEST, SUPERIOR, proposed, verb, remark="意见").target == "ruled"
        assert refusal(SUPERIOR, proposed, verb, remark=" ") == "remark_needed"


@covers("R92", "R149")
@pytest.mark.parametrize(
    ("ruling", "open_verbs"),
    [(Ruling.AGREE, {"tell"}), (Ruling.PARTLY, {"grant_part"}), (Ruling.MUST, {"grant", "grant_scope"})],
)
def test_after_a_ruling_only_what_it_says_is_open(ruling, open_verbs):
    ruled = replace(FACTS, state="ruled", ruling=ruling)
    shown = offers(ACCESS_REQUEST, CLERK, ruled)
    assert {offer.verb for offer in shown if offer.allowed} == open_verbs
    closed = [offer for offer in shown if not offer.allowed]
    assert closed and {offer.why_not for offer in closed} == {"request_ruling"}


@pytest.mark.parametrize(
    ("facts", "verb", "code"),
    [
        ({"state": "received", "corrected": True}, "ask_correction", "request_corrected_once"),
        ({"consulted": True}, "consult", "request_consulted_once"),
        ({"extensions_left": 0}, "extend", "request_extended"),
        ({"bodies": Bodies(VILLAGE)}, "propose", "request_no_superior"),
    ],
)
@covers("R90", "R91", "R94")
def test_once_means_once(facts, verb, code):
    assert refusal(CLERK, replace(FACTS, **facts), verb) == code


@covers("R92")
@pytest.mark.parametrize(
    ("result", "until", "open_again"),
    [
        ("refused", date(2026, 9, 27), True), ("partial", date(2026, 9, 27), True), ("refused", TODAY, False),
        ("refused", None, False), ("granted", date(2026, 9, 27), False),
    ],
)  # fmt: skip
def test_a_refusal_is_re_examined_the_day_after_its_reason_ends(result, until, open_again):
    facts = replace(FACTS, state="filed", result=result, until=until)
    if open_again:
        assert decide(ACCESS_REQUEST, Actor.clock(), facts, "reexamine").target == "accepted"
    else:
        assert refusal(Actor.clock(), facts, "reexamine") == "request_refusal_holds"


@pytest.mark.parametrize(("state", "verb"), [("correcting", "lapse"), ("consulting", "resume")])
def test_the_clock_waits_until_the_last_day_is_over(state, verb):
    waiting = replace(FACTS, state=state)
    if verb == "lapse":
        assert refusal(Actor.clock(), waiting, verb) == "request_day_left"
    over = replace(waiting, due=date(2026, 9, 27))
    assert decide(ACCESS_REQUEST, Actor.clock(), over, verb, remark="到期").verb == verb


def test_what_the_applicant_presses_is_made_by_the_system_and_every_state_is_open_or_ended():
    own = {move.verb for move in MOVES if move.permission is None}
    assert own >= APPLICANTS
    assert set(OPEN_STATES) | set(ENDED_STATES) == set(RequestState)
    assert {move.verb for move in MOVES if move.target is RequestState.CLOSED} == set(CLOSING)
