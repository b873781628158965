"""Accounts, grants, the roll, and the circle of a unit (R157–R159)."""

from datetime import date

import pytest

from gongkai.ledger import queries as ledger
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs import actions, queries
from gongkai.orgs.models import Grant, UnitCode
from gongkai.rules.permissions import Permission, Role, may
from gongkai.rules.personal_numbers import id_check_digit
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.orgs.conftest import NOW, TODAY


def give(actor, org, user, **changes):
    values = {"role": Role.ARCHIVIST, "from_date": TODAY, "now": NOW}
    return actions.give_grant(actor, org_id=org.pk, user_id=user.pk, **{**values, **changes})


@covers("R157")
def test_nobody_gives_himself_a_role(world, office):
    with pytest.raises(Refused, match="own_grant"):
        give(office, world.county, world.county_office)
    assert not Grant.objects.filter(user=world.county_office, role=Role.ARCHIVIST).exists()


@covers("R157")
@pytest.mark.parametrize("who", ["head", "clerk", "superior", "maker", "county_maker", "member", "villager"])
def test_who_does_not_manage_people_gives_nothing(world, who):
    with pytest.raises(Refused, match="no_permission"):
        give(world.actor(getattr(world, who)), world.village, world.charlie)


@covers("R157", "R159")
def test_a_role_holds_from_its_first_to_its_last_day(world, office):
    give(office, world.village, world.villager, from_date=date(2026, 8, 10), to_date=date(2026, 8, 20))
    days = {9: False, 10: True, 20: True, 21: False}
    held = {
        day: may(queries.actor_for(world.villager, today=date(2026, 8, day)), Permission.READ_WORK, world.village.path)
        for day in days
    }
    assert held == days


def test_an_ended_role_is_gone_the_same_day(world, office):
    grant = give(office, world.village, world.villager, from_date=date(2026, 8, 1))
    actions.end_grant(office, grant_id=grant.pk, on=TODAY, now=NOW)
    assert world.actor(world.villager).grants == ()
    with pytest.raises(Refused, match="grant_ended"):
        actions.end_grant(office, grant_id=grant.pk, on=TODAY, now=NOW)
    events = ledger.trail(office, subject=f"user:{world.villager.pk}", org_path=world.county.path)
    assert [event.verb for event in events][-2:] == ["grant.give", "grant.end"]


def test_a_role_may_be_given_up_but_not_taken_from_another(world, office):
    grant = give(office, world.village, world.villager)
    with pytest.raises(Refused, match="no_permission"):
        actions.end_grant(world.actor(world.clerk), grant_id=grant.pk, on=TODAY, now=NOW)
    actions.end_grant(world.actor(world.villager), grant_id=grant.pk, on=TODAY, now=NOW)
    assert world.actor(world.villager).grants == ()


def test_roles_that_cannot_be_given(world, office):
    give(office, world.village, world.villager)
    for changes, code in (
        ({}, "grant_held"),
        ({"role": "emperor"}, "role_unknown"),
        ({"acting": True}, "basis_needed"),
        ({"to_date": date(2020, 1, 1)}, "period_backwards"),
    ):
        with pytest.raises(Refused, match=code):
            give(office, world.village, world.villager, **changes)


def test_one_who_manages_a_single_organization_gives_nothing_below_it(world, office):
    give(world.clock, world.town, world.villager, role=Role.SECURITY_ADMIN)
    keeper = world.actor(world.villager)
    give(keeper, world.town, world.member)
    with pytest.raises(Refused, match="no_permission"):
        give(keeper, world.town, world.charlie, subtree=True)
    with pytest.raises(Refused, match="no_permission"):
        give(keeper, world.village, world.charlie)


def test_grants_and_people_are_seen_from_inside_only(world, office):
    inside = world.actor(world.clerk)
    assert {grant.role for grant in queries.grants_of(inside, org_id=world.village.pk, today=TODAY)} == {
        "head", "deputy", "clerk", "secrecy_reviewer",
    }  # fmt: skip
    assert {user.pk for user in queries.people(office, org_id=world.village.pk)} == {
        world.head.pk, world.deputy.pk, world.clerk.pk, world.secrecy.pk, world.member.pk,
    }  # fmt: skip
    for outsider in (world.actor(world.charlie), world.actor(world.member), world.visitor):
        for question in (
            lambda actor: queries.grants_of(actor, org_id=world.village.pk, today=TODAY),
            lambda actor: queries.people(actor, org_id=world.village.pk),
            lambda actor: queries.members(actor, org_id=world.village.pk, day=TODAY),
        ):
            with pytest.raises(Refused) as no:
                question(outsider)
            assert no.value.hidden


def test_an_account_without_password_opens_to_nobody(world, system):
    user = actions.create_user(system, username=" wei ", name="卫五", now=NOW)
    assert user.username == "wei" and not user.has_usable_password()
    with pytest.raises(Refused, match="username_taken"):
        actions.create_user(system, username="wei", name="别人", now=NOW)
    for who in (world.head, world.county_office):
        with pytest.raises(Refused, match="no_permission"):
            actions.create_user(world.actor(who), username="x", name="y", now=NOW)


def test_a_closed_account_gets_no_more_roles(world, office, system):
    actions.close_account(system, user_id=world.charlie.pk, now=NOW)
    with pytest.raises(Refused, match="account_closed"):
        give(office, world.village, world.charlie)
    with pytest.raises(Refused, match="own_account"):
        actions.close_account(system, user_id=system.user_id, now=NOW)


