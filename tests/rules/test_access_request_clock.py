"""The answer's clock with pauses and extension: properties over many days (R90–R94, R176)."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.application_clock import Pause, answer_due, days_used
from gongkai.rules.calendar import WorkCalendar
from gongkai.rules.deadlines import add_workdays
from tests.covers import covers
from tests.rules.calendar_data import KNOWN as CALENDAR

DAYS = st.dates(date(2026, 1, 5), date(2026, 10, 30))
LENGTHS = st.integers(1, 20)


@st.composite
def stops(draw, start: date):
    began = start + timedelta(draw(st.integers(0, 25)))
    return Pause(began, began + timedelta(draw(st.integers(0, 30))))


@settings(deadline=None)
@given(DAYS, LENGTHS, st.integers(0, 10))
def test_without_a_pause_it_is_the_ordinary_limit(start, days, extension):
    due = answer_due(start, days, CALENDAR, extension=extension)
    assert due.due == add_workdays(start, days + extension, CALENDAR, "", "").due


@covers("R94")
@settings(deadline=None)
@given(st.data(), DAYS, LENGTHS)
def test_exactly_so_many_working_days_outside_pauses_are_left(data, start, days):
    pauses = data.draw(st.lists(stops(start), max_size=3))
    due = answer_due(start, days, CALENDAR, pauses=pauses).due
    assert days_used(start, due, CALENDAR, pauses=pauses) == days
    assert days_used(start, due - timedelta(1), CALENDAR, pauses=pauses) == days - 1


@covers("R94")
@settings(deadline=None)
@given(st.data(), DAYS, LENGTHS)
def test_a_pause_never_shortens_and_one_afterwards_changes_nothing(data, start, days):
    plain = answer_due(start, days, CALENDAR).due
    pause = data.draw(stops(start))
    paused = answer_due(start, days, CALENDAR, pauses=(pause,)).due
    assert paused >= plain
    assert (paused == plain) == (not any(pause.holds(d) and CALENDAR.is_workday(d) for d in _between(start, plain)))
    late = Pause(plain, plain + timedelta(30))
    assert answer_due(start, days, CALENDAR, pauses=(late,)).due == plain


@settings(deadline=None)
@given(st.data(), DAYS, LENGTHS)
def test_two_pauses_end_to_end_are_one(data, start, days):
    whole = data.draw(stops(start))
    middle = whole.began + (whole.ended - whole.began) // 2
    parts = (Pause(whole.began, middle), Pause(middle, whole.ended))
    due = [answer_due(start, days, CALENDAR, pauses=pauses).due for pauses in ((whole,), parts, (whole, *parts))]
    assert due[0] == due[1] == due[2]


@covers("R176", "R94")
def test_a_paused_limit_says_why():
    due = answer_due(
        date(2026, 9, 14), 10, CALENDAR, pauses=(Pause(date(2026, 9, 16), date(2026, 9, 23)),), extension=2
    )
    said = "".join(step.text for step in due.steps)
    assert "9月16日到9月23日征求第三方意见" in said and "延长2个工作日" in said and "第12个工作日是" in said
    assert due.planned == add_workdays(date(2026, 9, 14), 12, CALENDAR, "", "").due < due.due
    assert due.steps[0].article == "第九条（三）"


@covers("R176")
def test_a_year_without_notice_stays_a_guess():
    due = answer_due(date(2031, 1, 6), 3, WorkCalendar({}), pauses=(Pause(date(2031, 1, 7), date(2031, 1, 8)),))
    assert due.provisional and due.due == date(2031, 1, 10)
    assert any("第3个工作日" in step.text for step in due.steps)


def _between(first: date, last: date):
    return [first + timedelta(n) for n in range(1, (last - first).days + 1)]
