"""The tables of opening a name and of pressure: no way past the second person, the days and the author (P32)."""

from datetime import date
from itertools import product

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.anonymous import goes_above, slip_months
from gongkai.rules.moves import decide, offers
from gongkai.rules.permissions import Role
from gongkai.rules.procedures import IDENTITY, PRESSURE
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.identity import OpeningFacts, OpeningState
from gongkai.rules.procedures.pressure import PressureFacts, PressureState
from gongkai.rules.refusals import Refused
from tests.covers import covers

TOWN, DAY = "00010001", date(2026, 10, 14)
ASKER, SECOND = (Actor(ActorKind.PERSON, user, "", (HeldGrant(Role.CONFIDENTIAL, 1, TOWN),)) for user in (1, 2))
PEOPLE = {"asker": ASKER, "second": SECOND, "clock": Actor.clock(), "visitor": Actor.visitor()}
S = OpeningState
# What is possible for whom, in time: everything that is not listed is refused.
POSSIBLE = {
    ("ask", S.SEALED, "asker"), ("ask", S.SEALED, "second"), ("ask", S.SEALED, "clock"),
    ("consent", S.ASKED, "second"), ("consent", S.ASKED, "clock"),
    ("refuse", S.ASKED, "second"), ("refuse", S.ASKED, "clock"), ("refuse", S.AGREED, "second"), ("refuse", S.AGREED, "clock"),
    ("open", S.AGREED, "asker"), ("recall", S.ASKED, "asker"), ("recall", S.AGREED, "asker"),
}  # fmt: skip


def facts(state, today=DAY, waiting=False) -> OpeningFacts:
    return OpeningFacts(state, Bodies(TOWN), asked_by=1, waiting=waiting, valid_until=DAY, today=today)


def goes(who, state, verb, today=DAY) -> bool:
    try:
        decide(IDENTITY, PEOPLE[who], facts(state, today), verb, remark="理由")
    except Refused:
        return False
    return True


@covers("R12")
def test_every_person_state_and_verb():
    verbs = {move.verb for move in IDENTITY.moves} - {"lapse"}
    found = {(verb, state, who) for verb, state, who in product(verbs, OpeningState, PEOPLE) if goes(who, state, verb)}
    assert found == POSSIBLE


@pytest.mark.parametrize("verb", ["consent", "open"])
def test_when_the_days_are_over_only_the_clock_acts(verb):
    late = date(2026, 10, 15)
    state = S.ASKED if verb == "consent" else S.AGREED
    assert not any(goes(who, state, verb, late) for who in PEOPLE)
    assert goes("clock", state, "lapse", late) and not goes("clock", state, "lapse")


def test_one_request_at_a_time_and_reasons_where_they_belong():
    with pytest.raises(Refused, match="opening_waits"):
        decide(IDENTITY, ASKER, facts(S.SEALED, waiting=True), "ask", remark="理由")
    for verb, state, who in (("ask", S.SEALED, ASKER), ("refuse", S.ASKED, SECOND)):
        with pytest.raises(Refused, match="remark_needed"):
            decide(IDENTITY, who, facts(state), verb, remark=" ")


def test_what_is_over_stays_over():
    assert set(IDENTITY.final_states()) == {S.OPENED, S.REFUSED, S.RECALLED, S.LAPSED}


def test_the_asker_sees_why_he_cannot_agree_himself():
    [consent] = [offer for offer in offers(IDENTITY, ASKER, facts(S.ASKED)) if offer.verb == "consent"]
    assert not consent.allowed and consent.why_not == "opening_own"


P = PressureState


@pytest.mark.parametrize(
    ("state", "today", "more", "refused"),
    [
        (P.REPORTED, date(2026, 10, 15), {}, ""), (P.REPORTED, DAY, {}, "pressure_in_time"),
        (P.REPORTED, date(2026, 10, 15), {"at_the_top": True}, "pressure_at_top"),
        (P.REPORTED, date(2026, 10, 15), {"went_up": True}, "pressure_at_top"),
        (P.TAKEN_UP, date(2026, 10, 15), {}, "wrong_state"),
    ],
)  # fmt: skip
def test_pressure_goes_up_once_when_nobody_took_it_up(state, today, more, refused):
    known = PressureFacts(state, Bodies(TOWN), due_on=DAY, today=today, **more)
    try:
        assert decide(PRESSURE, Actor.clock(), known, "go_up").target == P.REPORTED and not refused
    except Refused as caught:
        assert caught.code == refused
    with pytest.raises(Refused, match="system_only"):
        decide(PRESSURE, ASKER, known if state is P.REPORTED else PressureFacts(P.REPORTED, Bodies(TOWN)), "go_up")


@pytest.mark.parametrize(
    ("kind", "leaders", "above", "expected"),
    [("suggestion", False, False, False), ("report", False, False, True), ("inquiry", True, False, True), ("criticism", False, True, True)],
)  # fmt: skip
def test_when_the_superior_is_the_addressee(kind, leaders, above, expected):
    assert goes_above(kind, about_leaders=leaders, above_only=above) is expected


@pytest.mark.parametrize(
    ("day", "months"), [(date(2026, 10, 31), ("2026-10", "2026-09")), (date(2027, 1, 1), ("2027-01", "2026-12"))]
)
def test_a_slip_holds_two_months(day, months):
    assert slip_months(day) == months
