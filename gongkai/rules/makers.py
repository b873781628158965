"""Who makes an organization's catalog: 第六条（一） with its special committees (R34–R41).

The answer is explicit and explained, because the kind alone does not decide: a school may stand
under the education committee, an enterprise under the county committee or its parent (R40).
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.organizations import KINDS, OrgKind, OrgLevel
from gongkai.rules.refusals import Refused

REFUSALS = {
    "maker_ambiguous": (
        "这个党组织同时登记在{committees}名下，定不下由谁制定目录。请只保留一个，或由县领导小组办公室直接指定。"
    ),
    "maker_without_superior": ("还没有登记上一级党组织，定不下由谁制定目录。请先登记上一级党组织。"),
}


class Maker(StrEnum):
    """The body that makes the catalog (制定目录的党组织)."""

    COUNTY = "county"
    SUPERIOR = "superior"
    ORGANS_COMMITTEE = "organs_committee"
    EDUCATION_COMMITTEE = "education_committee"
    TWO_NEW_COMMITTEE = "two_new_committee"
    OWN = "own"


TERMS = {
    Maker.COUNTY: "县委",
    Maker.SUPERIOR: "上一级党组织",
    Maker.ORGANS_COMMITTEE: "县直机关工委",
    Maker.EDUCATION_COMMITTEE: "县委教育工委",
    Maker.TWO_NEW_COMMITTEE: "县委两新工委",
    Maker.OWN: "本级党组织",
}


class Regime(StrEnum):
    """Two dated releases of the rulebook: the superior makes, or each makes its own and files."""

    SUPERIOR_MAKES = "superior_makes"
    SELF_MAKES_AND_FILES = "self_makes_and_files"


class MakerRule(StrEnum):
    """Which rule named the maker; kept beside the answer so it can be explained (R40)."""

    OVERRIDE = "override"
    COUNTY_ITSELF = "county_itself"
    POSTED_AGENCY = "posted_agency"
    COUNTY_CLASS = "county_class"
    TWO_NEW = "two_new"
    EDUCATION = "education"
    ORGANS = "organs"
    DIRECTLY_UNDER_COUNTY = "directly_under_county"
    SUPERIOR = "superior"
    SELF = "self"


RULE_SENTENCES: dict[StrEnum, str] = {
    MakerRule.OVERRIDE: "由县领导小组办公室直接指定",
    MakerRule.COUNTY_ITSELF: "县委自愿公开的，目录由县委自定",
    MakerRule.POSTED_AGENCY: "市级部门派驻机构，由县委商上级行政主管部门指导其确定",
    MakerRule.COUNTY_CLASS: "镇街、部门一级，由县委分类制定",
    MakerRule.TWO_NEW: "“两新”组织，由县委两新工委制定",
    MakerRule.EDUCATION: "县委教育工委所属，由教育工委制定",
    MakerRule.ORGANS: "县直机关工委所属，由机关工委制定",
    MakerRule.DIRECTLY_UNDER_COUNTY: "县委直接所属，由县委制定",
    MakerRule.SUPERIOR: "其他基层党组织，由上一级党组织制定",
    MakerRule.SELF: "各党组织自行制定，报上一级党组织备案",
}

BASIS_2011 = "第六条（一）"
BASIS_2017 = "《中国共产党党务公开条例（试行）》第十四条"


@dataclass(frozen=True)
class OrgFacts:
    """What decides the maker. `level` defaults to the kind's own; `override` is a named maker.

    `parent_kind` None means that no superior is registered. The three `under_…` flags tell under
    which special committee the organization stands.
    """

    kind: OrgKind
    level: OrgLevel | None = None
    parent_kind: OrgKind | None = None
    directly_under_county: bool = False
    posted_agency: bool = False
    under_organs_committee: bool = False
    under_education_committee: bool = False
    under_two_new_committee: bool = False
    override: Maker | None = None


@dataclass(frozen=True)
class MakerRuling:
    """The maker, the rule that names it, its article, and what else is needed.

    `needs_consultation`: a recorded consultation with the city department comes before approval
    (R39, R144). `needs_filing`: the finished catalog is filed with the superior (2017; R143).
    """

    maker: Maker
    rule: MakerRule
    basis: str
    needs_consultation: bool = False
    needs_filing: bool = False


def resolve_maker(org: OrgFacts, regime: Regime = Regime.SUPERIOR_MAKES) -> MakerRuling:
    """Return who makes the catalog and why (第六条（一）, R34–R41, R143–R144).

    Order: an explicit override; the county itself; then in the 2011 regime posted agency, class
    directly under the county, special committee, directly under the county, superior. Refuses
    ``maker_ambiguous`` (two special committees) and ``maker_without_superior``.
    """
    self_makes = regime is Regime.SELF_MAKES_AND_FILES
    if org.override is not None:
        rule, maker = MakerRule.OVERRIDE, org.override
    elif org.kind is OrgKind.COUNTY_COMMITTEE:
        return MakerRuling(
            Maker.COUNTY,
            MakerRule.COUNTY_ITSELF,
            BASIS_2017 if self_makes else BASIS_2011,
        )
    elif self_makes:
        rule, maker = MakerRule.SELF, Maker.OWN
    else:
        rule, maker = _by_class(org)
    return MakerRuling(
        maker,
        rule,
        BASIS_2017 if self_makes else BASIS_2011,
        needs_consultation=org.posted_agency and not self_makes,
        needs_filing=self_makes,
    )


def _by_class(org: OrgFacts) -> tuple[MakerRule, Maker]:
    if org.posted_agency:
        return MakerRule.POSTED_AGENCY, Maker.COUNTY
    if (org.level or KINDS[org.kind].level) in (OrgLevel.TOWN, OrgLevel.DEPARTMENT):
        return MakerRule.COUNTY_CLASS, Maker.COUNTY
    special = _special_committees(org)
    if len(special) > 1:
        names = "、".join(TERMS[maker] for _, maker in special)
        raise Refused("maker_ambiguous", committees=names)
    if special:
        return special[0]
    if org.directly_under_county or org.parent_kind is OrgKind.COUNTY_COMMITTEE:
        return MakerRule.DIRECTLY_UNDER_COUNTY, Maker.COUNTY
    if org.parent_kind is None:
        raise Refused("maker_without_superior")
    return MakerRule.SUPERIOR, Maker.SUPERIOR


def _special_committees(org: OrgFacts) -> list[tuple[MakerRule, Maker]]:
    two_new = org.kind is OrgKind.NEW_ORG or org.under_two_new_committee
    claims = (
        (two_new, MakerRule.TWO_NEW, Maker.TWO_NEW_COMMITTEE),
        (
            org.under_education_committee,
            MakerRule.EDUCATION,
            Maker.EDUCATION_COMMITTEE,
        ),
        (org.under_organs_committee, MakerRule.ORGANS, Maker.ORGANS_COMMITTEE),
    )
    return [(rule, maker) for holds, rule, maker in claims if holds]
