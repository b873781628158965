"""One reckoning of "not answered in time", in the law and in the database (第九条（四）, R51, R99)."""

from datetime import date, timedelta

from gongkai.participation import actions, queries
from gongkai.participation.models import Opinion
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.opinion import AGAIN, UNANSWERED, OpinionState, is_unanswered, late_step
from tests.covers import covers

DAY = date(2026, 11, 6)


def test_the_law_parts_the_answer_from_the_steps_inside():
    before, after = DAY - timedelta(1), DAY + timedelta(1)
    late = {"due_on": before, "today": DAY}
    assert late_step(OpinionState.RECEIVED, answer_by=after, answered=False, **late) == "交办"
    assert late_step(OpinionState.RECEIVED, answer_by=before, answered=False, **late) == ""  # the answer itself is late
    assert late_step(OpinionState.DECIDED, answer_by=before, answered=True, **late) == "告知"
    assert late_step(OpinionState.HANDLING, answer_by=before, answered=True, **late) == AGAIN
    assert late_step(OpinionState.TOLD, answer_by=before, answered=True, **late) == ""
    assert late_step(OpinionState.RECEIVED, due_on=DAY, answer_by=after, answered=False, today=DAY) == ""
    assert not is_unanswered(answer_by=DAY, answered=False, today=DAY)


@covers("R51", "R99")
def test_the_database_counts_as_the_law_does(voices):
    """Every state by every pair of days, whether answered or not: list, assessment and law agree on each."""
    opinion = voices.submit(sign=False)
    org, days = voices.world.village, [DAY - timedelta(1), DAY, DAY + timedelta(1)]
    superior, path = voices.at("superior"), voices.world.town.path
    wide = {"path": path, "year": 2026, "today": DAY}
    for state in OpinionState:
        for due_on in days:
            for answer_by in days:
                for decided_on in (None, DAY - timedelta(3)):
                    Opinion.objects.filter(pk=opinion.pk).update(
                        state=state, due_on=due_on, answer_by=answer_by, decided_on=decided_on, escalated_on=DAY,
                    )  # fmt: skip
                    row = Opinion.objects.get(pk=opinion.pk)
                    facts = {"answer_by": answer_by, "answered": decided_on is not None, "today": DAY}
                    over, step = is_unanswered(**facts), bool(late_step(state, due_on=due_on, **facts))
                    counted = queries.answers_by_organization(superior, **wide)[org.pk]
                    assert (counted.overdue, counted.steps_late) == (over, step), (state, due_on, answer_by)
                    judged = queries.opinions_by_organization(superior, **wide).get(org.pk, (0, 0))
                    assert judged == (decided_on is not None, over or decided_on is not None)
                    listed = queries.overdue_counts(superior, path=path, today=DAY)
                    if state in UNANSWERED:
                        assert [(one.overdue, one.steps) for one in listed] == [(over, step)]
                        apart = queries.escalated_apart(superior, path=path, today=DAY)
                        assert apart == (([row], []) if over else ([], [row]))
                    else:
                        assert listed == []


@covers("R99", "R102")
def test_who_answers_is_who_is_counted(voices):
    """An opinion handed up is the superior's to answer; one told in confidence is nobody's number."""
    opinion = voices.submit(sign=False)
    voices.submit(kind="report", text="账目不对。")
    town = voices.world.town
    Opinion.objects.filter(pk=opinion.pk).update(handler=town, handler_path=town.path)
    voices.later(40)
    rows = queries.overdue_counts(voices.at("superior"), path=town.path, today=voices.today)
    assert [(row.org_id, row.overdue) for row in rows] == [(town.pk, 1)]
    found = queries.answers_by_organization(Actor.clock(), path=town.path, year=2026, today=voices.today)
    assert {key: one.judged for key, one in found.items()} == {town.pk: 1}
    assert actions.escalate_overdue(Actor.clock(), **voices.when) == 2
