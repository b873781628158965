"""How long something has stood."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.ages import age

DAY = date(2026, 9, 10)


def test_days_are_counted_from_the_first_day_to_the_end_or_today():
    assert age(DAY, None, DAY) == 0
    assert age(DAY, None, DAY + timedelta(days=40)) == 40
    assert age(DAY, DAY + timedelta(days=3), DAY + timedelta(days=40)) == 3
    assert age(DAY + timedelta(days=1), None, DAY) == 0


@given(st.dates(), st.dates())
def test_nothing_is_younger_than_nothing(since, today):
    assert age(since, None, today) == max(0, today.toordinal() - since.toordinal())
