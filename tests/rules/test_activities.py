"""Publicity and disclosure-day records: what they demand and how a year adds up (R72, R81)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.activities import ActivityFacts, Register, Subject, Way, demand_activity, figures
from gongkai.rules.refusals import Refused
from tests.covers import covers

DAY, TODAY = date(2026, 9, 4), date(2026, 9, 28)
TOLD = ActivityFacts(
    Register.PUBLICITY,
    "党员权利和义务宣讲",
    date(2026, 9, 10),
    "活动室",
    "张三",
    "讲了党员的八项权利。",
    26,
    subjects=("rights",),
)
MET = replace(TOLD, register=Register.DAY, held_on=DAY, subjects=(), visits=3, opinions=2)


def code(facts: ActivityFacts) -> str:
    try:
        demand_activity(facts, today=TODAY, disclosure_day=DAY)
    except Refused as refused:
        return refused.code
    return ""


@covers("R72", "R81")
@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        (TOLD, ""), (MET, ""), (replace(MET, people=0), ""),
        (replace(TOLD, held_on=date(2026, 9, 29)), "publicity_future"), (replace(TOLD, host=""), "publicity_fields"),
        (replace(TOLD, people=-1), "publicity_people"), (replace(MET, visits=100_001), "publicity_people"),
        (replace(TOLD, subjects=()), "publicity_subjects"), (replace(TOLD, content="多" * 2001), "text_too_long"),
        (replace(MET, held_on=date(2026, 9, 7)), "publicity_day"),
        (replace(MET, held_on=date(2026, 9, 7), reason="公开日停电"), ""),
        (replace(TOLD, content="联系电话13800138000"), "personal_in_words"),
    ],
)  # fmt: skip
def test_a_record_is_whole_past_and_in_general_words(facts, wrong):
    assert code(facts) == wrong


ROW = st.tuples(
    st.sampled_from([one.value for one in Register]), st.sampled_from(["", *(one.value for one in Way)]),
    st.lists(st.sampled_from([one.value for one in Subject]), unique=True), st.integers(0, 99), st.integers(0, 9),
    st.integers(0, 9),
)  # fmt: skip


@covers("R81")
@given(st.lists(ROW))
def test_the_figures_are_the_sums_of_the_records(rows):
    found = figures(rows)
    told = [row for row in rows if row[0] == "publicity"]
    met = [row for row in rows if row[0] == "day"]
    assert (found.times, found.people) == (len(told), sum(row[3] for row in told))
    assert (found.days, found.received) == (len(met), sum(row[3] for row in met))
    assert (found.visits, found.opinions) == (sum(row[4] for row in rows), sum(row[5] for row in rows))
    assert {one for one, number in found.ways if number} == {row[1] for row in rows if row[1]}
    assert set(found.untold) == set(Subject) - {one for row in rows for one in row[2]}
