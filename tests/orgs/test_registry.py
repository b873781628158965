"""The register: entries, names through time, the tree (R6, R8)."""

from datetime import date

import pytest

from gongkai.ledger import queries as ledger
from gongkai.orgs import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.world import LONG_AGO
from tests.orgs.conftest import NOW, TODAY


def new(actor, world, **changes):
    values = {
        "superior_id": world.town.pk,
        "kind": "village",
        "name": "新村党支部",
        "short_name": "新村",
        "code": "Z01-C09",
    }
    return actions.register(actor, now=NOW, today=TODAY, **{**values, **changes})


def test_a_registered_organization_hangs_below_its_superior(world, office):
    org = new(office, world, phone="000-0000109")
    assert org.path.startswith(world.town.path) and org.depth == world.town.depth + 1
    assert org.path not in {world.village.path, world.other_village.path, world.community.path}
    assert (org.phone, org.status, org.leading_group_id) == ("000-0000109", "active", world.office.pk)
    assert queries.organization_by_code(office, code="Z01-C09") == org
    assert org in queries.children(office, org_id=world.town.pk)
    assert [event.verb for event in ledger.trail(office, subject=f"org:{org.pk}", org_path=org.path)] == [
        "org.register"
    ]


@covers("R8")
def test_the_county_committee_owes_nothing_by_itself(world):
    assert not world.county.owes_duties
    assert world.village.owes_duties and world.town.owes_duties
    assert queries.county(Actor.visitor()) == world.county


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "Z01-C01"}, "org_code_taken"),
        ({"kind": "club"}, "org_kind_unknown"),
        ({"phone": "0" * 41}, "field_too_long"),
        ({"code": "Z" * 31}, "field_too_long"),
        ({"name": "  "}, "org_field_empty"),
        ({"kind": "county_committee"}, "county_is_root"),
        ({"committee": "two_new_committee"}, "committee_taken"),
    ],
)
def test_an_unsound_entry_is_refused(world, office, changes, code):
    with pytest.raises(Refused) as no:
        new(office, world, **changes)
    assert no.value.code == code


def test_there_is_one_county(world):
    with pytest.raises(Refused, match="county_exists"):
        new(world.clock, world, superior_id=None, kind="county_committee")
    with pytest.raises(Refused, match="county_is_root"):
        new(world.clock, world, superior_id=None)


@pytest.mark.parametrize("who", ["head", "clerk", "superior", "maker", "charlie", "member", "villager"])
def test_only_those_who_manage_organizations_may_register(world, who):
    with pytest.raises(Refused, match="no_permission"):
        new(world.actor(getattr(world, who)), world)
    with pytest.raises(Refused, match="no_permission"):
        new(world.visitor, world)


@covers("R6")
def test_an_old_name_stays_for_what_was_done_under_it(world, office):
    actions.rename(
        office, org_id=world.village.pk, name="上书社区党支部", short_name="上书社区", from_date=date(2020, 1, 1),
        basis="演示〔2019〕9号", now=NOW,
    )  # fmt: skip
    now = queries.organization(world.visitor, org_id=world.village.pk)
    assert (now.name, now.short_name) == ("上书社区党支部", "上书社区")
    days = {date(2019, 12, 31): "上书村党支部", date(2020, 1, 1): "上书社区党支部", date(1999, 1, 1): "上书村党支部"}
    assert {day: queries.name_on(world.visitor, org_id=world.village.pk, day=day) for day in days} == days
    assert [name.from_date for name in queries.names_history(world.visitor, org_id=world.village.pk)] == [
        LONG_AGO, date(2020, 1, 1),
    ]  # fmt: skip


def test_a_name_entered_late_for_the_past_does_not_replace_the_present_one(world, office):
    for name, day in (("第二名党支部", date(2020, 1, 1)), ("第一名党支部", date(2012, 1, 1))):
        actions.rename(
            office, org_id=world.village.pk, name=name, short_name="", from_date=day, basis="演示文号", now=NOW
        )
    assert queries.organization(office, org_id=world.village.pk).name == "第二名党支部"
    assert queries.name_on(office, org_id=world.village.pk, day=date(2015, 1, 1)) == "第一名党支部"
    with pytest.raises(Refused, match="basis_needed"):
        actions.rename(
            office, org_id=world.village.pk, name="第三名", short_name="", from_date=TODAY, basis=" ", now=NOW
        )


