"""The year's score against a second, naive reckoning, and the scenarios that an official can read (第九条（七）)."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import scoring
from gongkai.rules.scoring import COUNTED, FORM, MARKED, WHOLE, Grade, Line, Part, Scheme, Tally, Veto, YearFacts
from tests.covers import covers

WEIGHTS = {
    Line.ANSWERED: 12, Line.ON_TIME: 10, Line.THREE_PARTS: 4, Line.IN_CATALOG: 4, Line.OPINIONS: 4,
    Line.APPLICATIONS: 4, Line.PUBLICITY: 2, Line.INSPECTION: 30, Line.APPRAISAL: 20, Line.SUPERVISORS: 10,
    Line.HEAD_SIGNED: 70, Line.HEAD_AGENDA: 30,
}  # fmt: skip
SCHEME = Scheme(WEIGHTS)
SCENARIOS = yaml.safe_load((Path(__file__).parents[1] / "scenarios" / "assessment.yaml").read_text(encoding="utf-8"))


def two_places(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def naive(facts: YearFacts) -> tuple[Decimal, Decimal]:
    """The form filled in by hand: decimals, one line after the other."""
    earned = weight = own = Decimal(0)
    for line, full in WEIGHTS.items():
        most = Decimal(full)
        if line in facts.changed:
            points = min(Decimal(facts.changed[line]) / 100, most)
        elif line in MARKED:
            if line not in facts.marks:
                continue
            points = two_places(most * Decimal(facts.marks[line]) / 10000)
        elif line in facts.selves and line not in facts.tallies:
            points = min(Decimal(facts.selves[line]) / 100, most)
        else:
            tally = facts.tallies.get(line, Tally())
            points = two_places(most * tally.good / tally.total) if tally.total else most
        if FORM[line] is Part.HEAD:
            own += points
        else:
            earned, weight = earned + points, weight + most
    total = two_places(earned * 100 / weight) + min(Decimal(facts.bonus) / 100, Decimal(5))
    total -= 2 * facts.cases[0] + 5 * facts.cases[1] + 10 * facts.cases[2]
    total = max(Decimal(0), min(Decimal(100), total))
    return total, two_places(total * 80 / 100 + own * 20 / 100)


tallies = st.integers(0, 3000).flatmap(lambda total: st.builds(Tally, st.integers(0, total), st.just(total)))
years = st.builds(
    YearFacts,
    tallies=st.dictionaries(st.sampled_from(COUNTED), tallies),
    marks=st.dictionaries(st.sampled_from(MARKED), st.integers(0, WHOLE)),
    selves=st.dictionaries(st.sampled_from((Line.HEAD_AGENDA, Line.PUBLICITY)), st.integers(0, 4000)),
    changed=st.dictionaries(st.sampled_from(list(FORM)), st.integers(0, 4000), max_size=2),
    bonus=st.integers(0, 900),
    cases=st.tuples(*[st.integers(0, 3)] * 3),
    vetoes=st.lists(st.sampled_from([str(one) for one in Veto]), max_size=2).map(tuple),
)


@covers("R116")
@given(years)
def test_the_sheet_is_what_a_person_comes_to_with_pencil_and_paper(facts):
    sheet = scoring.score(SCHEME, facts)
    assert (Decimal(sheet.total) / 100, Decimal(sheet.head) / 100) == naive(facts)


@given(years)
def test_nothing_leaves_its_bounds_and_parts_add_up(facts):
    sheet = scoring.score(SCHEME, facts)
    assert 0 <= sheet.total <= WHOLE and 0 <= sheet.head <= WHOLE
    assert all(line.points is None or 0 <= line.points <= line.weight for line in sheet.lines)
    assert [line.line for line in sheet.lines] == list(FORM)
    for part in Part:
        counted = [line for line in sheet.lines if line.part is part and line.points is not None]
        assert sheet.parts[part] == (sum(line.points for line in counted), sum(line.weight for line in counted))
    assert sheet.whole == (
        sheet.parts[Part.INSPECTION][1] + sheet.parts[Part.APPRAISAL][1] + sheet.parts[Part.SUPERVISORS][1] == 6000
    )


@given(years, st.sampled_from(COUNTED))
def test_one_more_good_record_never_costs_points(facts, line):
    tally = facts.tallies.get(line, Tally(0, 5))
    if tally.good == tally.total or line in facts.changed:
        return
    before = scoring.score(SCHEME, YearFacts({**facts.tallies, line: tally}, facts.marks, facts.selves, facts.changed))
    better = Tally(tally.good + 1, tally.total)
    after = scoring.score(SCHEME, YearFacts({**facts.tallies, line: better}, facts.marks, facts.selves, facts.changed))
    assert after.total >= before.total and after.head >= before.head


@given(years, st.sampled_from(list(Veto)))
def test_a_veto_leaves_only_the_lowest_grade(facts, veto):
    sheet = scoring.score(SCHEME, YearFacts(facts.tallies, facts.marks, facts.selves, vetoes=(veto,)))
    assert (sheet.grade, sheet.head_grade) == (Grade.FAILED, Grade.FAILED)


@pytest.mark.parametrize(
    ("points", "grade"),
    [(9000, "excellent"), (8999, "good"), (7500, "good"), (7499, "basic"), (6000, "basic"), (5999, "failed"), (0, "failed")],
)  # fmt: skip
def test_grades_begin_at_their_thresholds(points, grade):
    assert scoring.grade_of(points, SCHEME, vetoed=False) == grade
    assert scoring.grade_of(points, SCHEME, vetoed=False, enough=False) is Grade.UNGRADED
    assert scoring.grade_of(points, SCHEME, vetoed=True, enough=False) is Grade.FAILED


@covers("R116")
@given(years, st.integers(0, 100))
def test_a_grade_stands_only_on_enough_counted_points(facts, least):
    """Added up by hand: 40 for daily data, and what each marked line weighs once it has a result or was corrected."""
    sheet = scoring.score(Scheme(WEIGHTS, least=least), facts)
    counted = 40 + sum(WEIGHTS[line] for line in MARKED if line in facts.marks or line in facts.changed)
    assert (sheet.counted, sheet.enough) == (counted * 100, counted >= least)
    for grade in (sheet.grade, sheet.head_grade):
        assert (grade is Grade.UNGRADED) == (counted < least and not facts.vetoes)
    open_scheme = scoring.score(Scheme(WEIGHTS, least=0), facts)
    assert (sheet.total, sheet.head) == (open_scheme.total, open_scheme.head)  # the scores stay what they are


@covers("R116")
@given(st.lists(years, max_size=7))
def test_only_comparable_scores_are_ranked(many):
    """A second reckoning: the place is one more than the number of comparable ones that stand before it."""
    sheets = [scoring.score(SCHEME, facts) for facts in many]
    order = scoring.places(sheets)
    assert sorted(at for at, _ in order) == list(range(len(sheets)))
    assert [place is None for _, place in order] == sorted(not one.enough for one in sheets)
    for at, place in order:
        mine = sheets[at]
        if mine.enough:
            ahead = [
                one for one in sheets
                if one.enough and (bool(one.vetoes), -one.total) < (bool(mine.vetoes), -mine.total)
            ]  # fmt: skip
            assert place == 1 + len(ahead)
    loose = [sheets[at].total for at, place in order if place is None and not sheets[at].vetoes]
    assert loose == sorted(loose, reverse=True)


@covers("R116")
@pytest.mark.parametrize("scenario", SCENARIOS["考评"], ids=lambda one: one["名称"])
def test_scenario(scenario):
    words = {word: line for line, word in scoring.TERMS.items() if isinstance(line, Line)}
    vetoes = {word: veto for veto, word in scoring.TERMS.items() if isinstance(veto, Veto)}
    facts = YearFacts(
        {words[name]: Tally(*pair) for name, pair in scenario.get("数出来的", {}).items()},
        {words[name]: round(mark * 100) for name, mark in scenario.get("百分制得分", {}).items()},
        {},
        {words[name]: round(points * 100) for name, points in scenario.get("异议更正", {}).items()},
        round(scenario.get("加分", 0) * 100), tuple(scenario.get("责任追究", (0, 0, 0))),
        tuple(vetoes[name] for name in scenario.get("一票否决", ())),
    )  # fmt: skip
    sheet, wanted = scoring.score(SCHEME, facts), scenario["结果"]
    found = {
        "党组织": float(scoring.said(sheet.total)), "主要负责人": float(scoring.said(sheet.head)),
        "等次": scoring.TERMS[sheet.grade], "主要负责人等次": scoring.TERMS[sheet.head_grade],
    }  # fmt: skip
    assert found == wanted


def test_what_people_scored_before_the_records_counted_it_stays_as_it_was_told():
    told = YearFacts(selves={Line.PUBLICITY: 150})
    assert scoring.line_score(Line.PUBLICITY, SCHEME, told).points == 150
    counted = YearFacts({Line.PUBLICITY: Tally(1, 4)}, selves={Line.PUBLICITY: 150})
    line = scoring.line_score(Line.PUBLICITY, SCHEME, counted)
    assert (line.points, line.own) == (50, False)


def test_every_line_of_the_form_is_counted_or_marked():
    assert set(FORM) == {*COUNTED, *MARKED} and not set(COUNTED) & set(MARKED)


def test_the_weights_have_to_come_to_a_hundred():
    assert scoring.problems(SCHEME) == []
    crooked = Scheme({**WEIGHTS, Line.ANSWERED: 13, Line.HEAD_AGENDA: 29}, good=95, least=101)
    assert len(scoring.problems(crooked)) == 4


@pytest.mark.parametrize(("cents", "words"), [(0, "0"), (10000, "100"), (8750, "87.5"), (25, "0.25"), (-150, "-1.5")])
def test_points_are_said_as_people_write_them(cents, words):
    assert scoring.said(cents) == words


def test_a_yearly_assessment_takes_over_its_share():
    assert scoring.taken_over(8755, 10) == 876
