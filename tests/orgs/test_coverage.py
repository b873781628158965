"""What is still missing before an organization can disclose (R7)."""

import pytest

from gongkai.orgs import actions, queries
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.orgs.conftest import NOW, TODAY


def gaps(actor, world, org=None):
    found = queries.coverage_gaps(actor, path=(org or world.county).path, today=TODAY)
    return {gap.org.pk: set(gap.lacks) for gap in found}


@covers("R7")
def test_each_organization_is_told_what_it_lacks(world, office):
    found = gaps(office, world)
    assert world.village.pk not in found
    assert found[world.other_village.pk] == {"phone"}
    assert found[world.town.pk] == {"head", "clerk", "leading_group", "phone"}
    assert world.county.pk not in found  # it owes nothing (R8) and has its leading group
    assert "leading_group" not in found[world.school.pk]  # 第十条 asks none of a school


@covers("R7")
def test_what_is_filled_is_no_longer_told(world, office):
    actions.form_group(office, org_id=world.town.pk, name="组", office_name="办", formed_on=TODAY, now=NOW)
    actions.describe(office, org_id=world.town.pk, now=NOW, today=TODAY, phone="000-0000200")
    for duty in ("head", "clerk"):
        actions.appoint(
            office,
            org_id=world.town.pk,
            duty=duty,
            title="",
            user_id=None,
            holder_name="某人",
            from_date=TODAY,
            now=NOW,
        )
    assert world.town.pk not in gaps(office, world)
    post = queries.head_of(office, org_id=world.town.pk, day=TODAY).post_id
    actions.vacate(office, post_id=post, on=TODAY, now=NOW)
    assert gaps(office, world)[world.town.pk] == {"head"}


@covers("R7")
def test_an_open_maker_is_told_with_its_sentence(world, office):
    actions.describe(office, org_id=world.two_new_committee.pk, now=NOW, today=TODAY, committee="")
    actions.register(
        office, superior_id=world.town.pk, kind="new_org", name="演示公司党支部", short_name="演示公司", code="N09", now=NOW,
        today=TODAY, phone="000-0000300",
    )  # fmt: skip
    found = queries.coverage_gaps(office, path=world.town.path, today=TODAY)
    company = next(gap for gap in found if gap.org.code == "N09")
    assert company.sentences == ["没有主要负责人", "没有经办人", "没有定下由谁制定目录"]


def test_the_town_sees_its_own_only(world):
    town = world.actor(world.superior)
    assert world.other_village.pk in gaps(town, world, world.town)
    for actor in (town, world.actor(world.head), world.visitor):
        with pytest.raises(Refused) as no:
            gaps(actor, world)
        assert no.value.hidden


def test_the_number_of_queries_does_not_grow(world, office, django_assert_num_queries):
    for number in range(30):
        actions.register(
            office, superior_id=world.town.pk, kind="village", name=f"第{number}村", short_name="", code=f"V{number}",
            now=NOW, today=TODAY,
        )  # fmt: skip
    with django_assert_num_queries(3):
        assert len(gaps(office, world, world.town)) > 30