@pytest.mark.parametrize(("day", "code"), [(date(1900, 1, 1), "day_too_early"), (date(2099, 1, 1), "day_ahead")])
def test_a_name_of_a_day_that_cannot_be_is_refused(world, office, day, code):
    with pytest.raises(Refused, match=code):
        actions.rename(
            office, org_id=world.village.pk, name="新名", short_name="", from_date=day, basis="文号", now=NOW
        )
    with pytest.raises(Refused, match="day_too_early"):
        actions.appoint(
            office, org_id=world.village.pk, duty="head", title="", user_id=None, holder_name="某人",
            from_date=date(1900, 1, 1), now=NOW,
        )  # fmt: skip


def test_an_entry_is_corrected_and_the_trail_tells_what_it_was(world, office):
    actions.describe(office, org_id=world.village.pk, now=NOW, today=TODAY, phone="000-0000999")
    assert queries.organization(office, org_id=world.village.pk).phone == "000-0000999"
    events = ledger.trail(office, subject=f"org:{world.village.pk}", org_path=world.village.path)
    assert events[-1].facts == {"before": {"phone": "000-0000101"}, "after": {"phone": "000-0000999"}}
    with pytest.raises(TypeError):
        actions.describe(office, org_id=world.village.pk, now=NOW, today=TODAY, path="0009")


def test_the_tree_is_read_from_above_and_from_below(world):
    inside = queries.subtree(world.visitor, path=world.town.path)
    assert inside[0] == world.town
    assert {org.pk for org in inside[1:]} == {
        world.village.pk, world.other_village.pk, world.community.pk, world.new_org.pk,
    }  # fmt: skip
    line = queries.ancestors_of(world.visitor, path=world.village.path)
    assert [org.pk for org in line] == [world.county.pk, world.town.pk, world.village.pk]
    assert queries.organization_at(world.visitor, path=world.village.path) == world.village
    with pytest.raises(Refused) as no:
        queries.organization(world.visitor, org_id=10**9)
    assert no.value.hidden


@covers("R157")
def test_home_is_where_the_roles_are(world):
    assert queries.home_organizations(world.actor(world.clerk)) == [world.village]
    assert queries.home_organizations(world.actor(world.member)) == []


def test_the_three_bodies_are_three_relations(world, office):
    bodies = queries.bodies(office, org_id=world.new_org.pk)
    assert bodies.org == world.new_org.path
    assert bodies.superior == world.town.path
    assert bodies.maker == world.two_new_committee.path
    assert bodies.county == world.county.path
    assert queries.leading_group(office, org_id=world.new_org.pk) == world.office
    assert queries.bodies(office, org_id=world.county.pk).superior == ""


@covers("R6")
def test_a_nearer_leading_group_is_in_charge_until_it_is_dissolved(world, office):
    group = actions.form_group(
        office,
        org_id=world.town.pk,
        name="东溪镇党务公开领导小组",
        office_name="镇党务公开办公室",
        formed_on=TODAY,
        now=NOW,
    )

    def of(org):
        return queries.leading_group(office, org_id=org.pk)

    assert (of(world.village), of(world.town), of(world.school)) == (group, group, world.office)
    later = actions.form_group(
        office, org_id=world.county.pk, name="新的县领导小组", office_name="新办公室", formed_on=TODAY, now=NOW
    )
    assert (of(world.village), of(world.school)) == (group, later)
    actions.dissolve_group(office, group_id=group.pk, on=TODAY, now=NOW)
    assert (of(world.village), of(world.town)) == (later, later)
    with pytest.raises(Refused):
        actions.dissolve_group(office, group_id=group.pk, on=TODAY, now=NOW)
