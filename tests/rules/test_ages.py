"""How long something has stood."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.ages import SPANS, age, spread

DAY = date(2026, 9, 10)


def test_days_are_counted_from_the_first_day_to_the_end_or_today():
    assert age(DAY, None, DAY) == 0
    assert age(DAY, None, DAY + timedelta(days=40)) == 40
    assert age(DAY, DAY + timedelta(days=3), DAY + timedelta(days=40)) == 3
    assert age(DAY + timedelta(days=1), None, DAY) == 0


@given(st.dates(), st.dates())
def test_nothing_is_younger_than_nothing(since, today):
    assert age(since, None, today) == max(0, today.toordinal() - since.toordinal())


def test_days_fall_into_the_spans_that_a_reader_asks_for():
    assert spread([1, 7, 8, 30, 31, 90, 91, 4000]) == [
        ("一周以内", 2), ("一个月以内", 2), ("三个月以内", 2), ("三个月以上", 2),
    ]  # fmt: skip
    assert spread([]) == [(name, 0) for _, name in SPANS]


@given(st.lists(st.integers(1, 5000)))
def test_nothing_is_lost_between_the_spans(days):
    assert sum(number for _, number in spread(days)) == len(days)
