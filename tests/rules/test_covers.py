"""How a catalog stands to the 44 sub-items (R32)."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.catalogs import Cover, covers
from gongkai.rules.categories import SUB_ITEMS
from tests.covers import covers as keeps

CODES = [item.code for item in SUB_ITEMS]


@keeps("R32")
def test_an_entry_counts_before_a_reason_and_a_blank_reason_does_not_count():
    found = covers({"3h", "8"}, {"3h": "没有", "3a": "村级没有", "3b": "  "})
    assert (found["3h"], found["3a"], found["3b"]) == (Cover.COVERED, Cover.NOT_APPLICABLE, Cover.LACKING)
    assert list(found) == CODES and len(found) == 44


@given(st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES)))
def test_each_sub_item_stands_in_exactly_one_way(said, excused):
    found = covers(said, dict.fromkeys(excused, "没有这项工作"))
    by = {cover: {code for code, stands in found.items() if stands is cover} for cover in Cover}
    assert by[Cover.COVERED] == said
    assert by[Cover.NOT_APPLICABLE] == excused - said
    assert by[Cover.LACKING] == set(CODES) - said - excused
