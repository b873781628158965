"""Each organization stands in exactly one class of addressees (R2)."""

import pytest

from gongkai.rules.addressees import Addressee, Addressees, class_of
from gongkai.rules.organizations import OrgKind
from tests.covers import covers


@covers("R2")
@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("town", "中共古南街道党工委", Addressees.STREETS),
        ("town", "中共东溪镇党委", Addressees.TOWNS),
        ("work_committee", "演示县直机关工委", Addressees.COMMITTEE_OFFICES),
        ("bureau", "县委组织部机关党委", Addressees.COMMITTEE_OFFICES),
        ("organ", "县委党校机关党支部", Addressees.COMMITTEE_OFFICES),
        ("bureau", "县财政局党委", Addressees.DEPARTMENTS),
        ("bureau", "县总工会党组", Addressees.PEOPLES),
        ("bureau", "共青团演示县委党组", Addressees.PEOPLES),  # before “县委”
        ("organ", "县妇联机关党支部", Addressees.PEOPLES),
        ("organ", "县档案局机关党支部", Addressees.ORGANS),
        ("village", "街道口村党支部", Addressees.VILLAGES),  # the word counts for towns alone
        ("community", "正街社区党总支", Addressees.COMMUNITIES),
        ("county_committee", "演示县委", None),
    ],
)
def test_the_first_rule_that_fits_decides(kind, name, expected):
    assert class_of(Addressee(kind, name)) is expected


@covers("R2")
def test_a_posted_agency_is_a_unit_of_the_city_whatever_its_kind():
    assert class_of(Addressee("bureau", "气象局党组", posted_agency=True)) is Addressees.CITY_UNITS


def test_no_kind_is_left_without_a_class():
    for kind in set(OrgKind) - {OrgKind.COUNTY_COMMITTEE}:
        assert class_of(Addressee(kind, "某党支部")) is not None
