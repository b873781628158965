"""A year from self-score to publication: facts counted by the system, people's acts, disputes with their clock."""

import pytest

from gongkai.assessment import actions, queries
from gongkai.ledger.models import AuditEvent
from gongkai.rules.procedures.assessment import DisputeState, SheetState
from gongkai.rules.refusals import Refused
from gongkai.rules.scoring import FORM, Grade, Line, Veto
from tests.assessment.judging import SELF, YEAR, refusal
from tests.covers import covers


def line_of(view, line):
    return next(one for one in view.sheet.lines if one.line is line)


@covers("R116")
def test_what_the_system_knows_nobody_fills_in(judging):
    view = judging.view()
    answered = line_of(view, Line.ANSWERED)
    duties = queries.line_records(judging.at("head"), **judging.sheet, line=Line.ANSWERED, today=judging.today)
    assert answered.total == len(duties) > 0
    assert answered.good == sum(one.good for one in duties)
    assert view.simulated and not view.sheet.whole and view.head_name == "张三"
    assert line_of(view, Line.INSPECTION).points is None


@pytest.mark.parametrize("line", list(FORM))
def test_every_point_can_be_opened_and_its_records_add_up(judging, line):
    one = line_of(judging.view(), line)
    rows = queries.line_records(judging.at("head"), **judging.sheet, line=line, today=judging.today)
    assert (sum(row.good for row in rows), len(rows)) == (one.good, one.total)
    assert [row.good for row in rows] == sorted(row.good for row in rows)


@covers("R116")
def test_from_self_score_to_the_published_result(judging):
    assert judging.view().may_self_score
    judging.self_score()
    counted = judging.view().sheet
    assert judging.move("submit", "head").state == SheetState.SUBMITTED
    assert judging.move("review", "superior").state == SheetState.REVIEWED
    seen = judging.view("superior")
    assert (seen.row.self_total, seen.row.self_head, seen.row.self_reason) == (9250, 9000, SELF["reason"])
    assert seen.sheet == counted, "what an organization gives itself counts for nothing"
    assert not judging.view().simulated
    judging.later(15)
    row = judging.move("grade", "county_office")
    view = judging.view()
    assert (row.grade, row.total, row.head_total) == (view.sheet.grade, view.sheet.total, view.sheet.head)
    judging.move("publish", "county_office")
    shown = queries.published(judging.at("villager"), org_id=row.org_id)
    assert [(one.year, one.total, one.grade) for one in shown] == [(YEAR, row.total, row.grade)]
    verbs = [e.verb for e in AuditEvent.objects.filter(subject=f"year_sheet:{row.pk}").order_by("pk")]
    assert verbs == [
        "assessment.self",
        "assessment.submit",
        "assessment.review",
        "assessment.grade",
        "assessment.publish",
    ]


def test_the_running_year_is_a_simulation_only(judging):
    judging.self_score(year=judging.today.year)
    assert judging.view(year=judging.today.year).simulated
    assert refusal(judging.move, "submit", "head", year=judging.today.year).code == "year_running"


def test_a_self_score_fits_and_names_its_reason(judging):
    for more, code in (
        ({"total": 10001}, "self_score_wrong"), ({"head": -1}, "self_score_wrong"), ({"reason": " "}, "self_score_reason"),
    ):  # fmt: skip
        assert refusal(judging.self_score, **more).code == code
    assert refusal(judging.move, "submit", "head").code == "self_score_missing"
    for who in ("charlie", "member"):
        assert refusal(judging.self_score, who=who).hidden
    assert refusal(judging.self_score, who="superior").code == "no_permission"
    judging.self_score(total=8000)
    assert judging.self_score(total=0, who="head").self_total == 0  # nought is a score
    judging.move("submit", "head")
    assert refusal(judging.self_score).code == "self_score_closed"


def test_a_sheet_that_was_sent_back_is_sent_again(judging):
    judging.self_score()
    first = judging.move("submit", "head")
    judging.move("return", "superior", remark="议事日程补记日期")
    assert judging.view().state is SheetState.SELF
    assert judging.move("submit", "head").number == first.number == "Z01-C01-KP-2026-001"


def test_who_may_do_what(judging):
    assert refusal(judging.view, who="charlie").hidden
    assert refusal(judging.view, who="member").hidden
    judging.self_score()
    assert refusal(judging.move, "submit", "clerk").code == "no_permission"
    judging.move("submit", "head")
    assert refusal(judging.move, "review", "head").code == "no_permission"
    judging.move("review", "superior")
    assert refusal(judging.move, "grade", "superior").code == "no_permission"
    assert refusal(judging.move, "grade", "county_office").code == "dispute_window_open"


def test_what_was_reviewed_does_not_move_with_later_records(judging):
    judging.reviewed()
    before = judging.view().sheet
    judging.later(60)
    assert judging.view().sheet == before


