"""Who reads which circle, in which order circles are served, and how long a public notice must be."""

from datetime import datetime, timedelta

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.duties import LOCAL
from gongkai.rules.methods import Audience
from gongkai.rules.refusals import Refused
from gongkai.rules.visibility import Circle, Served, demand_notice, in_order, may_read, next_circle, widest
from tests.covers import covers

VILLAGE, TOWN, OTHER = "000100020003", "00010002", "000100020004"
NOON = datetime(2026, 9, 3, 12, 0, tzinfo=LOCAL)


def person(**held):
    return Actor(ActorKind.PERSON, 7, "某人", **held)


PEOPLE = {
    "visitor": Actor.visitor(),
    "member of the village": person(party=(VILLAGE,)),
    "member of the town's own roll": person(party=(TOWN,)),
    "member next door": person(party=(OTHER,)),
    "villager": person(units=(VILLAGE,)),
    "clerk of the village": person(grants=(HeldGrant("clerk", 1, VILLAGE),)),
    "clerk next door": person(grants=(HeldGrant("clerk", 1, OTHER),)),
    "superior in the town": person(grants=(HeldGrant("superior", 1, TOWN, subtree=True),)),
    "maker in the town": person(grants=(HeldGrant("maker", 1, TOWN, subtree=True),)),
    "system administrator": person(grants=(HeldGrant("system_admin", 1, "0001", subtree=True),)),
    "clock": Actor.clock(),
}

# Written by hand from 第四条（二） and 第七条: the readers of each circle of the village.
READERS = {
    Audience.PUBLIC: set(PEOPLE),
    Audience.UNIT: {
        "member of the village", "villager", "clerk of the village", "superior in the town", "maker in the town", "clock",
    },
    Audience.PARTY: {
        "member of the village", "clerk of the village", "superior in the town", "maker in the town", "clock",
    },
    Audience.INDIVIDUAL: {"clerk of the village", "superior in the town", "clock"},
}  # fmt: skip


@covers("R15", "R56")
@pytest.mark.parametrize("audience", list(Audience))
def test_a_circle_of_the_village_has_exactly_these_readers(audience):
    assert {name for name, actor in PEOPLE.items() if may_read(actor, Circle(audience, VILLAGE))} == READERS[audience]


def test_a_committees_party_circle_holds_the_members_below_it_and_its_unit_circle_does_not_hold_villagers():
    assert may_read(PEOPLE["member of the village"], Circle(Audience.PARTY, TOWN))
    assert not may_read(PEOPLE["villager"], Circle(Audience.UNIT, TOWN))
    assert not may_read(PEOPLE["member of the town's own roll"], Circle(Audience.PARTY, VILLAGE))


@covers("R56")
def test_what_was_told_to_one_person_opens_to_that_person_only():
    assert may_read(person(), Circle(Audience.INDIVIDUAL, VILLAGE, frozenset({7})))
    assert not may_read(person(), Circle(Audience.INDIVIDUAL, VILLAGE, frozenset({8})))
    assert not may_read(PEOPLE["member of the village"], Circle(Audience.INDIVIDUAL, VILLAGE, frozenset({8})))


@covers("R15")
def test_circles_are_served_from_the_narrowest():
    assert in_order(["public", "party", "unit"]) == (Audience.PARTY, Audience.UNIT, Audience.PUBLIC)
    assert widest(["public", "party"]) is Audience.PUBLIC
    with pytest.raises(ValueError):
        widest([])


def after_party(methods, proofs, *, minutes=1, **settings):
    served = {"party": Served(NOON, frozenset(proofs))}
    return next_circle(["party", "public"], methods, served, NOON + timedelta(minutes=minutes), **settings)


@covers("R15", "R57")
def test_the_party_comes_first_and_must_be_proved():
    first = next_circle(["public", "party"], ["hy", "wz"], {}, NOON)
    assert (first.audience, first.left, first.party_done) == (Audience.PARTY, 2, True)
    assert after_party(["hy", "wz"], ["hy"]).party_done
    assert not after_party(["hy", "wz"], []).party_done
    assert not after_party(["hy", "wz"], ["jy"]).party_done, "a page is no meeting"
    assert after_party(["jy", "wz"], ["jy"]).party_done, "only the page was promised"
    assert not after_party(["hy"], ["gl"]).party_done, "a board does not reach the party"


@covers("R15")
def test_the_next_circle_opens_after_the_party_and_after_the_gap():
    assert after_party(["hy"], ["hy"]).open_from is None
    assert after_party(["hy"], ["hy"], minutes=0).open_from == NOON
    waiting = after_party(["hy"], ["hy"], gap_days=2)
    assert waiting.open_from == datetime(2026, 9, 5, tzinfo=LOCAL)
    assert after_party(["hy"], ["hy"], minutes=36 * 60, gap_days=2).open_from is None
    assert after_party(["hy"], [], party_first=False).party_done


def test_nothing_is_left_when_all_are_served():
    served = {name: Served(NOON, frozenset({"hy"})) for name in ("party", "public")}
    last = next_circle(["party", "public"], ["hy"], served, NOON)
    assert (last.audience, last.left) == (None, 0)


@covers("R61", "R78")
@pytest.mark.parametrize(
    ("days", "least", "code"),
    [(None, 5, "notice_missing"), (0, 5, "notice_missing"), (4, 5, "notice_short"), (5, 5, None), (None, None, None)],
)
def test_a_public_notice_is_as_long_as_the_entry_asks(days, least, code):
    if code is None:
        demand_notice(days, least)
        return
    with pytest.raises(Refused) as refused:
        demand_notice(days, least)
    assert refused.value.code == code
