"""Classes of organizations to which a document is addressed (主送): each organization stands in exactly one (R2).

The head of the county's rules names six classes; below them every kind of organization is a class
of its own, so that a document can go down to the last branch. The first rule that fits decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.organizations import OrgKind

PEOPLES_ORGANIZATIONS = (
    "总工会", "团县委", "共青团", "妇联", "妇女联合会", "科协", "科学技术协会", "文联", "文学艺术", "残联", "残疾人联合会",
    "工商联", "工商业联合会", "侨联", "归国华侨", "社科联", "红十字会", "贸促会", "记协", "法学会",
)  # fmt: skip
STREET, COUNTY_COMMITTEE = "街道", "县委"


class Addressees(StrEnum):
    """One class of addressees."""

    STREETS = "streets"
    TOWNS = "towns"
    COMMITTEE_OFFICES = "committee_offices"
    DEPARTMENTS = "departments"
    PEOPLES = "peoples"
    CITY_UNITS = "city_units"
    ORGANS = "organs"
    VILLAGES = "villages"
    COMMUNITIES = "communities"
    SCHOOLS = "schools"
    HOSPITALS = "hospitals"
    SOES = "soes"
    INSTITUTIONS = "institutions"
    NEW_ORGS = "new_orgs"


A = Addressees
TERMS = {
    A.STREETS: "各街道党工委",
    A.TOWNS: "各镇党委",
    A.COMMITTEE_OFFICES: "县委各部委办局",
    A.DEPARTMENTS: "县级各部门党组（党委、党工委）",
    A.PEOPLES: "各人民团体党组织",
    A.CITY_UNITS: "在綦市管单位党组织",
    A.ORGANS: "机关党组织",
    A.VILLAGES: "各村党组织",
    A.COMMUNITIES: "各社区党组织",
    A.SCHOOLS: "学校党组织",
    A.HOSPITALS: "医院党组织",
    A.SOES: "国有企业党组织",
    A.INSTITUTIONS: "其他事业单位党组织",
    A.NEW_ORGS: "“两新”组织党组织",
}


@dataclass(frozen=True)
class Addressee:
    """What the classes ask of an organization."""

    kind: str
    name: str
    posted_agency: bool = False


_BY_KIND = {
    OrgKind.BUREAU: A.DEPARTMENTS,
    OrgKind.ORGAN: A.ORGANS,
    OrgKind.VILLAGE: A.VILLAGES,
    OrgKind.COMMUNITY: A.COMMUNITIES,
    OrgKind.SCHOOL: A.SCHOOLS,
    OrgKind.HOSPITAL: A.HOSPITALS,
    OrgKind.SOE: A.SOES,
    OrgKind.INSTITUTION: A.INSTITUTIONS,
    OrgKind.NEW_ORG: A.NEW_ORGS,
}
_OFFICES = (OrgKind.WORK_COMMITTEE, OrgKind.BUREAU, OrgKind.ORGAN)
RULES: tuple[tuple[Addressees, Callable[[Addressee], bool]], ...] = (
    (A.CITY_UNITS, lambda one: one.posted_agency),
    (A.STREETS, lambda one: one.kind == OrgKind.TOWN and STREET in one.name),
    (A.TOWNS, lambda one: one.kind == OrgKind.TOWN),
    (A.PEOPLES, lambda one: one.kind in (OrgKind.BUREAU, OrgKind.ORGAN) and _named(one, PEOPLES_ORGANIZATIONS)),
    (A.COMMITTEE_OFFICES, lambda one: one.kind == OrgKind.WORK_COMMITTEE),
    (A.COMMITTEE_OFFICES, lambda one: one.kind in _OFFICES and _named(one, (COUNTY_COMMITTEE,))),
)


def _named(one: Addressee, words: tuple[str, ...]) -> bool:
    return any(word in one.name for word in words)


def class_of(one: Addressee) -> Addressees | None:
    """The class of an organization; None for the county committee, which sends."""
    if one.kind == OrgKind.COUNTY_COMMITTEE:
        return None
    return next((name for name, fits in RULES if fits(one)), None) or _BY_KIND[OrgKind(one.kind)]
