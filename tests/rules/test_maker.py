"""第六条（一）: who makes the catalog, in both regimes."""

import itertools

import pytest

from gongkai.rules.makers import (
    BASIS_2011,
    BASIS_2017,
    REFUSALS,
    RULE_SENTENCES,
    TERMS,
    Maker,
    MakerRule,
    OrgFacts,
    Regime,
    resolve_maker,
)
from gongkai.rules.organizations import OrgKind, OrgLevel
from gongkai.rules.refusals import Refused
from tests.covers import covers

K = OrgKind


def ruled(**facts):
    ruling = resolve_maker(OrgFacts(**facts))
    assert ruling.basis == BASIS_2011
    assert not ruling.needs_filing
    return ruling.rule, ruling.maker


@covers("R34")
@pytest.mark.parametrize("kind", [K.TOWN, K.BUREAU, K.WORK_COMMITTEE])
def test_the_county_makes_by_class_for_towns_and_departments(kind):
    assert ruled(kind=kind) == (MakerRule.COUNTY_CLASS, Maker.COUNTY)
    assert ruled(kind=kind, under_education_committee=True)[1] is Maker.COUNTY


@covers("R34")
def test_a_grassroots_kind_raised_to_department_level_counts_as_a_department():
    facts = {"kind": K.INSTITUTION, "parent_kind": K.BUREAU}
    assert ruled(**facts, level=OrgLevel.DEPARTMENT)[0] is MakerRule.COUNTY_CLASS
    assert ruled(**facts, level=OrgLevel.GRASSROOTS)[0] is MakerRule.SUPERIOR


@covers("R35", "R41")
@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (K.VILLAGE, K.TOWN),
        (K.COMMUNITY, K.TOWN),
        (K.HOSPITAL, K.BUREAU),
        (K.SOE, K.SOE),
        (K.INSTITUTION, K.BUREAU),
    ],
)
def test_the_superior_makes_for_all_others(kind, parent):
    assert ruled(kind=kind, parent_kind=parent) == (MakerRule.SUPERIOR, Maker.SUPERIOR)


@covers("R41")
@pytest.mark.parametrize("kind", [K.HOSPITAL, K.SOE, K.INSTITUTION, K.SCHOOL])
def test_directly_under_the_county_the_county_makes(kind):
    expected = (MakerRule.DIRECTLY_UNDER_COUNTY, Maker.COUNTY)
    assert ruled(kind=kind, directly_under_county=True) == expected
    assert ruled(kind=kind, parent_kind=K.COUNTY_COMMITTEE) == expected


@covers("R36")
def test_the_organs_committee_makes_for_its_own():
    ruling = ruled(kind=K.ORGAN, parent_kind=K.BUREAU, under_organs_committee=True)
    assert ruling == (MakerRule.ORGANS, Maker.ORGANS_COMMITTEE)


@covers("R37", "R40")
def test_the_education_committee_makes_for_its_own_and_a_town_school_stays_with_its_town():
    ruling = ruled(kind=K.SCHOOL, parent_kind=K.TOWN, under_education_committee=True)
    assert ruling == (MakerRule.EDUCATION, Maker.EDUCATION_COMMITTEE)
    assert ruled(kind=K.SCHOOL, parent_kind=K.TOWN)[1] is Maker.SUPERIOR


@covers("R38")
def test_the_two_new_committee_makes_even_when_a_town_leads():
    expected = (MakerRule.TWO_NEW, Maker.TWO_NEW_COMMITTEE)
    assert ruled(kind=K.NEW_ORG, parent_kind=K.TOWN) == expected
    assert ruled(kind=K.NEW_ORG, directly_under_county=True) == expected
    assert ruled(kind=K.SOE, under_two_new_committee=True) == expected


@covers("R39", "R144")
@pytest.mark.parametrize("kind", [K.ORGAN, K.BUREAU])
def test_a_posted_agency_needs_a_consultation_before_the_county_decides(kind):
    ruling = resolve_maker(OrgFacts(kind, posted_agency=True, under_organs_committee=True))
    assert (ruling.maker, ruling.rule) == (Maker.COUNTY, MakerRule.POSTED_AGENCY)
    assert ruling.needs_consultation


@covers("R40")
@pytest.mark.parametrize("regime", Regime)
def test_an_override_wins_and_keeps_the_consultation(regime):
    facts = OrgFacts(K.SCHOOL, override=Maker.SUPERIOR, posted_agency=True)
    ruling = resolve_maker(facts, regime)
    assert (ruling.maker, ruling.rule) == (Maker.SUPERIOR, MakerRule.OVERRIDE)
    assert ruling.needs_consultation is (regime is Regime.SUPERIOR_MAKES)


@covers("R40")
def test_two_special_committees_cannot_both_make():
    facts = OrgFacts(K.NEW_ORG, under_education_committee=True)
    with pytest.raises(Refused) as refusal:
        resolve_maker(facts)
    assert refusal.value.code == "maker_ambiguous"
    assert "县委两新工委、县委教育工委" in REFUSALS["maker_ambiguous"].format(**refusal.value.facts)


def test_without_a_superior_there_is_no_answer():
    with pytest.raises(Refused) as refusal:
        resolve_maker(OrgFacts(K.VILLAGE))
    assert refusal.value.code == "maker_without_superior"
    assert REFUSALS["maker_without_superior"].format(**refusal.value.facts)


@covers("R8")
@pytest.mark.parametrize(
    ("regime", "basis"), [(Regime.SUPERIOR_MAKES, BASIS_2011), (Regime.SELF_MAKES_AND_FILES, BASIS_2017)]
)
def test_the_county_committee_makes_its_own_if_any(regime, basis):
    ruling = resolve_maker(OrgFacts(K.COUNTY_COMMITTEE), regime)
    assert (ruling.maker, ruling.basis, ruling.needs_filing) == (Maker.COUNTY, basis, False)


@covers("R143")
@pytest.mark.parametrize("kind", [kind for kind in OrgKind if kind is not K.COUNTY_COMMITTEE])
def test_in_2017_everyone_makes_and_files(kind):
    ruling = resolve_maker(OrgFacts(kind, posted_agency=True), Regime.SELF_MAKES_AND_FILES)
    assert (ruling.maker, ruling.rule, ruling.basis) == (Maker.OWN, MakerRule.SELF, BASIS_2017)
    assert ruling.needs_filing
    assert not ruling.needs_consultation


@covers("R40")
def test_every_combination_gets_one_answer_or_a_named_refusal():
    flags = (
        "directly_under_county",
        "posted_agency",
        "under_organs_committee",
        "under_education_committee",
        "under_two_new_committee",
    )
    seen = set()
    parents = (None, K.COUNTY_COMMITTEE, K.TOWN)
    for kind, parent, regime in itertools.product(OrgKind, parents, Regime):
        for values in itertools.product((False, True), repeat=len(flags)):
            facts = OrgFacts(kind, parent_kind=parent, **dict(zip(flags, values, strict=True)))
            try:
                ruling = resolve_maker(facts, regime)
            except Refused as refusal:
                assert refusal.code in REFUSALS
                assert regime is Regime.SUPERIOR_MAKES
                seen.add(refusal.code)
            else:
                assert ruling.needs_filing is (ruling.maker is Maker.OWN)
                seen.add(ruling.rule)
    assert seen == (set(MakerRule) - {MakerRule.OVERRIDE}) | set(REFUSALS)


def test_every_maker_and_rule_has_words():
    assert set(TERMS) == set(Maker)
    assert set(RULE_SENTENCES) == set(MakerRule)
