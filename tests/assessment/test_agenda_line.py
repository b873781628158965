"""The head's line on the agenda is counted from meetings and what became of their decisions (第十条, R116, R126, R127)."""

from datetime import date, datetime, time

import pytest

from gongkai.assessment import queries
from gongkai.interfaces.ui.assessment_words import record_url
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.scoring import Line
from gongkai.supervision import actions as supervising
from tests.assessment.judging import YEAR
from tests.covers import covers


@pytest.fixture
def town(judging):
    judging.code = judging.world.town.code
    return judging


def met(town, day=date(YEAR, 5, 8), due=date(YEAR, 6, 8), done=None, **more):
    """A meeting on record with one decision, carried out on a day."""
    given = {"body": "committee", "attended": "党委委员7人", "studied": "听取党务公开情况汇报", "grassroots": False}
    row = supervising.record_agenda(
        Actor.clock(), org_id=town.world.town.pk, held_on=day, what="三块公开栏换新", who="党政办", due_on=due, **(given | more),
        **town.when,
    )  # fmt: skip
    if done:
        decided = row.decisions.get()
        supervising.finish_decision(
            Actor.clock(), number=row.number, decision_id=decided.pk, done="已换新",
            now=datetime.combine(done, time(9), LOCAL), today=done,
        )  # fmt: skip
    return row


def line(town):
    return next(one for one in town.view("superior").sheet.lines if one.line is Line.HEAD_AGENDA)


def records(town):
    actor = town.at("superior")
    return queries.line_records(actor, code=town.code, year=YEAR, line=Line.HEAD_AGENDA, today=town.today)


@covers("R116", "R126", "R127")
def test_meetings_and_decisions_count_without_anybody_filling_in_a_form(town):
    assert (line(town).points, line(town).good, line(town).total, line(town).own) == (0, 0, 3, False)
    met(town, done=date(YEAR, 6, 1))
    assert (line(town).good, line(town).total) == (2, 4)
    met(town, day=date(YEAR, 11, 3), due=date(YEAR, 12, 1), done=date(YEAR, 12, 2), grassroots=True)
    assert (line(town).good, line(town).total) == (4, 5)
    assert line(town).points == 3000 * 4 // 5
    wrong = met(town, day=date(YEAR, 12, 3), due=date(YEAR, 12, 9))
    assert (line(town).good, line(town).total) == (4, 6)  # a third meeting earns nothing, its decision was not done
    supervising.void_agenda(Actor.clock(), number=wrong.number, reason="登记了两次", now=town.when["now"])
    assert (line(town).good, line(town).total) == (4, 5)


@covers("R116", "R126")
def test_every_point_opens_to_its_record_and_what_lacks_stands_first(town):
    row = met(town, done=date(YEAR, 6, 1))
    rows = records(town)
    assert [(one.title, one.good, record_url(one, town.code)) for one in rows] == [
        ("专题研究党务公开", False, "/desk/agendas/?org=Z01"),
        ("纳入村、社区基层组织建设研究", False, "/desk/agendas/?org=Z01"),
        ("专题研究党务公开", True, f"/desk/agenda/{row.number}/"),
        ("会上定的事按时办完：三块公开栏换新", True, f"/desk/agenda/{row.number}/"),
    ]
    assert (sum(one.good for one in rows), len(rows)) == (line(town).good, line(town).total)


@covers("R136")
def test_a_village_is_not_asked_for_meetings(judging):
    found = next(one for one in judging.view().sheet.lines if one.line is Line.HEAD_AGENDA)
    assert (found.points, found.total) == (found.weight, 0)