@covers("R158")
def test_the_roll_makes_a_member_of_the_party_circle(world, office):
    assert world.actor(world.member).party == (world.village.path,)
    row = queries.members(office, org_id=world.village.pk, day=TODAY)[0]
    actions.leave_roll(office, membership_id=row.pk, on=TODAY, now=NOW, basis="组织关系转出")
    assert world.actor(world.member).party == ()
    assert queries.member_count(world.visitor, org_id=world.village.pk, day=TODAY) == 0
    assert queries.member_count(world.visitor, org_id=world.village.pk, day=date(2026, 8, 31)) == 1
    again = actions.enroll(office, org_id=world.village.pk, roll_number="001", name="新人", from_date=TODAY, now=NOW)
    assert again.status == "full"


@covers("R158")
def test_entries_on_the_roll_that_cannot_be(world, office):
    first = "110101" + "19900101" + "123"
    cases = [
        ({"roll_number": "001"}, "roll_number_taken"),
        ({"roll_number": " "}, "org_field_empty"),
        ({"group": "组" * 41}, "field_too_long"),
        ({"status": "maybe"}, "member_status_unknown"),
        ({"roll_number": first + id_check_digit(first)}, "roll_number_personal"),
    ]
    for changes, code in cases:
        given = {"roll_number": "002", "name": "某人", "from_date": TODAY, "now": NOW, **changes}
        with pytest.raises(Refused, match=code):
            actions.enroll(office, org_id=world.village.pk, **given)
    with pytest.raises(Refused, match="no_permission"):
        actions.enroll(
            world.actor(world.superior), org_id=world.village.pk, roll_number="2", name="某", from_date=TODAY, now=NOW
        )


def test_the_roll_is_read_page_by_page(world, office):
    for number in ("002", "003", "004"):
        actions.enroll(office, org_id=world.village.pk, roll_number=number, name="某人", from_date=TODAY, now=NOW)
    clerk = world.actor(world.clerk)
    first = queries.members(clerk, org_id=world.village.pk, day=TODAY, limit=3)
    rest = queries.members(clerk, org_id=world.village.pk, day=TODAY, after=first[-1].roll_number)
    assert [[row.roll_number for row in page] for page in (first, rest)] == [["001", "002", "003"], ["004"]]


@covers("R158")
def test_a_unit_code_is_kept_as_hash_only_and_opens_the_circle(world, office):
    code = actions.issue_unit_code(office, org_id=world.school.pk, valid_until=TODAY, now=NOW)
    row = UnitCode.objects.latest("pk")
    assert code.replace("-", "") not in str(vars(row)) and len(row.code_sha256) == 64
    trail = ledger.trail(office, subject=f"org:{world.school.pk}", org_path=world.school.path)
    assert code not in str([event.facts for event in trail])
    actor = world.actor(world.charlie)
    actions.join_unit(actor, code=code.lower().replace("-", " "), now=NOW, today=TODAY)
    actions.join_unit(actor, code=code, now=NOW, today=TODAY)
    assert world.actor(world.charlie).units == (world.school.path,)


@covers("R158")
def test_wrong_late_and_anonymous_codes_are_refused(world, office):
    code = actions.issue_unit_code(office, org_id=world.school.pk, valid_until=TODAY, now=NOW)
    late = date(2026, 9, 2)
    for actor, said, day, why in (
        (world.actor(world.charlie), "AAAA-BBBB-CCCC", TODAY, "unit_code_unknown"),
        (world.actor(world.charlie), code, late, "unit_code_unknown"),
        (world.visitor, code, TODAY, "login_needed"),
    ):
        with pytest.raises(Refused, match=why):
            actions.join_unit(actor, code=said, now=NOW, today=day)
    with pytest.raises(Refused, match="no_permission"):
        actions.issue_unit_code(world.actor(world.deputy), org_id=world.village.pk, valid_until=TODAY, now=NOW)


def test_an_actor_is_read_in_two_queries(world, django_assert_num_queries):
    for role in (Role.ARCHIVIST, Role.OPINION_KEEPER, Role.SUPERVISOR):
        give(world.clock, world.village, world.clerk, role=role)
    with django_assert_num_queries(2):
        actor = world.actor(world.clerk)
    assert len(actor.grants) == 4
    assert queries.user_names(world.visitor, ids={world.clerk.pk}) == {world.clerk.pk: "王五"}


def test_rows_of_one_organization_are_read_with_one_of_it(world):
    for role in (Role.ARCHIVIST, Role.OPINION_KEEPER):
        give(world.clock, world.village, world.clerk, role=role)
    give(world.clock, world.town, world.clerk, role=Role.ARCHIVIST)
    ask = PreparedModels(Grant, lambda user: Grant.objects.filter(user_id=user).order_by("id"), {"org": ("path",)})
    rows = ask(user=world.clerk.pk)
    assert [row.org.path for row in rows] == [row.org_path for row in rows]
    assert len({id(row.org) for row in rows}) == len({row.org_id for row in rows}) == 2


@covers("R158")
def test_days_on_a_roll_that_cannot_be_true(world, office):
    entry = {"org_id": world.village.pk, "roll_number": "777", "name": "新人", "now": NOW}
    with pytest.raises(Refused, match="roll_joined_wrong"):
        actions.enroll(office, **entry, from_date=TODAY, joined_on=date(2099, 1, 1))
    with pytest.raises(Refused, match="roll_day_wrong"):
        actions.enroll(office, **entry, from_date=date(2206, 9, 1))
    row = actions.enroll(office, **entry, from_date=TODAY)
    for day in (date(1900, 1, 1), date(2099, 1, 1)):
        with pytest.raises(Refused, match="roll_left_wrong"):
            actions.leave_roll(office, membership_id=row.pk, on=day, now=NOW)
    row.refresh_from_db()
    assert row.to_date is None
