"""The line of publicity is counted from its records; each point opens to the record that made it (第九条（一）, R81, R116)."""

from datetime import date

from gongkai.assessment import queries
from gongkai.participation import actions as voicing
from gongkai.rules.scoring import Line
from tests.assessment.judging import YEAR
from tests.covers import covers


def told(judging, *subjects, day=date(YEAR, 5, 8), title="院坝会宣讲"):
    return voicing.record_activity(
        judging.at("clerk"), org_id=judging.world.village.pk, register="publicity", way="lecture", subjects=subjects,
        title=title, held_on=day, place="村委会院坝", host="支部书记", content="讲党务公开怎么做", people=40, **judging.when,
    )  # fmt: skip


def line(judging):
    return next(one for one in judging.view().sheet.lines if one.line is Line.PUBLICITY)


def records(judging, line=Line.PUBLICITY):
    return queries.line_records(judging.at("head"), code=judging.code, year=YEAR, line=line, today=judging.today)


@covers("R81", "R116")
def test_each_subject_that_was_told_counts_without_anybody_filling_in_a_form(judging):
    assert (line(judging).points, line(judging).good, line(judging).total) == (0, 0, 4)
    told(judging, "rules", "rights")
    assert (line(judging).points, line(judging).good, line(judging).own) == (100, 2, False)
    told(judging, "rights", "results", day=date(YEAR, 6, 8))
    wrong = told(judging, "concerns", day=date(YEAR, 7, 8))
    assert line(judging).points == 200
    voicing.void_activity(judging.at("clerk"), number=wrong.number, reason="写错了", now=judging.when["now"])
    told(judging, "concerns", day=date(YEAR - 1, 7, 8))
    assert (line(judging).good, line(judging).total) == (3, 4)


@covers("R116")
def test_every_point_opens_to_its_record_and_what_lacks_stands_first(judging):
    told(judging, "rules")
    last = told(judging, "rules", "rights", day=date(YEAR, 9, 1), title="第二次宣讲")
    rows = records(judging)
    assert [(row.title, row.good) for row in rows[:2]] == [("成效、经验和典型", False), ("社会关切", False)]
    assert {(row.title, row.said, row.ref) for row in rows[2:]} == {
        ("文件精神和要求", "讲过2次，最近一次：第二次宣讲", last.number),
        ("党员的权利和义务", "讲过1次，最近一次：第二次宣讲", last.number),
    }
    assert len(rows) == line(judging).total and sum(row.good for row in rows) == line(judging).good


@covers("R81", "R116")
def test_a_public_concern_counts_once_it_was_to_be_answered(judging):
    heard = date(YEAR, 12, 31)
    made = voicing.register_concern(
        judging.at("clerk"), org_id=judging.world.village.pk, matter="自来水什么时候通", source="visit", asked_by=3,
        source_note="院坝会上三户人问", heard_on=heard, **judging.when,
    )  # fmt: skip
    judging.today = made.due_on
    assert line(judging).total == 4 and made.number not in {row.ref for row in records(judging)}
    judging.later(1)
    assert line(judging).total == 5
    (row,) = (row for row in records(judging) if row.ref == made.number)
    assert not row.good and row.title == "社会关切：自来水什么时候通" and "应在" in row.said


def test_what_was_frozen_at_the_review_does_not_move(judging):
    told(judging, "rules", "rights")
    judging.reviewed()
    told(judging, "results", "concerns")
    assert line(judging).points == 100
