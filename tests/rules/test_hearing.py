"""Guards of the hearing and of the enquiry: each holds when its fact is there, and refuses when it is not (R65)."""

import pytest

from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.procedures.enquiry import ENQUIRY, EnquiryFacts, EnquiryState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.hearing import HEARING, HearingFacts, HearingState
from tests.covers import covers

ACTOR = Actor(ActorKind.PERSON, 7, "某人")
CASES = (
    ("days_in_order", {"signup_days": 0, "held_days": 1}, {"signup_days": -1, "held_days": 1}, "hearing_days"),
    ("days_in_order", {"signup_days": 3, "held_days": 4}, {"signup_days": 3, "held_days": 3}, "hearing_days"),
    ("not_the_author", {"created_by": 8}, {"created_by": 7}, "own_hearing"),
    ("signup_over", {"signup_days": -1}, {"signup_days": 0}, "signup_running"),
    ("someone_signed", {"signed": 1}, {"signed": 0}, "signup_empty"),
    ("held", {"held_days": 0}, {"held_days": 1}, "hearing_not_held"),
    ("minutes_written", {"minutes": "发言"}, {"minutes": " "}, "minutes_missing"),
    ("conclusions_written", {"conclusions": "采纳"}, {"conclusions": ""}, "conclusions_missing"),
    ("org_ended", {"ended": True}, {"ended": False}, "org_goes_on"),
)


@covers("R65")
@pytest.mark.parametrize(("guard", "holds", "fails", "code"), CASES)
def test_guards_of_the_hearing(guard, holds, fails, code):
    def ask(fields):
        return HEARING.guards[guard](ACTOR, HearingFacts(HearingState.DRAFT, Bodies("0001"), **fields))

    verdict = ask(fails)
    assert ask(holds) is None
    assert (verdict if isinstance(verdict, str) else verdict[0]) == code


def test_every_guard_is_tried():
    assert {case[0] for case in CASES} == set(HEARING.guards)


@covers("R65")
@pytest.mark.parametrize(("agreed", "said"), [(True, None), (False, "asker_disagrees")])
def test_an_answer_is_shown_only_when_the_asker_agrees(agreed, said):
    facts = EnquiryFacts(EnquiryState.ANSWERED, Bodies("0001"), agreed=agreed)
    assert ENQUIRY.guards["agreed"](ACTOR, facts) == said
