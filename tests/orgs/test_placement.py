"""Moving with everything below, merging, abolishing (R6, R40)."""

from datetime import date

import pytest
from django.apps import apps

from gongkai.ledger.fields import PathField
from gongkai.orgs import actions, queries
from gongkai.orgs.actions.placement import path_columns
from gongkai.orgs.models import Grant, Membership, Organization, UnitMembership
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.orgs.conftest import NOW, TODAY

HISTORY = {("orgs.placement", "path")}  # where something stood then
TREE = {("orgs.organization", "path")}  # rewritten by itself


def other_town(world, office):
    return actions.register(
        office, superior_id=world.county.pk, kind="town", name="另一镇党委", short_name="另一镇", code="Z02", now=NOW,
        today=TODAY,
    )  # fmt: skip


def group_of(office, org):
    return actions.register(
        office, superior_id=org.pk, kind="village", name="第一党小组联合支部", short_name="一支部", code=f"P{org.pk}",
        now=NOW, today=TODAY,
    )  # fmt: skip


def test_every_path_of_every_room_follows_or_is_history():
    everywhere = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, PathField)
    }
    following = {(model._meta.label_lower, name) for model, name in path_columns()}
    assert following | HISTORY | TREE == everywhere
    assert ("obligations.exemption", "superior_path") in following
    assert ("rulebook.catalog", "maker_path") in following
    assert not following & (HISTORY | TREE)


@covers("R6", "R40")
def test_a_moved_organization_takes_everything_along(world, office):
    town, below = other_town(world, office), group_of(office, world.village)
    old = world.village.path
    moved = actions.move(
        office,
        org_id=world.village.pk,
        superior_id=town.pk,
        from_date=date(2026, 8, 1),
        basis="演示〔2026〕3号",
        now=NOW,
    )
    assert moved.path.startswith(town.path) and moved.superior_id == town.pk
    below.refresh_from_db()
    assert below.path.startswith(moved.path) and below.depth == moved.depth + 1
    for model, field in path_columns():
        assert not model._base_manager.filter(**{f"{field}__startswith": old}).exists(), (model, field)
    assert Grant.objects.get(user=world.clerk).org_path == moved.path
    assert Membership.objects.get(user=world.member).org_path == moved.path
    assert UnitMembership.objects.get(user=world.villager).org_path == moved.path
    assert may(world.actor(world.clerk), Permission.DRAFT, moved.path)
    assert not may(world.actor(world.superior), Permission.READ_WORK, moved.path)
    assert [(row.superior_id, row.from_date) for row in queries.placements(office, org_id=world.village.pk)][-1] == (
        town.pk, date(2026, 8, 1),
    )  # fmt: skip
    assert moved.catalog_maker_id == town.pk
    assert queries.maker_decisions(office, org_id=world.village.pk)[0].maker_id == town.pk
    assert below.catalog_maker_id == moved.pk
    neighbour = Organization.objects.get(pk=world.other_village.pk)
    assert neighbour.path == world.other_village.path


def test_a_place_once_left_is_not_given_again(world, office):
    town = other_town(world, office)
    last = actions.register(
        office, superior_id=world.town.pk, kind="village", name="末村党支部", short_name="末村", code="Z01-C98", now=NOW,
        today=TODAY,
    )  # fmt: skip
    old = last.path
    actions.move(office, org_id=last.pk, superior_id=town.pk, from_date=TODAY, basis="演示文号", now=NOW)
    after = group_of(office, world.town)
    assert after.path != old
    back = actions.move(office, org_id=last.pk, superior_id=world.town.pk, from_date=TODAY, basis="演示文号", now=NOW)
    assert back.path not in (old, after.path) and back.path.startswith(world.town.path)


def test_moves_that_cannot_be(world, office):
    below = group_of(office, world.village)
    cases = [
        (world.village.pk, below.pk, TODAY, "文号", "move_into_itself"),
        (world.village.pk, world.village.pk, TODAY, "文号", "move_into_itself"),
        (world.village.pk, world.town.pk, TODAY, "文号", "already_there"),
        (world.village.pk, world.soe.pk, TODAY, " ", "basis_needed"),
        (world.village.pk, world.soe.pk, date(2026, 9, 2), "文号", "day_ahead"),
        (world.village.pk, world.soe.pk, date(2001, 1, 1), "文号", "before_last_placement"),
    ]
    for org, superior, day, basis, code in cases:
        with pytest.raises(Refused, match=code):
            actions.move(office, org_id=org, superior_id=superior, from_date=day, basis=basis, now=NOW)
    with pytest.raises(Refused, match="no_permission"):
        actions.move(
            world.actor(world.superior), org_id=world.village.pk, superior_id=world.soe.pk, from_date=TODAY, basis="文号",
            now=NOW,
        )  # fmt: skip


