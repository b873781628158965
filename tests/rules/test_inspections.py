"""The inspection sheet: sums, what the records propose, grades; guards of its procedures (第九条（五）, 第九条（八）)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.inspections import (
    FULL,
    ITEMS,
    Figures,
    InspectionGrade,
    InspectionPoint,
    grade,
    in_points,
    prefill,
    share,
    sheet,
)
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.inspection import INSPECTION, INSPECTION_PLAN, InspectionFacts, InspectionPlanFacts
from gongkai.rules.procedures.rectification import RECTIFICATION, RectificationFacts
from tests.covers import covers

ACTOR = Actor(ActorKind.PERSON, 7, "某人")
WEIGHTS = dict(
    zip(
        InspectionPoint,
        ((3, 2, 2, 3, 2, 3), (10, 3, 4, 6, 2), (4, 3, 3, 3, 2), (3, 3, 2, 2), (8, 3, 4), (6, 4, 2, 4, 4)),
        strict=True,
    )
)
LINES = sheet(WEIGHTS)
MOST = {line.code: line.most for line in LINES}
COUNTS = st.integers(0, 10_000)


@covers("R104")
def test_the_six_points_make_a_hundred():
    assert sum(MOST.values()) == FULL and len(LINES) == sum(map(len, ITEMS.values())) == 28
    assert [line.code for line in LINES][:7] == ["1a", "1b", "1c", "1d", "1e", "1f", "2a"]
    with pytest.raises(ValueError):
        sheet(WEIGHTS | {InspectionPoint.FORM: (3, 3, 2, 3)})
    with pytest.raises(ValueError):
        sheet(WEIGHTS | {InspectionPoint.FORM: (3, 3, 2, 1, 1)})


@covers("R104")
@given(st.builds(Figures, due=COUNTS, overdue=COUNTS, late=COUNTS, categories=st.integers(0, 7), carriers=COUNTS,
                 changes=COUNTS, changes_open=COUNTS, boards=COUNTS, boards_stale=COUNTS, opinions_decided=COUNTS,
                 opinions_in_time=COUNTS, opinions_overdue=COUNTS, has_phone=st.booleans(), needs_group=st.booleans(),
                 has_group=st.booleans(), supervisors=COUNTS, meetings=COUNTS, meetings_owed=COUNTS, marks=COUNTS,
                 marks_overdue=COUNTS, agenda_held=COUNTS, agenda_owed=st.integers(0, 4)))  # fmt: skip
def test_what_the_records_propose_stays_within_each_line(found):
    filled = prefill(LINES, found, missed=10, late=5)
    assert all(0 <= one.tenths <= MOST[code] and one.sentence and one.records for code, one in filled.items())
    assert "2d" not in filled and "6d" not in filled  # truth and awareness are seen by people only


@given(COUNTS, COUNTS, st.integers(0, 20))
def test_more_overdue_never_gives_more(overdue, late, more):
    def points(n):
        return prefill(LINES, Figures(overdue=n, late=late), missed=10, late=5)["2a"].tenths

    assert points(overdue + more) <= points(overdue)


def test_records_are_told_in_figures():
    filled = prefill(LINES, Figures(due=60, answered=57, overdue=3, late=2), missed=10, late=5)
    assert (filled["2a"].sentence, filled["2a"].tenths) == ("应公开60项，已有交代57项，逾期3项，晚公开2项", 60)
    assert "5b" not in prefill(LINES, Figures(), missed=10, late=5)  # who has no supervisors is judged by people
    seen = Figures(supervisors=2, meetings=1, meetings_owed=2, marks=4, marks_overdue=1)
    assert prefill(LINES, seen, missed=10, late=5)["5b"].tenths == 30 * 4 // 6
    assert (share(60, 1, 3), share(60, 5, 3), share(60, 0, 0)) == (20, 60, 60)


@covers("R104", "R128", "R130", "R131")
@pytest.mark.parametrize(
    ("group", "tenths"),
    [
        ({"needs_group": False}, (30, 20, 20)),
        ({"needs_group": True}, (0, 0, 0)),
        ({"has_group": True, "office_in_discipline": True, "group_members": 4, "group_duties": 4}, (30, 20, 20)),
        ({"has_group": True, "group_faults": 1, "group_members": 4, "group_duties": 1}, (15, 0, 5)),
        ({"has_group": True, "office_in_discipline": True}, (30, 20, 0)),
    ],
)  # fmt: skip
def test_the_leading_group_is_read_seat_by_seat(group, tenths):
    filled = prefill(LINES, Figures(**({"needs_group": True} | group)), missed=10, late=5)
    assert tuple(filled[code].tenths for code in ("1a", "1b", "1e")) == tenths


@covers("R104")
def test_items_and_signed_opinions_are_counted_from_their_registers():
    found = Figures(items=8, items_whole=6, items_outside=2, signed_decided=3, signed_told=2)
    filled = prefill(LINES, found, missed=10, late=5)
    assert (filled["2c"].tenths, filled["6b"].tenths) == (MOST["2c"] * 6 // 8, MOST["6b"] * 2 // 3)
    assert filled["3c"].sentence == "今年目录外公开2件，都有目录制定机关的同意"
    assert prefill(LINES, Figures(), missed=10, late=5)["6b"].tenths == MOST["6b"]


@covers("R126")
def test_the_agenda_is_filled_for_committees_and_left_open_for_branches():
    one = prefill(LINES, Figures(agenda_held=1, agenda_owed=2), missed=10, late=5)["1d"]
    assert (one.sentence, one.tenths) == ("一年里专题研究党务公开1次，应研究2次", MOST["1d"] // 2)
    assert prefill(LINES, Figures(agenda_owed=2), missed=10, late=5)["1d"].tenths == 0
    assert prefill(LINES, Figures(agenda_held=3, agenda_owed=2), missed=10, late=5)["1d"].tenths == MOST["1d"]
    assert "1d" not in prefill(LINES, Figures(), missed=10, late=5)


@pytest.mark.parametrize(
    ("total", "wanted"),
    [(1000, "excellent"), (900, "excellent"), (899, "qualified"), (750, "qualified"), (749, "basic"), (600, "basic"),
     (599, "failed"), (0, "failed")],
)  # fmt: skip
def test_grades_begin_where_the_rulebook_says(total, wanted):
    assert grade(total, (90, 75, 60)) is InspectionGrade(wanted)


def test_points_are_written_as_people_do():
    assert [in_points(n) for n in (0, 5, 95, 1000)] == ["0", "0.5", "9.5", "100"]


CASES = (
    (INSPECTION_PLAN, InspectionPlanFacts, "ahead", {"days": 1}, {"days": 0}, "draw_not_ahead"),
    (INSPECTION_PLAN, InspectionPlanFacts, "draw_day", {"days": 0}, {"days": 1}, "draw_too_early"),
    (INSPECTION_PLAN, InspectionPlanFacts, "lot_known", {"lot": "7"}, {"lot": " "}, "lot_missing"),
    (INSPECTION, InspectionFacts, "day_come", {"days": 0}, {"days": 2}, "inspection_too_early"),
    (INSPECTION, InspectionFacts, "all_scored", {}, {"unscored": 1}, "lines_unscored"),
    (INSPECTION, InspectionFacts, "all_proved", {}, {"bare": 1}, "findings_bare"),
    (INSPECTION, InspectionFacts, "summed_up", {"summary": "好"}, {"summary": " "}, "inspection_summary_missing"),
    (RECTIFICATION, RectificationFacts, "all_planned", {}, {"unplanned": 2}, "problems_unplanned"),
    (RECTIFICATION, RectificationFacts, "all_done", {}, {"undone": 2}, "problems_undone"),
)


@covers("R103", "R120")
@pytest.mark.parametrize(("procedure", "kind", "guard", "holds", "fails", "code"), CASES)
def test_guards(procedure, kind, guard, holds, fails, code):
    def ask(fields):
        return procedure.guards[guard](ACTOR, kind(procedure.initial, Bodies("0001"), **fields))

    verdict = ask(fails)
    assert ask(holds) is None
    assert (verdict if isinstance(verdict, str) else verdict[0]) == code


def test_every_guard_is_tried():
    assert {case[2] for case in CASES} == {*INSPECTION_PLAN.guards, *INSPECTION.guards, *RECTIFICATION.guards}


@pytest.mark.parametrize(
    ("money", "tenths", "said"),
    [
        ({}, 0, "没有记过"),
        ({"fund_budget": 600_000}, 10, "预算6,000.00元，拨入0.00元"),
        ({"fund_budget": 600_000, "fund_income": 500_000, "fund_spent": 140_000}, 20, "收支结余没有公开"),
        ({"fund_budget": 600_000, "fund_spent": 140_000, "funds_public": True}, 30, "支出1,400.00元，收支结余已公开"),
        ({"fund_income": 500_000}, 10, "没有记预算"),
    ],
)
def test_funds_are_read_from_their_ledger(money, tenths, said):
    line = prefill(LINES, Figures(**money), missed=10, late=5)["1f"]
    assert (line.tenths, line.records) == (tenths, "funds") and said in line.sentence
