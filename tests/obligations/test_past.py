"""The board of a past day is what the facts of that day give, whatever happened since (R160)."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.obligations import actions, queries
from gongkai.obligations.derive import Span, judged
from gongkai.obligations.models import Answer, Trigger, Urge
from gongkai.obligations.queries import since
from gongkai.rules.duties import LOCAL, Counts, DutyState, count
from tests.covers import covers
from tests.factories.duties import bound_county

TODAY = date(2026, 10, 12)  # the disclosure day of October 2026 is the 9th
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=LOCAL)
MONTHS = ("2026-08", "2026-09", "2026-10")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=LOCAL)


@pytest.fixture
def world(db):
    """Two villages in which things were answered, taken back, caused and cancelled on several days."""
    world = bound_county(NOW, TODAY).world
    Trigger.objects.all().update(recorded_at=at(1, 0))
    rows = []
    for org in (world.village, world.other_village):
        for period in MONTHS:
            rows += [(org, row) for row in queries.month(world.clock, org_id=org.pk, period=period, today=TODAY).rows]
    for place, (org, row) in enumerate(rows):
        if place % 3 == 0:
            continue
        answered = at(2 + place % 10)
        Answer.objects.create(
            org=org, org_path=org.path, period=row.period, code=row.code, category=row.category,
            trigger_id=row.trigger_id or None, kind=("published", "nil")[place % 2], answered_at=answered,
            recorded_at=answered, ended_at=answered + timedelta(days=2) if place % 5 == 0 else None, ref=f"nil:{place}",
        )  # fmt: skip
    for place, trigger in enumerate(Trigger.objects.order_by("pk")):
        trigger.recorded_at = at(1 + place % 9)
        trigger.cancelled_at = at(9) if place % 4 == 3 else None
        trigger.save()
    actions.rebuild_months(world.clock, periods=MONTHS)
    return world


def facts(world, day, periods):
    """Everything owed below the county with its verdict, straight from the facts of that day."""
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), LOCAL)
    return list(judged(world.clock, span=Span(periods, path=world.county.path), today=day, at=end))


def _rated(series):
    return [(period, one.expected, one.due, one.overdue, one.answered, one.on_time_rate) for period, one in series]


@covers("R160")
@pytest.mark.parametrize("wide", [0, 200])
@pytest.mark.parametrize("day", [1, 4, 7, 8, 9, 10, 11, 12])
def test_every_part_of_the_board_is_what_the_facts_of_that_day_give(world, monkeypatch, day, wide):
    monkeypatch.setattr(since, "WIDE", wide)
    as_of, path, visitor = date(2026, 10, day), world.county.path, world.visitor
    then = {"path": path, "today": as_of, "past": queries.past(visitor, path=path, as_of=as_of)}
    known = {period: facts(world, as_of, (period,)) for period in MONTHS}
    for period in MONTHS:
        counts, rows, months = queries.with_months(visitor, period=period, months=3, **then)
        assert queries.whole(visitor, period=period, months=3, **then) == (counts, rows)
        told = queries.trend(visitor, period=period, months=3, **then)
        briefly = [queries.trend(visitor, period=period, months=3, brief=True, **then), months]
        assert [_rated(series) for series in briefly] == [_rated(told)] * 2
        assert counts == count(verdict for _, verdict in known[period])
        assert sum((row.counts for row in rows), Counts()) == counts
        alone = queries.by_organization(visitor, period=period, **then)
        for org in (world.village, world.other_village):
            mine = count(verdict for owed, verdict in known[period] if owed.org_id == org.pk)
            assert alone.get(org.pk, Counts()) == mine
        cells = {}
        for owed, verdict in known[period]:
            if verdict.state is DutyState.OVERDUE:
                cells[owed.category] = cells.get(owed.category, 0) + 1
        assert [row.cells for row in queries.heat(visitor, period=period, **then)] == ([cells] if cells else [])
    assert queries.trend(visitor, period="2026-10", months=3, **then) == [
        (period, count(verdict for _, verdict in known[period])) for period in MONTHS
    ]
    late = {
        (owed.org_id, owed.period, owed.code, owed.trigger_id, verdict.late_days)
        for period in MONTHS
        for owed, verdict in known[period]
        if verdict.state is DutyState.OVERDUE
    }
    listed, after = [], ""
    while True:
        page, after = queries.overdue(visitor, limit=7, after=after, **then)
        listed += page
        if not after:
            break
    assert len(listed) == len(late)
    assert {(row.org_id, row.period, row.code, row.trigger_id, row.days) for row in listed} == late


def test_a_reminder_of_later_is_not_known_on_a_past_day(world):
    row = queries.overdue(world.visitor, path=world.county.path, today=TODAY)[0][0]
    Urge.objects.create(
        org_id=row.org_id, org_path=row.org_path, period=row.period, code=row.code, trigger_id=row.trigger_id or None,
        text="请补上。", urged_at=at(11), urger_name="周九",
    )  # fmt: skip
    for day, known in ((10, False), (11, True)):
        as_of = date(2026, 10, day)
        then = queries.past(world.visitor, path=world.county.path, as_of=as_of)
        rows, _ = queries.overdue(world.visitor, path=world.county.path, today=as_of, limit=1000, past=then)
        urged = [
            one.urged_at for one in rows if (one.org_id, one.code, one.period) == (row.org_id, row.code, row.period)
        ]
        assert all(bool(when) is known for when in urged)


def test_a_past_day_asks_a_constant_number_of_questions(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        then = queries.past(world.visitor, path=world.county.path, as_of=date(2026, 10, 5))
    assert then.changes
