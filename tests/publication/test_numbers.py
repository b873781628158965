"""Index numbers and addresses name each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publication.numbers import index_number, number_of, series_of, slug
from tests.covers import covers


@covers("R173")
@given(
    code=st.from_regex(r"[A-Za-z0-9]{1,10}(-[A-Za-z0-9]{1,10}){0,2}", fullmatch=True),
    year=st.integers(2011, 2099), serial=st.integers(1, 99_999), inside=st.booleans(),
)  # fmt: skip
def test_an_address_leads_back_to_its_number(code, year, serial, inside):
    number = index_number(org_code=code, year=year, serial=serial, inside=inside)
    assert "/" not in slug(number) and number_of(slug(number)) == number


@covers("R173")
def test_the_form_of_a_number(settings):
    settings.GONGKAI_SITE = settings.GONGKAI_SITE | {"area_code": "500222"}
    assert index_number(org_code="TW03", year=2011, serial=45) == "500222TW03/2011-00045"
    assert index_number(org_code="TW03", year=2011, serial=45, inside=True) == "500222TW03/2011-N00045"
    assert series_of(org_code="TW03", inside=True) != series_of(org_code="TW03", inside=False)


@pytest.mark.parametrize("address", ["", "x", "a-b", "../etc"])
def test_other_addresses_name_nothing(address):
    assert number_of(address) == address
