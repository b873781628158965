"""The kinds of party organizations: their level, default catalog, and what each must set up.

Reading of the text: work committees (工委), county departments and people's organizations use
the catalog of 机关, and so do other public institutions (其他事业单位), which have no catalog of
their own. The county committee makes and decides; it owes nothing unless it gives itself a
catalog (R8). A posted agency of a city department is an `ORGAN` or a `BUREAU` with a flag, since
only who makes its catalog differs (R39).
"""

from dataclasses import dataclass
from enum import StrEnum


class OrgLevel(StrEnum):
    """Where an organization stands (R34): the county, directly under it, or below."""

    COUNTY = "county"
    TOWN = "town"
    DEPARTMENT = "department"
    GRASSROOTS = "grassroots"


class OrgKind(StrEnum):
    """The kinds of party organizations covered by 第二条 (R6) and those above them."""

    VILLAGE = "village"
    COMMUNITY = "community"
    ORGAN = "organ"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    SOE = "soe"
    NEW_ORG = "new_org"
    TOWN = "town"
    COUNTY_COMMITTEE = "county_committee"
    WORK_COMMITTEE = "work_committee"
    BUREAU = "bureau"
    INSTITUTION = "institution"


class LeadingGroupRule(StrEnum):
    """Which leading group an organization must set up (第十条)."""

    COUNTY = "county"
    LOCAL = "local"
    NONE = "none"


@dataclass(frozen=True)
class KindRule:
    """What follows from being of a kind.

    `catalog` is the kind whose default catalog serves it (None: none is given); `letter` marks
    the items of that catalog (V01 …); `plan_due` tells whether 第十三条 asks for a plan (R139).
    """

    kind: OrgKind
    name: str
    level: OrgLevel
    catalog: OrgKind | None
    letter: str = ""
    owes_duties: bool = True
    leading_group: LeadingGroupRule = LeadingGroupRule.NONE
    plan_due: bool = False


_GRASSROOTS, _LOCAL = OrgLevel.GRASSROOTS, LeadingGroupRule.LOCAL

KINDS = {
    rule.kind: rule
    for rule in (
        KindRule(OrgKind.VILLAGE, "村党组织", _GRASSROOTS, OrgKind.VILLAGE, "V"),
        KindRule(OrgKind.COMMUNITY, "社区党组织", _GRASSROOTS, OrgKind.COMMUNITY, "Q"),
        KindRule(OrgKind.ORGAN, "机关党组织", _GRASSROOTS, OrgKind.ORGAN, "J"),
        KindRule(OrgKind.SCHOOL, "学校党组织", _GRASSROOTS, OrgKind.SCHOOL, "X"),
        KindRule(OrgKind.HOSPITAL, "医院党组织", _GRASSROOTS, OrgKind.HOSPITAL, "Y"),
        KindRule(OrgKind.SOE, "国有企业党组织", _GRASSROOTS, OrgKind.SOE, "G"),
        KindRule(OrgKind.NEW_ORG, "“两新”组织党组织", _GRASSROOTS, OrgKind.NEW_ORG, "N"),
        KindRule(
            OrgKind.TOWN,
            "镇（街道）党（工）委",
            OrgLevel.TOWN,
            OrgKind.TOWN,
            "T",
            leading_group=_LOCAL,
            plan_due=True,
        ),
        KindRule(
            OrgKind.COUNTY_COMMITTEE,
            "县委",
            OrgLevel.COUNTY,
            None,
            owes_duties=False,
            leading_group=LeadingGroupRule.COUNTY,
        ),
        KindRule(
            OrgKind.WORK_COMMITTEE,
            "县委工委",
            OrgLevel.DEPARTMENT,
            OrgKind.ORGAN,
            leading_group=_LOCAL,
            plan_due=True,
        ),
        KindRule(
            OrgKind.BUREAU,
            "县级部门、人民团体党组（党委）",
            OrgLevel.DEPARTMENT,
            OrgKind.ORGAN,
            leading_group=_LOCAL,
            plan_due=True,
        ),
        KindRule(OrgKind.INSTITUTION, "其他事业单位党组织", _GRASSROOTS, OrgKind.ORGAN),
    )
}

# The eight kinds with a default catalog of their own, in the order of the catalogs.
CATALOG_KINDS = tuple(rule.kind for rule in KINDS.values() if rule.letter)

TERMS: dict[StrEnum, str] = {
    **{rule.kind: rule.name for rule in KINDS.values()},
    LeadingGroupRule.COUNTY: "成立县领导小组",
    LeadingGroupRule.LOCAL: "成立本级领导小组",
    LeadingGroupRule.NONE: "不要求成立领导小组",
}

LEVEL_NAMES: dict[StrEnum, str] = {
    OrgLevel.COUNTY: "县级",
    OrgLevel.TOWN: "镇街级",
    OrgLevel.DEPARTMENT: "部门级",
    OrgLevel.GRASSROOTS: "基层",
}


def rule_of(kind: OrgKind) -> KindRule:
    """Return what follows from being of this kind."""
    return KINDS[kind]


def owes_duties(kind: OrgKind, *, has_own_catalog: bool = False) -> bool:
    """Tell whether disclosure duties arise: for the county committee only by its own will (R8)."""
    return KINDS[kind].owes_duties or has_own_catalog


def needs_leading_group(kind: OrgKind) -> bool:
    """Tell whether 第十条 demands a leading group: county, towns and departments (R128, R132).

    Villages, communities and branches need a head and a named person only (R136).
    """
    return KINDS[kind].leading_group is not LeadingGroupRule.NONE
