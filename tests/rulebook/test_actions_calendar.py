"""The county keeps the calendar: disclosure days explain themselves, move by notice, and never crash."""

from datetime import date

import pytest

from gongkai.ledger import queries as ledger
from gongkai.rulebook import actions, queries
from gongkai.rulebook.models import DisclosureDay
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.rulebook.conftest import NOW

NOTICE = "演示办〔2026〕9号：县里开大会"
YEAR_2027 = {"2027-01-01": "元旦", "2027-01-02": "元旦", "2027-01-03": "元旦"}


def load_2027(office, **changes):
    given = {"year": 2027, "off": YEAR_2027, "work": ["2027-01-10"], "basis": "演示通知", "now": NOW} | changes
    return actions.load_calendar_year(office, **given)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert explain(refusal.value.code, refusal.value.facts)
    return refusal.value.code


@covers("R70", "R71", "R176")
def test_a_disclosure_day_on_a_holiday_shows_both_dates_and_the_reason(world):
    october = queries.disclosure_day(world.visitor, period="2026-10")
    assert (october.planned, october.due) == (date(2026, 10, 2), date(2026, 10, 8))
    assert [step.article for step in october.steps][0] == "第八条（二）"
    assert "国庆" in "".join(step.text for step in october.steps) and not october.provisional


@covers("R71")
def test_a_year_of_disclosure_days_takes_two_queries(world, django_assert_num_queries):
    queries.calendar(world.visitor)  # built once in the life of a process
    with django_assert_num_queries(2):
        days = queries.disclosure_days(world.visitor, year=2026)
    assert [day.due.month for day in days] == list(range(1, 13))
    assert not any(day.provisional for day in days)


@covers("R71")
def test_a_year_without_a_notice_is_announced_and_settled_when_it_is_loaded(world, office):
    before = queries.disclosure_day(world.visitor, period="2027-01")
    assert before.provisional and before.due == date(2027, 1, 1)
    assert "2027年放假安排尚未公布" in "".join(step.text for step in before.steps)
    load_2027(office)
    after = queries.disclosure_day(world.visitor, period="2027-01")
    assert not after.provisional
    assert (after.planned, after.due) == (date(2027, 1, 1), date(2027, 1, 4))


def test_far_years_and_years_before_the_rules_do_not_crash(world):
    for period in ("2005-03", "2011-06", "2099-12"):
        assert queries.disclosure_day(world.visitor, period=period).steps


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 8), ("2026-10", date(2026, 10, 8))),
        (date(2026, 10, 9), ("2026-11", date(2026, 11, 6))),
        (date(2026, 12, 31), ("2027-01", date(2027, 1, 1))),
    ],
)
def test_the_next_disclosure_day_is_today_or_later(world, today, expected):
    period, day = queries.next_disclosure_day(world.visitor, today=today)
    assert (period, day.due) == expected


@covers("R71")
def test_a_day_fixed_by_notice_keeps_both_dates_and_the_reason(world, office):
    actions.fix_disclosure_day(office, period="2026-11", due_on=date(2026, 11, 10), notice=NOTICE, now=NOW)
    fixed = queries.disclosure_day(world.visitor, period="2026-11")
    assert (fixed.planned, fixed.due) == (date(2026, 11, 6), date(2026, 11, 10))
    assert any(NOTICE in step.text for step in fixed.steps)
    event = ledger.trail(office, subject="period:2026-11", org_path=world.county.path)[-1]
    assert event.facts == {"from": "2026-11-06", "to": "2026-11-10", "notice": NOTICE}


@covers("R71")
def test_a_disclosure_day_that_has_passed_stays(world, office):
    def fix(**given):
        return refused(actions.fix_disclosure_day, office, **{"notice": NOTICE, "now": NOW} | given)

    assert fix(period="2026-10", due_on=date(2026, 10, 20)) == "disclosure_day_passed"
    assert fix(period="2026-11", due_on=date(2026, 12, 1)) == "disclosure_day_outside_month"
    assert fix(period="2026-11", due_on=date(2026, 11, 10), notice=" ") == "disclosure_day_without_reason"
    assert not DisclosureDay.objects.exists()


def test_only_the_county_office_keeps_the_calendar(world, maker):
    assert refused(load_2027, maker) == "no_permission"
    act = actions.fix_disclosure_day
    assert refused(act, maker, period="2026-11", due_on=date(2026, 11, 10), notice=NOTICE, now=NOW) == "no_permission"
    given = {"day": date(2026, 11, 6), "is_workday": False, "reason": "演示", "now": NOW}
    assert refused(actions.override_day, maker, **given) == "no_permission"
    assert refused(actions.generate_disclosure_days, maker, year=2026, now=NOW) == "no_permission"


@covers("R71", "R176")
def test_the_countys_word_on_one_day_moves_a_recorded_disclosure_day(world, office):
    made = actions.generate_disclosure_days(office, year=2026, now=NOW)
    assert len(made) == 12
    assert actions.generate_disclosure_days(office, year=2026, now=NOW) == []
    actions.override_day(office, day=date(2026, 11, 6), is_workday=False, reason="县里防汛", now=NOW)
    november = queries.disclosure_day(world.visitor, period="2026-11")
    assert november.due == date(2026, 11, 9)
    assert "县里防汛" in "".join(step.text for step in november.steps)
    assert DisclosureDay.objects.filter(period="2026-11").count() == 2


@covers("R71")
def test_a_later_calendar_never_moves_what_has_passed_or_was_fixed_by_notice(world, office):
    actions.generate_disclosure_days(office, year=2026, now=NOW)
    actions.fix_disclosure_day(office, period="2026-11", due_on=date(2026, 11, 10), notice=NOTICE, now=NOW)
    for day in (date(2026, 10, 8), date(2026, 11, 10)):
        actions.override_day(world.clock, day=day, is_workday=False, reason="补录", now=NOW)
    assert queries.disclosure_day(world.visitor, period="2026-10").due == date(2026, 10, 8)
    assert queries.disclosure_day(world.visitor, period="2026-11").due == date(2026, 11, 10)


def test_calendar_acts_want_their_basis(world, office):
    assert refused(load_2027, office, basis=" ") == "calendar_basis_missing"
    given = {"is_workday": False, "now": NOW}
    assert refused(actions.override_day, office, day=date(2026, 11, 6), reason="", **given) == "calendar_basis_missing"
    assert refused(actions.override_day, office, day=date(2026, 10, 8), reason="演示", **given) == "calendar_day_passed"
