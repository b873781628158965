"""The inspection sheet: sums and grades; guards of its procedures (第九条（五）, 第九条（八）)."""

import pytest

from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.inspections import FULL, ITEMS, InspectionGrade, InspectionPoint, grade, in_points, sheet
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


@covers("R104")
def test_the_six_points_make_a_hundred():
    assert sum(MOST.values()) == FULL and len(LINES) == sum(map(len, ITEMS.values())) == 28
    assert [line.code for line in LINES][:7] == ["1a", "1b", "1c", "1d", "1e", "1f", "2a"]
    with pytest.raises(ValueError):
        sheet(WEIGHTS | {InspectionPoint.FORM: (3, 3, 2, 3)})
    with pytest.raises(ValueError):
        sheet(WEIGHTS | {InspectionPoint.FORM: (3, 3, 2, 1, 1)})


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
    (RECTIFICATION, RectificationFacts, "all_planned", {}, {"unplanned": (2,)}, "problems_unplanned"),
    (RECTIFICATION, RectificationFacts, "all_done", {}, {"undone": (2,)}, "problems_undone"),
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
