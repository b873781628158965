"""The working calendar: the shipped years, later rows over them, and one query while nothing changes."""

from datetime import date, timedelta

import pytest

from gongkai.rulebook import calendar_store as store
from gongkai.rulebook import queries
from gongkai.rulebook.models import CalendarYear, DayOverride
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.rulebook.conftest import NOW

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()


@covers("R176")
def test_the_years_2011_to_2026_come_with_the_program():
    assert set(store.shipped()) == set(range(2011, 2027))
    calendar = queries.calendar(VISITOR)
    assert not calendar.is_workday(date(2026, 10, 2)) and calendar.why(date(2026, 10, 2)) == "国庆放假"
    assert calendar.is_workday(date(2026, 10, 9))


def test_the_calendar_costs_one_query_and_is_kept_while_no_row_is_added(django_assert_num_queries):
    first = queries.calendar(VISITOR)
    with django_assert_num_queries(1):
        assert queries.calendar(VISITOR) is first


def test_a_row_added_elsewhere_is_seen_at_the_next_question():
    day = date(2026, 10, 14)
    assert queries.calendar(VISITOR).is_workday(day)
    DayOverride.objects.create(day=day, is_workday=False, reason="防汛", recorded_at=NOW)
    assert queries.calendar(VISITOR).why(day) == "县里规定放假"
    DayOverride.objects.create(day=day, is_workday=True, reason="汛情解除", recorded_at=NOW + timedelta(hours=1))
    assert queries.calendar(VISITOR).why(day) == "县里规定上班"


def test_a_year_loaded_later_replaces_the_earlier_table():
    for name in ("元旦", "新年"):
        CalendarYear.objects.create(year=2027, basis="演示通知", off={"2027-01-01": name}, recorded_at=NOW)
    assert queries.calendar(VISITOR).why(date(2027, 1, 1)) == "新年放假"


@pytest.mark.parametrize(
    ("off", "work", "code"),
    [
        ({"2028-01-01": "元旦"}, [], "calendar_day_outside_year"),
        ({"2027-01-01": "元旦"}, ["2027-01-01"], "calendar_day_twice"),
        ({"2027年1月1日": "元旦"}, [], "calendar_day_unreadable"),
        ({}, ["2027-01-03"], "calendar_year_empty"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(off, work, code):
    with pytest.raises(Refused) as refusal:
        store.check_year(2027, off, work, "演示通知")
    assert refusal.value.code == code
