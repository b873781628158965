"""No circle is served by fewer ways than its catalog entry names (第六条（二）, R46)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.methods import METHODS, Audience, MethodUse, use_of, written
from gongkai.rules.planned_ways import automatic_ways, demand_planned, in_words, missing_ways, planned_ways
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers

DUES = {"party": [["hy", ""], ["gl", "室内"], ["jy", ""]]}
FUNDS = {"party": [["hy", ""]], "public": [["gl", ""], ["wz", ""]]}
HY, GL, INDOORS, JY, WZ, SJ = (use_of(way) for way in ("hy", "gl", "gl 室内", "jy", "wz", "sj"))


def planned(circle, audiences, methods, ways):
    return planned_ways(Audience(circle), audiences=audiences, methods=methods, ways=ways)


@covers("R46")
@pytest.mark.parametrize(
    ("circle", "audiences", "methods", "ways", "wanted"),
    [
        ("party", ["party"], ["hy", "gl", "jy"], DUES, (HY, INDOORS, JY)),
        ("party", ["party", "public"], ["hy", "gl", "wz"], FUNDS, (HY,)),
        ("public", ["party", "public"], ["hy", "gl", "wz"], FUNDS, (GL, WZ)),
        # Cadre rules: a way dropped is not owed, one added is owed to the widest circle that it reaches (R61).
        ("party", ["party"], ["hy"], DUES, (HY,)),
        ("public", ["party", "public"], ["hy", "gl", "wz", "sj"], FUNDS, (GL, WZ, SJ)),
        ("party", ["party", "public"], ["hy", "gl", "wz", "sj"], FUNDS, (HY,)),
        # A consented plan outside the catalog names ways without circles.
        ("party", ["party", "public"], ["hy", "gl"], {}, (HY,)),
        ("public", ["party", "public"], ["hy", "gl"], {}, (GL,)),
        ("party", ["party"], ["sj", "gl 室内"], {}, (SJ,)),
        ("individual", ["individual"], ["mt", "gw"], {"individual": [["mt", ""], ["gw", ""]]}, (use_of("mt"), use_of("gw"))),
    ],
)  # fmt: skip
def test_each_circle_has_its_ways(circle, audiences, methods, ways, wanted):
    assert planned(circle, audiences, methods, ways) == wanted


@covers("R46")
def test_a_board_indoors_is_not_the_board_outside_but_other_remarks_only_explain():
    assert missing_ways((INDOORS,), (GL,)) == (INDOORS,)
    assert missing_ways((GL,), (INDOORS,)) == (GL,)
    assert missing_ways((MethodUse("hy", "职代会"),), (HY,)) == ()


@covers("R46")
def test_the_refusal_names_what_is_missing_and_what_to_do():
    with pytest.raises(Refused) as refused:
        demand_planned(Audience.PARTY, (HY, INDOORS, JY), (HY, JY))
    said = explain(refused.value.code, refused.value.facts)
    assert said.startswith("向党内公开，目录定的方式还差：公开栏（室内）。")
    with pytest.raises(Refused, match="ways_missing") as outside:
        demand_planned(Audience.PUBLIC, (GL,), (), catalog=False)
    assert "方案定的方式还差：公开栏" in explain(outside.value.code, outside.value.facts)


def test_one_person_is_told_by_one_of_the_ways():
    demand_planned(Audience.INDIVIDUAL, (use_of("mt"), use_of("gw")), (use_of("mt"),))


@pytest.mark.parametrize(
    ("circle", "named", "wanted"),
    [
        ("individual", (), ()), ("party", (HY,), (JY,)), ("party", (JY, HY), (JY,)), ("public", (WZ, GL), (WZ,)),
        ("unit", (GL, WZ), (JY, WZ)), ("party", (WZ,), (JY,)),
    ],
)  # fmt: skip
def test_the_site_does_its_own_part_and_never_leaks(circle, named, wanted):
    assert automatic_ways(Audience(circle), named) == wanted


USES = st.builds(MethodUse, st.sampled_from([one.code for one in METHODS]), st.sampled_from(["", "室内", "职代会"]))


@given(st.lists(USES), st.lists(USES))
def test_nothing_is_missing_once_everything_planned_was_used(planned, more):
    assert missing_ways(planned, [*planned, *more]) == ()
    demand_planned(Audience.PUBLIC, planned, [*more, *planned])


@given(USES)
def test_a_way_is_read_as_it_was_written(use):
    assert use_of(written(use)) == use
    assert in_words(use).startswith(next(one.name for one in METHODS if one.code == use.code))
