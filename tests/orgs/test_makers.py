"""Who makes the catalog, by which rule or override, stored and explained (R34–R41, R143–R144)."""

import pytest

from gongkai.orgs import actions, queries
from gongkai.rules.makers import MakerRule, Regime
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.orgs.conftest import NOW, TODAY

MADE_BY = [
    ("town", "county", MakerRule.COUNTY_CLASS),
    ("education_committee", "county", MakerRule.COUNTY_CLASS),
    ("village", "town", MakerRule.SUPERIOR),
    ("community", "town", MakerRule.SUPERIOR),
    ("school", "education_committee", MakerRule.EDUCATION),
    ("hospital", "county", MakerRule.DIRECTLY_UNDER_COUNTY),
    ("soe", "county", MakerRule.DIRECTLY_UNDER_COUNTY),
    ("new_org", "two_new_committee", MakerRule.TWO_NEW),
]


@covers("R34", "R35", "R37", "R38", "R40", "R41")
@pytest.mark.parametrize(("org", "maker", "rule"), MADE_BY)
def test_registering_names_the_maker_by_the_rule(world, org, maker, rule):
    org = getattr(world, org)
    assert org.catalog_maker_id == getattr(world, maker).pk
    decision = queries.maker_decisions(world.visitor, org_id=org.pk)[0]
    assert (decision.maker_id, decision.rule, decision.is_override) == (getattr(world, maker).pk, rule, False)
    assert decision.basis == "第六条（一）" and decision.from_date == TODAY


@covers("R36")
def test_organs_below_the_organs_committee_get_theirs_from_it(world, office):
    organ = actions.register(
        office, superior_id=world.organs_committee.pk, kind="organ", name="演示局机关党支部", short_name="演示局", code="J01",
        now=NOW, today=TODAY,
    )  # fmt: skip
    assert organ.catalog_maker_id == world.organs_committee.pk


@covers("R39", "R144")
def test_a_posted_agency_needs_a_consultation_and_the_county(world, office):
    agency = actions.register(
        office, superior_id=world.organs_committee.pk, kind="organ", name="演示派驻局党支部", short_name="派驻局", code="J02",
        posted_agency=True, upper_department="演示市局", now=NOW, today=TODAY,
    )  # fmt: skip
    decision = queries.maker_decisions(office, org_id=agency.pk)[0]
    assert (decision.maker_id, decision.rule) == (world.county.pk, MakerRule.POSTED_AGENCY)
    assert decision.needs_consultation
    actions.describe(office, org_id=agency.pk, now=NOW, today=TODAY, posted_agency=False)
    decision = queries.maker_decisions(office, org_id=agency.pk)[0]
    assert decision.maker_id == world.organs_committee.pk and not decision.needs_consultation


@covers("R40")
def test_an_override_needs_a_basis_and_outlives_a_move(world, office):
    with pytest.raises(Refused, match="basis_needed"):
        actions.decide_maker(office, org_id=world.school.pk, maker_id=world.town.pk, now=NOW, today=TODAY)
    decision = actions.decide_maker(
        office, org_id=world.school.pk, maker_id=world.town.pk, basis="演示〔2026〕7号", now=NOW, today=TODAY
    )
    assert decision.is_override and decision.rule == MakerRule.OVERRIDE and "演示〔2026〕7号" in decision.basis
    assert queries.bodies(office, org_id=world.school.pk).maker == world.town.path
    assert queries.maker_for(office, org_id=world.school.pk).maker_id == world.education_committee.pk
    moved = actions.move(
        office, org_id=world.school.pk, superior_id=world.soe.pk, from_date=TODAY, basis="文号", now=NOW
    )
    assert moved.catalog_maker_id == world.town.pk
    again = actions.decide_maker(office, org_id=world.school.pk, now=NOW, today=TODAY)
    assert (again.maker_id, again.is_override) == (world.soe.pk, False)
    assert [row.is_override for row in queries.maker_decisions(office, org_id=world.school.pk)] == [False, True, False]


@covers("R143")
def test_under_the_later_regulation_each_makes_its_own(world, office):
    found = queries.maker_for(office, org_id=world.village.pk, regime=Regime.SELF_MAKES_AND_FILES)
    assert found.maker_id == world.village.pk and found.ruling.needs_filing
    actions.decide_maker(office, org_id=world.village.pk, now=NOW, today=TODAY, regime=Regime.SELF_MAKES_AND_FILES)
    assert queries.bodies(office, org_id=world.village.pk).maker == world.village.path


@covers("R40")
def test_a_committee_that_is_not_registered_leaves_the_maker_open_until_it_is(world, office):
    actions.describe(office, org_id=world.two_new_committee.pk, now=NOW, today=TODAY, committee="")
    company = actions.register(
        office, superior_id=world.town.pk, kind="new_org", name="演示果业公司党支部", short_name="果业公司", code="N02",
        now=NOW, today=TODAY,
    )  # fmt: skip
    assert company.catalog_maker_id is None
    assert queries.bodies(office, org_id=company.pk).maker == world.town.path  # the superior stands in
    with pytest.raises(Refused, match="maker_not_registered"):
        actions.decide_maker(office, org_id=company.pk, now=NOW, today=TODAY)
    actions.describe(office, org_id=world.two_new_committee.pk, now=NOW, today=TODAY, committee="two_new_committee")
    company.refresh_from_db()
    assert company.catalog_maker_id == world.two_new_committee.pk


def test_two_committees_at_once_are_told_not_guessed(world, office):
    company = actions.register(
        office, superior_id=world.education_committee.pk, kind="new_org", name="演示民办学校党支部", short_name="民办学校",
        code="N03", now=NOW, today=TODAY,
    )  # fmt: skip
    assert company.catalog_maker_id is None
    with pytest.raises(Refused, match="maker_ambiguous"):
        queries.maker_for(office, org_id=company.pk)


def test_only_the_office_decides(world):
    for who in (world.maker, world.superior, world.head):
        with pytest.raises(Refused, match="no_permission"):
            actions.decide_maker(world.actor(who), org_id=world.village.pk, now=NOW, today=TODAY)
