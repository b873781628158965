"""Posts, acting holders, vacancies, and the roles that come with them (R137, R159)."""

from datetime import date

import pytest

from gongkai.orgs import actions, queries
from gongkai.orgs.models import Grant
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.orgs.conftest import NOW, TODAY


@pytest.fixture
def newcomer(world, office):
    return actions.create_user(world.clock, username="newcomer", name="卫五", now=NOW)


def head(world, day):
    return queries.head_of(world.visitor, org_id=world.village.pk, day=day)


def may_on(world, user, day, permission=Permission.APPROVE):
    return may(queries.actor_for(user, today=day), permission, world.village.path)


@covers("R137")
def test_the_next_head_follows_by_date(world, office, newcomer):
    post = actions.appoint(
        office, org_id=world.village.pk, duty="head", title="党支部书记", user_id=newcomer.pk, from_date=date(2026, 8, 15),
        phone="000-0000155", now=NOW,
    )  # fmt: skip
    assert post.holder_name == "卫五"
    assert head(world, date(2026, 8, 14)).holder_id == world.head.pk
    after = head(world, date(2026, 8, 15))
    assert (after.holder_id, after.holder_name, after.phone, after.acting) == (
        newcomer.pk,
        "卫五",
        "000-0000155",
        False,
    )
    assert may_on(world, world.head, date(2026, 8, 14)) and not may_on(world, world.head, date(2026, 8, 15))
    assert may_on(world, newcomer, date(2026, 8, 15)) and not may_on(world, newcomer, date(2026, 8, 14))


@covers("R159")
def test_an_acting_head_stands_in_for_a_period_only(world, office):
    actions.appoint(
        office, org_id=world.village.pk, duty="head", title="代理书记", user_id=world.deputy.pk, acting=True,
        from_date=date(2026, 8, 1), to_date=date(2026, 8, 31), now=NOW,
    )  # fmt: skip
    assert [head(world, day).holder_id for day in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 31), TODAY)] == [
        world.head.pk, world.deputy.pk, world.deputy.pk, world.head.pk,
    ]  # fmt: skip
    assert head(world, date(2026, 8, 1)).acting
    assert may_on(world, world.deputy, date(2026, 8, 31)) and not may_on(world, world.deputy, TODAY)
    assert may_on(world, world.head, date(2026, 8, 10))
    grant = Grant.objects.get(user=world.deputy, acting=True)
    assert (grant.role, grant.from_date, grant.to_date) == ("head", date(2026, 8, 1), date(2026, 8, 31))


@covers("R159")
def test_a_regular_head_ends_the_acting_one(world, office, newcomer):
    actions.vacate(office, post_id=head(world, TODAY).post_id, on=date(2026, 8, 1), now=NOW)
    actions.appoint(
        office, org_id=world.village.pk, duty="head", title="代理书记", user_id=world.deputy.pk, acting=True,
        from_date=date(2026, 8, 5), basis="演示文号", now=NOW,
    )  # fmt: skip
    actions.appoint(
        office, org_id=world.village.pk, duty="head", title="书记", user_id=newcomer.pk, from_date=date(2026, 8, 20),
        now=NOW,
    )  # fmt: skip
    assert head(world, date(2026, 8, 3)).vacant
    assert head(world, date(2026, 8, 19)).holder_id == world.deputy.pk
    assert (head(world, TODAY).holder_id, head(world, TODAY).acting) == (newcomer.pk, False)
    assert not may_on(world, world.deputy, TODAY)
    assert may_on(world, world.deputy, TODAY, Permission.REVIEW)


@covers("R137")
def test_vacancies_are_shown(world):
    rows = queries.posts(world.visitor, org_id=world.village.pk, day=TODAY)
    assert [(row.duty, row.vacant) for row in rows] == [
        ("head", False), ("deputy", False), ("secrecy", False), ("clerk", False), ("keeper", True),
    ]  # fmt: skip
    assert (rows[-1].title, rows[-1].holder_name, rows[-1].holder_id) == ("意见收集专人", "", None)
    assert all(row.vacant for row in queries.posts(world.visitor, org_id=world.school.pk, day=TODAY))


def test_several_deputies_and_others_stand_side_by_side(world, office, newcomer):
    actions.appoint(
        office, org_id=world.village.pk, duty="deputy", title="副书记", user_id=newcomer.pk, from_date=TODAY, now=NOW,
        beside=True,
    )  # fmt: skip
    for name in ("委员一", "委员二"):
        actions.appoint(
            office, org_id=world.village.pk, duty="other", title="支部委员", user_id=None, holder_name=name,
            from_date=TODAY, now=NOW,
        )  # fmt: skip
    rows = queries.posts(world.visitor, org_id=world.village.pk, day=TODAY)
    assert {row.holder_name for row in rows if row.duty == "deputy"} == {"李四", "卫五"}
    assert [row.holder_name for row in rows if row.duty == "other"] == ["委员一", "委员二"]


def test_appointments_that_cannot_be(world, office, newcomer):
    given = {
        "org_id": world.village.pk,
        "duty": "head",
        "title": "",
        "user_id": newcomer.pk,
        "from_date": TODAY,
        "now": NOW,
    }
    cases = [
        (office, {"user_id": world.county_office.pk}, "own_grant"),
        (office, {"duty": "king"}, "duty_unknown"),
        (office, {"to_date": date(2026, 8, 1)}, "period_backwards"),
        (office, {"user_id": None}, "org_field_empty"),
        (world.actor(world.head), {}, "no_permission"),
        (world.actor(world.superior), {}, "no_permission"),
    ]
    for actor, changes, code in cases:
        with pytest.raises(Refused, match=code):
            actions.appoint(actor, **{**given, **changes})
    assert head(world, TODAY).holder_id == world.head.pk


def test_a_vacated_post_takes_its_role_along_and_ends_once(world, office):
    post = next(row for row in queries.posts(office, org_id=world.village.pk, day=TODAY) if row.duty == "clerk")
    actions.vacate(office, post_id=post.post_id, on=TODAY, now=NOW)
    assert not may_on(world, world.clerk, TODAY, Permission.DRAFT)
    assert may_on(world, world.clerk, date(2026, 8, 31), Permission.DRAFT)
    with pytest.raises(Refused, match="post_ended"):
        actions.vacate(office, post_id=post.post_id, on=TODAY, now=NOW)


def test_cards_show_superior_head_and_phone_in_two_queries(world, django_assert_num_queries):
    ids = [world.village.pk, world.school.pk, world.county.pk]
    with django_assert_num_queries(2):
        cards = queries.cards(world.visitor, org_ids=ids, day=TODAY)
    village, school = cards[world.village.pk], cards[world.school.pk]
    assert (village.name, village.above, village.head, village.phone) == (
        "上书村党支部",
        "东溪镇",
        "张三",
        "000-0000101",
    )
    assert (school.above, school.head, school.phone) == ("教育工委", "空缺", "")
    assert cards[world.county.pk].above == ""
