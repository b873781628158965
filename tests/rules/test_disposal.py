"""What may be destroyed, and who may decide so (第六条（四）)."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.archiving import KeepingFacts, spared
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.disposal import DISPOSAL, DisposalFacts, DisposalState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import Refused

AFTER = date(2037, 1, 1)
KEPT = KeepingFacts(2026, "y10")
ORG = "00010002"


def person(role, number=7):
    return Actor(ActorKind.PERSON, number, "甲", (HeldGrant(role, 1, ORG),))


@pytest.mark.parametrize(
    ("changed", "today", "code"),
    [
        ({}, AFTER, None),
        ({}, date(2036, 12, 31), "disposal_early"),
        ({"retention": "permanent"}, date(2999, 1, 1), "disposal_permanent"),
        ({"retention": "y30"}, AFTER, "disposal_early"),
        ({"lent": True}, AFTER, "disposal_lent"),
        ({"public": True}, AFTER, "disposal_public"),
        ({"due_siblings": False}, AFTER, "disposal_siblings"),
        ({"destroyed": True}, AFTER, "disposal_gone"),
    ],
)
def test_only_what_was_kept_its_time_and_is_gone_from_the_public_may_go(changed, today, code):
    found = spared(replace(KEPT, **changed), today=today)
    assert (found and found[0]) == code


def decided(actor, verb, state=DisposalState.PROPOSED, **facts):
    given = DisposalFacts(state, Bodies(ORG), **({"proposer": 3} | facts))
    return decide(DISPOSAL, actor, given, verb, remark="10月8日支部委员会").target


def refused(*args, **kwargs):
    with pytest.raises(Refused) as found:
        decided(*args, **kwargs)
    return found.value.code


def test_a_second_person_decides():
    head, archivist = person(Role.HEAD), person(Role.ARCHIVIST, 3)
    assert decided(head, "approve") == DisposalState.APPROVED
    assert refused(archivist, "approve") == "no_permission"
    assert refused(person(Role.HEAD, 3), "approve") == "disposal_own"
    assert refused(head, "approve", spared=1) == "disposal_spared"
    assert refused(head, "carry_out", DisposalState.APPROVED) == "no_permission"
    assert decided(archivist, "carry_out", DisposalState.APPROVED) == DisposalState.DONE
    assert refused(archivist, "carry_out", DisposalState.APPROVED, spared=1) == "disposal_spared"
    assert refused(archivist, "carry_out") == "wrong_state"
