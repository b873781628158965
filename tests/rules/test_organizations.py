"""The kinds of organizations and what follows from them."""

import pytest

from gongkai.rules.organizations import (
    CATALOG_KINDS,
    KINDS,
    LEVEL_NAMES,
    TERMS,
    LeadingGroupRule,
    OrgKind,
    OrgLevel,
    needs_leading_group,
    owes_duties,
    rule_of,
)
from tests.covers import covers


@covers("R6")
def test_every_kind_has_a_rule_and_a_name():
    assert set(KINDS) == set(OrgKind)
    assert set(TERMS) == set(OrgKind) | set(LeadingGroupRule)
    assert set(LEVEL_NAMES) == set(OrgLevel)
    assert len(set(TERMS.values())) == len(TERMS)
    assert all(rule_of(kind).kind is kind for kind in OrgKind)


@covers("R18")
def test_eight_kinds_have_a_catalog_of_their_own_and_the_rest_borrow_one():
    assert "".join(KINDS[kind].letter for kind in CATALOG_KINDS) == "VQJXYGNT"
    assert all(KINDS[kind].catalog is kind for kind in CATALOG_KINDS)
    for kind in (OrgKind.BUREAU, OrgKind.WORK_COMMITTEE, OrgKind.INSTITUTION):
        assert KINDS[kind].catalog is OrgKind.ORGAN
    assert KINDS[OrgKind.COUNTY_COMMITTEE].catalog is None


@covers("R8")
def test_the_county_committee_owes_nothing_unless_it_wants_to():
    assert [kind for kind in OrgKind if not owes_duties(kind)] == [OrgKind.COUNTY_COMMITTEE]
    assert owes_duties(OrgKind.COUNTY_COMMITTEE, has_own_catalog=True)


@covers("R132", "R136")
@pytest.mark.parametrize("kind", OrgKind)
def test_only_county_towns_and_departments_need_a_leading_group(kind):
    expected = {
        OrgKind.COUNTY_COMMITTEE: LeadingGroupRule.COUNTY,
        OrgKind.TOWN: LeadingGroupRule.LOCAL,
        OrgKind.WORK_COMMITTEE: LeadingGroupRule.LOCAL,
        OrgKind.BUREAU: LeadingGroupRule.LOCAL,
    }.get(kind, LeadingGroupRule.NONE)
    assert rule_of(kind).leading_group is expected
    assert needs_leading_group(kind) is (expected is not LeadingGroupRule.NONE)


@covers("R139")
def test_the_implementation_plan_is_asked_of_towns_and_departments_only():
    assert {kind for kind in OrgKind if KINDS[kind].plan_due} == {
        OrgKind.TOWN,
        OrgKind.WORK_COMMITTEE,
        OrgKind.BUREAU,
    }


def test_levels_follow_the_kinds():
    assert KINDS[OrgKind.TOWN].level is OrgLevel.TOWN
    assert KINDS[OrgKind.BUREAU].level is OrgLevel.DEPARTMENT
    assert KINDS[OrgKind.VILLAGE].level is OrgLevel.GRASSROOTS
    assert KINDS[OrgKind.COUNTY_COMMITTEE].level is OrgLevel.COUNTY
