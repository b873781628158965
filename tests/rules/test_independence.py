"""Who counts as standing outside an organization, case by case (第四条（一）, P32)."""

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.independence import Handlers, Said, counting, independent, inside, protector
from gongkai.rules.permissions import Permission, Role
from tests.covers import covers

COUNTY, TOWN, VILLAGE, GROUP, OTHER = "0001", "00010001", "000100010001", "0001000100010001", "000100010002"


def person(*grants, party=(), user_id=7) -> Actor:
    held = tuple(HeldGrant(role, 1, path, subtree) for role, path, subtree in grants)
    return Actor(ActorKind.PERSON, user_id, "某人", held, tuple(party))


INSIDE = {
    "works there": (person((Role.CLERK, VILLAGE, False)), True),
    "works below it": (person((Role.HEAD, GROUP, False)), True),
    "acting there": (Actor(ActorKind.PERSON, 7, "", (HeldGrant(Role.HEAD, 1, VILLAGE, False, True),)), True),
    "on its roll": (person(party=(VILLAGE,)), True),
    "is the one it is about": (person((Role.SUPERIOR, TOWN, True), user_id=9), True),
    "works above and there": (person((Role.SUPERIOR, TOWN, True), (Role.SUPERVISOR, VILLAGE, False)), True),
    "works above": (person((Role.SUPERIOR, TOWN, True)), False),
    "works beside": (person((Role.CLERK, OTHER, False), party=(OTHER,)), False),
    "posted there as confidential handler": (person((Role.CONFIDENTIAL, VILLAGE, False)), False),
    "on the roll above": (person(party=(TOWN,)), False),
    "one of its people": (Actor(ActorKind.PERSON, 7, "", (), (), (VILLAGE,)), False),
    "a visitor": (Actor.visitor(), False),
}


@covers("R12")
@pytest.mark.parametrize("case", INSIDE)
def test_who_is_inside(case):
    actor, expected = INSIDE[case]
    assert inside(actor, (VILLAGE,), frozenset({9})) is expected


def test_after_a_merger_the_successor_is_barred_too():
    actor = person((Role.HEAD, OTHER, False))
    assert not inside(actor, (VILLAGE,))
    assert inside(actor, (VILLAGE, OTHER))


CONFIDENTIAL = Said((VILLAGE,), TOWN, confidential=True)
ORDINARY = Said((VILLAGE,), VILLAGE)
OPEN = (Permission.OPEN_IDENTITY,)
COUNTS = {
    "handler, confidential": (CONFIDENTIAL, (Role.CONFIDENTIAL, TOWN, False), True),
    "superior, confidential": (CONFIDENTIAL, (Role.SUPERIOR, TOWN, True), False),
    "superior, ordinary": (ORDINARY, (Role.SUPERIOR, TOWN, True), True),
    "keeper of the organization itself": (ORDINARY, (Role.OPINION_KEEPER, VILLAGE, False), False),
    "county office, confidential": (CONFIDENTIAL, (Role.COUNTY_OFFICE, COUNTY, True), False),
    "county office standing in": (Said((VILLAGE,), COUNTY, True, True), (Role.COUNTY_OFFICE, COUNTY, True), True),
    "handler elsewhere": (CONFIDENTIAL, (Role.CONFIDENTIAL, OTHER, False), False),
    "security administrator": (CONFIDENTIAL, (Role.SECURITY_ADMIN, COUNTY, True), False),
    "audit administrator": (CONFIDENTIAL, (Role.AUDIT_ADMIN, COUNTY, True), False),
}


@pytest.mark.parametrize("case", COUNTS)
def test_by_which_office_somebody_may_ask(case):
    said, grant, expected = COUNTS[case]
    found = counting(person(grant), said, OPEN)
    assert (found is not None) is expected
    assert found is None or found.role == grant[0]


def test_who_is_inside_has_no_office_left_and_the_clock_keeps_its_own():
    assert independent(person((Role.CONFIDENTIAL, TOWN, False), party=(VILLAGE,)), CONFIDENTIAL).grants == ()
    assert independent(Actor.clock(), CONFIDENTIAL) == Actor.clock()


def test_the_nearest_free_handler_protects():
    free, entangled = (
        person((Role.CONFIDENTIAL, TOWN, False)),
        person((Role.CONFIDENTIAL, TOWN, False), party=(VILLAGE,)),
    )

    def line(*people):
        return [Handlers(2, TOWN, people), Handlers(1, COUNTY, ())]

    assert protector(line(entangled, free), (VILLAGE,)) == (line(entangled, free)[0], False)
    assert protector(line(entangled), (VILLAGE,)) == (Handlers(1, COUNTY, ()), True)
    assert protector(line(), (VILLAGE,)) == (Handlers(1, COUNTY, ()), True)