def test_the_tree_has_a_bottom(world, office):
    deepest = world.village
    while len(deepest.path) < 64:
        deepest = group_of(office, deepest)
    with pytest.raises(Refused, match="tree_too_deep"):
        group_of(office, deepest)
    with pytest.raises(Refused, match="tree_too_deep"):
        actions.move(
            office, org_id=world.village.pk, superior_id=world.other_village.pk, from_date=TODAY, basis="文号", now=NOW
        )
    world.village.refresh_from_db()
    assert world.village.superior_id == world.town.pk


@covers("R6")
def test_a_merged_organization_stays_readable_and_points_to_its_successor(world, office):
    actions.merge(
        office, org_id=world.village.pk, successor_id=world.other_village.pk, on=TODAY, basis="演示〔2026〕5号", now=NOW
    )
    old = queries.organization(world.visitor, org_id=world.village.pk)
    assert (old.status, old.successor_id, old.ended_on) == ("merged", world.other_village.pk, TODAY)
    assert old.name == "上书村党支部" == queries.name_on(world.visitor, org_id=old.pk, day=TODAY)
    assert old not in queries.subtree(world.visitor, path=world.town.path)
    assert old not in queries.children(world.visitor, org_id=world.town.pk)
    assert old in queries.children(world.visitor, org_id=world.town.pk, include_ended=True)
    assert queries.placements(office, org_id=old.pk)[-1].superior is None
    assert world.actor(world.clerk).grants == () and world.actor(world.head).grants == ()
    assert queries.head_of(office, org_id=old.pk, day=TODAY).vacant
    assert queries.head_of(office, org_id=old.pk, day=date(2026, 8, 31)).holder_id == world.head.pk
    assert world.actor(world.member).party == (world.other_village.path,)
    assert queries.member_count(office, org_id=world.other_village.pk, day=TODAY) == 1
    assert queries.member_count(office, org_id=old.pk, day=date(2026, 8, 31)) == 1
    with pytest.raises(Refused, match="org_ended"):
        actions.rename(office, org_id=old.pk, name="x", short_name="", from_date=TODAY, basis="x", now=NOW)


def test_ending_waits_for_those_below_and_for_the_roll(world, office):
    with pytest.raises(Refused) as no:
        actions.merge(
            office, org_id=world.town.pk, successor_id=world.organs_committee.pk, on=TODAY, basis="文号", now=NOW
        )
    assert (no.value.code, no.value.facts["count"]) == ("children_remain", 4)
    with pytest.raises(Refused, match="children_remain"):
        actions.abolish(office, org_id=world.town.pk, on=TODAY, basis="文号", now=NOW)
    with pytest.raises(Refused, match="members_remain"):
        actions.abolish(office, org_id=world.village.pk, on=TODAY, basis="文号", now=NOW)
    with pytest.raises(Refused, match="basis_needed"):
        actions.abolish(office, org_id=world.soe.pk, on=TODAY, basis="", now=NOW)
    with pytest.raises(Refused, match="county_is_root"):
        actions.abolish(world.clock, org_id=world.county.pk, on=TODAY, basis="文号", now=NOW)
    actions.abolish(office, org_id=world.soe.pk, on=TODAY, basis="文号", now=NOW)
    assert queries.organization(office, org_id=world.soe.pk).status == "abolished"


def test_rolls_with_the_same_number_do_not_merge(world, office):
    actions.enroll(office, org_id=world.other_village.pk, roll_number="001", name="另一人", from_date=TODAY, now=NOW)
    with pytest.raises(Refused, match="roll_collides"):
        actions.merge(
            office, org_id=world.village.pk, successor_id=world.other_village.pk, on=TODAY, basis="文号", now=NOW
        )
    assert queries.organization(office, org_id=world.village.pk).status == "active"
