"""Points: the three criteria, clocks, levels, shares; guards of both procedures (第九条（六）)."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.deadlines import Light, months_later
from gongkai.rules.moves import decide, offers
from gongkai.rules.organizations import KINDS, OrgLevel
from gongkai.rules.permissions import Role
from gongkai.rules.points import (
    MOST,
    Criterion,
    Mark,
    PointKind,
    PointLevel,
    bare,
    below,
    clock,
    giver,
    level_of,
    percent,
    plaque,
    unchecked,
)
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.point import POINT, POINT_WORK, PointFacts, PointState, WorkFacts, WorkState
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.rules.calendar_data import KNOWN

BODIES = Bodies("000100020003", superior="00010002", county="0001")
VILLAGE, TOWN, COUNTY = (
    Actor(ActorKind.PERSON, 7, "某人", (HeldGrant(role, 1, path, True),))
    for role, path in ((Role.HEAD, BODIES.org), (Role.SUPERIOR, BODIES.superior), (Role.COUNTY_OFFICE, BODIES.county))
)
SCORES = st.none() | st.integers(0, MOST)
MARKS = st.lists(
    st.builds(Mark, st.sampled_from(Criterion), SCORES, st.sampled_from(["", " ", "有"]), SCORES),
    max_size=3, unique_by=lambda mark: mark.criterion,
)  # fmt: skip


@covers("R112")
@given(MARKS, st.integers(0, MOST))
def test_all_three_criteria_are_asked_for_and_none_makes_up_for_another(marks, least):
    found = {mark.criterion: mark for mark in marks}
    naive_bare = sum(
        one not in found or found[one].score is None or not found[one].evidence.strip() for one in Criterion
    )
    assert bare(marks) == naive_bare
    assert unchecked(marks) == sum(one not in found or found[one].checked is None for one in Criterion)
    low = below(marks, least)
    assert all(found[one].checked is not None and found[one].checked < least for one in low)
    fine = not unchecked(marks) and not low
    assert fine == (len(found) == 3 and all(m.checked is not None and m.checked >= least for m in marks))


@covers("R111", "R115")
def test_levels_follow_from_the_keeper_and_villages_keep_none():
    for kind, rule in KINDS.items():
        for city in (False, True):
            if rule.level is OrgLevel.GRASSROOTS or (city and rule.level is not OrgLevel.COUNTY):
                with pytest.raises(Refused) as refused:
                    level_of(kind, city=city)
                assert refused.value.code == "points_no_keeper"
            else:
                assert level_of(kind, city=city) == (PointLevel.CITY if city else rule.level.value)


@given(st.dates(date(2026, 1, 1), date(2026, 6, 30)), st.integers(1, 12), st.none() | st.integers(0, 100))
def test_a_clock_begins_anew_with_each_act(started, months, passed):
    last = None if passed is None else started + timedelta(days=passed)
    found = clock(started, last, months, today=started, calendar=KNOWN, near=3)
    assert found.due == months_later(last or started, months) and found.light is not Light.RED
    late = clock(started, last, months, today=found.due + timedelta(days=1), calendar=KNOWN, near=3)
    assert late.light is Light.RED
    assert clock(started, last, months, today=found.due, calendar=KNOWN, near=3).light is Light.YELLOW


@covers("R115")
@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_shown_and_has_no_limit(part, whole):
    assert percent(part, whole) == (int(100 * part / whole + 0.5) if whole else 0)


def test_the_plaque_says_level_and_kind_and_who_gives_it():
    assert plaque(PointKind.CONTACT, PointLevel.COUNTY) == "县级党务公开工作联系点"
    assert plaque(PointKind.DEMONSTRATION, PointLevel.TOWN) == "镇街级党务公开工作示范点"
    assert giver(PointLevel.CITY, "县领导小组") != giver(PointLevel.COUNTY, "县领导小组") == "县领导小组"


def verdict(procedure, actor, facts, verb, remark="说明"):
    try:
        return decide(procedure, actor, facts, verb, remark=remark).target
    except Refused as refused:
        return refused.code


def naive(facts: PointFacts) -> str:
    """The decision once more, in the plainest words."""
    if facts.over:
        return "batch_over"
    if facts.twice:
        return "point_twice"
    if facts.city:
        return "named"
    if facts.unchecked:
        return "criteria_unchecked"
    return "criteria_low" if facts.low else "named"


@covers("R111", "R112", "R153")
def test_the_office_decides_and_the_city_is_only_assisted():
    for city, over, twice, judged in product((False, True), (False, True), (False, True), (0, 3)):
        for low in ("", "领导重视"):
            facts = PointFacts(PointState.NOMINATED, BODIES, city, 0, judged, low, 6, over, twice)
            found = verdict(POINT, TOWN, facts, "name")
            assert found == naive(facts)
            assert verdict(POINT, VILLAGE, facts, "name") == "no_permission"
            [offer] = [one for one in offers(POINT, TOWN, facts) if one.verb == "name"]
            assert offer.allowed == (found == "named") and (offer.label == "登记市里的决定") <= city
    assert verdict(POINT, TOWN, PointFacts(PointState.NOMINATED, BODIES, True), "name", remark=" ") == "remark_needed"


@covers("R153")
def test_a_nomination_is_signed_below_and_ended_above_with_a_reason():
    draft = PointFacts(PointState.DRAFT, BODIES, bare=2)
    assert verdict(POINT, VILLAGE, draft, "submit") == "criteria_bare"
    assert verdict(POINT, VILLAGE, PointFacts(PointState.DRAFT, BODIES), "submit") == PointState.NOMINATED
    assert verdict(POINT, TOWN, PointFacts(PointState.DRAFT, BODIES), "submit") == "no_permission"
    named = PointFacts(PointState.NAMED, BODIES)
    assert verdict(POINT, TOWN, named, "exit", remark="") == "remark_needed"
    assert verdict(POINT, TOWN, named, "exit") == PointState.EXITED
    assert verdict(POINT, VILLAGE, named, "exit") == "no_permission"
    assert verdict(POINT, TOWN, PointFacts(PointState.NAMED, BODIES, reviewed=True), "review") == "point_reviewed"


@covers("R114")
def test_only_clean_experience_comes_into_the_library_and_the_county_decides_for_itself():
    for experience, at_county, personal in product((False, True), (False, True), (0, 1)):
        facts = WorkFacts(WorkState.DELIVERED, BODIES, experience, at_county, personal)
        first = "work_no_experience" if not experience else ""
        dirty = "work_personal" if personal else ""
        own = "work_at_county" if at_county else ""
        assert verdict(POINT_WORK, TOWN, facts, "adopt") == (first or own or dirty or WorkState.ADOPTED)
        assert verdict(POINT_WORK, COUNTY, facts, "adopt_county") == (first or dirty or WorkState.COUNTY)
        assert verdict(POINT_WORK, TOWN, facts, "adopt_county") == "no_permission"
    adopted = WorkFacts(WorkState.COUNTY, BODIES, True)
    assert verdict(POINT_WORK, TOWN, adopted, "retire") == "no_permission"
    assert verdict(POINT_WORK, COUNTY, adopted, "retire") == WorkState.RETIRED