@covers("R116")
def test_a_dispute_against_one_line_is_decided_by_somebody_else_in_time(judging):
    judging.reviewed()
    before = line_of(judging.view(), Line.ON_TIME)
    row = judging.dispute()
    assert row.due_on > judging.today and row.points_before == before.points
    assert refusal(judging.dispute).code == "dispute_twice"
    judging.later(15)
    assert refusal(judging.move, "grade", "county_office").code == "disputes_open"
    assert [one.pk for one in queries.disputes_to_review(judging.at("county_office"))] == [row.pk]
    assert queries.disputes_to_review(judging.at("superior")) == []
    assert refusal(judging.decide, row, points=None).code == "dispute_points"
    assert refusal(judging.decide, row, points=1001).code == "dispute_points"
    assert refusal(judging.decide, row, who="superior").code == "no_permission"
    assert judging.decide(row).state == DisputeState.UPHELD
    after = line_of(judging.view(), Line.ON_TIME)
    assert (after.points, after.changed) == (900, True)
    assert refusal(judging.decide, row).code == "wrong_state"
    judging.move("grade", "county_office")


def test_the_reviewer_does_not_decide_about_the_own_review(judging):
    judging.reviewed(by="county_office")
    row = judging.dispute()
    assert refusal(judging.decide, row).code == "own_review"
    assert judging.decide(row, verb="reject", who="leader").state == DisputeState.REJECTED
    assert not line_of(judging.view(), Line.ON_TIME).changed


def test_a_dispute_names_a_line_that_counts_and_comes_in_time(judging):
    assert refusal(judging.dispute).code == "dispute_late"
    judging.reviewed()
    assert refusal(judging.dispute, line=Line.INSPECTION).code == "dispute_line"
    assert refusal(judging.dispute, line="weather").code == "dispute_line"
    assert refusal(judging.dispute, text=" ").code == "dispute_text"
    assert refusal(judging.dispute, who="clerk").code == "no_permission"
    judging.later(15)
    assert refusal(judging.dispute).code == "dispute_late"


def test_bonus_and_veto_are_found_by_people_with_their_reason(judging):
    def record(who="county_office", **more):
        given = {"kind": "bonus", "points": 200, "reason": "市级简报2026年第8期采用"} | more
        return actions.record_fact(judging.at(who), **judging.sheet, **given, **judging.when)

    before = judging.view().sheet.total
    assert refusal(record, who="superior").code == "no_permission"
    assert refusal(record, points=501).code == "fact_points"
    assert refusal(record, reason="").code == "fact_reason"
    record()
    assert judging.view().sheet.total == min(before + 200, 10000)
    record(kind=Veto.FALSIFICATION, reason="补造会议记录，已查实")
    assert judging.view().sheet.grade is Grade.FAILED
    judging.graded()
    with pytest.raises(Refused) as late:
        record()
    assert late.value.code == "fact_closed"


def test_what_came_of_a_result_is_recorded(judging):
    def use(text="计入年度工作考核", who="superior"):
        return actions.record_use(judging.at(who), **judging.sheet, text=text, now=judging.when["now"])

    assert refusal(use).code == "use_early"
    judging.published()
    assert refusal(use, text="").code == "use_text"
    use()
    assert queries.published(judging.at("member"), org_id=judging.world.village.pk)[0].uses == ("计入年度工作考核",)


def test_the_table_shows_to_each_what_he_assesses(judging):
    def codes(who):
        return {row.org.code for row in queries.table(judging.at(who), year=YEAR, today=judging.today)}

    assert codes("clerk") == {judging.code}
    assert {judging.code, "Z01", "Z01-C02"} <= codes("superior") and "XW" not in codes("superior")
    assert codes("county_office") > codes("superior")
    assert codes("member") == set()
    rows = queries.table(judging.at("county_office"), year=YEAR, today=judging.today)
    assert [row.sheet.total for row in rows] == sorted((row.sheet.total for row in rows), reverse=True)
    one = next(row for row in rows if row.org.code == judging.code)
    assert one.sheet == judging.view().sheet


def test_one_question_for_one_organization_and_for_all(judging, django_assert_num_queries):
    judging.reviewed()
    queries.table(judging.at("county_office"), year=YEAR, today=judging.today)
    actor = judging.at("county_office")
    with django_assert_num_queries(23):
        queries.table(actor, year=YEAR, today=judging.today)


def test_years_that_do_not_exist_are_missing_pages(judging):
    for year in (2010, judging.today.year + 1):
        assert refusal(judging.view, year=year).hidden


@covers("R116")
def test_the_result_goes_into_the_three_yearly_assessments(judging):
    assert list(queries.shares(judging.at("head"), year=YEAR).values()) == [10, 15, 10]
