"""The eight systems of 第九条: boxes, what is missing, under which catalog entry their rules stand (R125)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook import library
from gongkai.rules.citations import cite
from gongkai.rules.eight_systems import Box, System, article, box, home_entry, missing_ones
from gongkai.rules.entries import TimeKind, TimeRule
from gongkai.rules.organizations import CATALOG_KINDS
from gongkai.rules.terms import label
from tests.covers import covers

SETS = st.frozensets(st.sampled_from(list(System)))


@covers("R125")
def test_there_are_eight_in_the_order_of_the_article():
    assert [article(one) for one in System] == [cite(f"art-9-{n}") for n in range(1, 9)]
    assert all(label(one).endswith("制度") for one in System)


@covers("R125")
@given(SETS, SETS)
def test_public_counts_begun_is_on_its_way_the_rest_is_missing(begun, public):
    states = {one: box(one, begun=begun, public=public) for one in System}
    assert {one for one, state in states.items() if state is Box.PUBLIC} == public
    assert {one for one, state in states.items() if state is Box.MAKING} == begun - public
    assert set(missing_ones(public)) == set(System) - public


@covers("R125")
@pytest.mark.parametrize("kind", CATALOG_KINDS)
def test_every_default_catalog_has_a_place_for_them(kind):
    entries = library.default_entries(kind)
    found = home_entry(entries)
    assert found.category == 8 and "公开目录" in found.name
    plain = [replace(one, name="指南", elements=("电话",)) for one in entries if one.category == 8]
    assert TimeKind.STANDING in home_entry(plain).kinds
    monthly = [replace(one, time=TimeRule(TimeKind.PERIODIC), also=()) for one in plain]
    assert home_entry(monthly) is None


@covers("R125")
def test_the_models_say_what_each_system_is_for():
    models = library.systems()
    assert [one.system for one in models] == list(System)
    assert all(one.asks and len(one.content) >= 3 and "{org}" in one.result for one in models)
