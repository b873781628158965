"""Leading groups: composed, kept as history, made public, in charge of all below (第十条)."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.orgs import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.leading_groups import OfficeSeat, blank_seats
from gongkai.rules.organizations import LeadingGroupRule
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.orgs.conftest import NOW, TODAY

NAMES = "甲乙丙丁戊己庚"


def seats(**changes):
    rows = blank_seats(LeadingGroupRule.LOCAL, TODAY)
    return [
        replace(row, name=name, phone="023-0000 0001", duty="分管", **changes)
        for row, name in zip(rows, NAMES, strict=True)
    ]


def form(actor, world, **changes):
    given = {
        "org_id": world.town.pk, "name": "东溪镇党务公开领导小组", "office_name": "镇公开办", "formed_on": TODAY,
        "now": NOW, "seats": seats(),
    }  # fmt: skip
    return actions.form_group(actor, **(given | changes))


@covers("R132", "R133", "R134", "R135")
def test_a_town_composes_its_group_and_makes_it_public(world, django_assert_num_queries):
    town = world.actor(world.superior)
    group = form(town, world)
    assert queries.public_group(Actor.visitor(), org_id=world.town.pk) is None
    assert queries.compositions(Actor.visitor(), org_id=world.town.pk) == []
    actions.disclose_group(town, group_id=group.pk, now=NOW)
    with django_assert_num_queries(2):
        shown = queries.public_group(Actor.visitor(), org_id=world.town.pk)
    assert (shown.chief.name, [one.name for one in shown.contacts]) == ("甲", ["己", "庚"])
    assert shown.findings == ()
    assert queries.group_in_charge(Actor.visitor(), org_id=world.village.pk) == group
    with pytest.raises(Refused) as said:
        actions.disclose_group(town, group_id=group.pk, now=NOW)
    assert said.value.code == "group_disclosed"


@covers("R135")
def test_a_change_is_a_new_composition_that_is_public_only_when_it_is_made_so(world):
    town = world.actor(world.superior)
    first = form(town, world, formed_on=date(2026, 1, 5))
    actions.disclose_group(town, group_id=first.pk, now=NOW)
    second = form(town, world, seats=[replace(seats()[0], name="辛"), *seats()[1:]], document="演示〔2026〕9号")
    visitor = Actor.visitor()
    assert queries.public_group(visitor, org_id=world.town.pk).chief.name == "甲"
    actions.disclose_group(town, group_id=second.pk, now=NOW)
    assert queries.public_group(visitor, org_id=world.town.pk).chief.name == "辛"
    assert [one.chief.name for one in queries.compositions(visitor, org_id=world.town.pk)] == ["辛", "甲"]
    assert [one.group.ended_on for one in queries.compositions(town, org_id=world.town.pk)] == [None, TODAY]


@covers("R128", "R133")
def test_what_is_not_as_the_rules_want_it_is_kept_but_never_made_public(world):
    town = world.actor(world.superior)
    group = form(town, world, office_in=OfficeSeat.ELSEWHERE, seats=seats()[1:])
    with pytest.raises(Refused) as said:
        actions.disclose_group(town, group_id=group.pk, now=NOW)
    assert (said.value.code, said.value.facts) == ("group_unsound", {"count": 2})
    later = form(town, world)
    with pytest.raises(Refused) as said:
        actions.disclose_group(town, group_id=group.pk, now=NOW)
    assert said.value.code == "group_replaced"
    actions.disclose_group(town, group_id=later.pk, now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "org_field_empty"),
        ({"office_name": ""}, "org_field_empty"),
        ({"formed_on": date(2026, 9, 2)}, "day_ahead"),
        ({"seats": [seats()[0], seats()[0]]}, "group_seat_repeated"),
        ({"seats": [replace(seats()[0], title="长" * 101)]}, "field_too_long"),
    ],
)
def test_a_composition_that_cannot_be_kept_changes_nothing(world, changes, code):
    town = world.actor(world.superior)
    group = form(town, world)
    with pytest.raises(Refused) as said:
        form(town, world, **changes)
    assert said.value.code == code
    (only,) = queries.compositions(town, org_id=world.town.pk)
    assert (only.group, only.group.ended_on) == (group, None)


def test_a_composition_does_not_begin_before_the_one_it_replaces(world):
    town = world.actor(world.superior)
    form(town, world)
    with pytest.raises(Refused) as said:
        form(town, world, formed_on=date(2026, 8, 31))
    assert said.value.code == "group_too_early"


@pytest.mark.parametrize("who", ["clerk", "charlie", "member", "villager"])
def test_strangers_neither_write_nor_read_what_is_not_public(world, who):
    group = form(world.actor(world.superior), world)
    stranger = world.actor(getattr(world, who))
    with pytest.raises(Refused):
        form(stranger, world)
    for ask in (
        lambda: actions.disclose_group(stranger, group_id=group.pk, now=NOW),
        lambda: queries.composition(stranger, group_id=group.pk),
        lambda: queries.groups_below(stranger, path=world.town.path),
    ):
        with pytest.raises(Refused) as said:
            ask()
        assert said.value.hidden
    assert queries.compositions(stranger, org_id=world.town.pk) == []


@covers("R128", "R136")
def test_the_county_sees_every_organization_that_needs_a_group(world, office, django_assert_num_queries):
    form(world.actor(world.superior), world)
    with django_assert_num_queries(3):
        rows = queries.groups_below(office, path=world.county.path)
    found = {org.code: one for org, one in rows}
    assert found["XW"].group == world.office
    assert found[world.town.code].chief.name == "甲"
    assert world.village.code not in found
    assert None in found.values()
