"""Briefings: attendance adds up, and the next is due in time (R62)."""

from datetime import date

import pytest

from gongkai.rules.briefings import Attendance, briefing_due, demand_attendance
from gongkai.rules.refusals import Refused
from tests.covers import covers


@covers("R62")
def test_absent_and_untold():
    held = Attendance(31, 28, 2)
    assert (held.absent, held.untold) == (3, 1)
    assert demand_attendance(held) is None


@pytest.mark.parametrize(("numbers", "code"), [((0, 0), "attendance_wrong"), ((5, 6), "attendance_wrong"), ((5, -1), "attendance_wrong"), ((5, 3, -1), "attendance_wrong"), ((5, 3, 3), "make_up_wrong")])  # fmt: skip
def test_numbers_that_do_not_add_up_are_refused(numbers, code):
    with pytest.raises(Refused) as refused:
        demand_attendance(Attendance(*numbers))
    assert refused.value.code == code


@covers("R62")
@pytest.mark.parametrize(("last", "today", "due", "late", "soon"), [
    (date(2026, 6, 30), date(2026, 9, 28), date(2026, 9, 30), 0, True),
    (date(2026, 6, 30), date(2026, 9, 30), date(2026, 9, 30), 0, True),
    (date(2026, 6, 30), date(2026, 10, 1), date(2026, 9, 30), 1, False),
    (date(2026, 6, 30), date(2026, 9, 15), date(2026, 9, 30), 0, False),
    (date(2026, 11, 30), date(2026, 12, 1), date(2027, 2, 28), 0, False),
    (None, date(2026, 10, 5), date(2026, 10, 1), 4, False),
])  # fmt: skip
def test_the_next_is_due_three_months_after_the_last(last, today, due, late, soon):
    told = briefing_due(last, date(2026, 7, 1), 3, today)
    assert (told.last, told.due_on, told.late_days, told.soon) == (last, due, late, soon)
