"""One scale says how pressing a due day is, for every list."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.pressing import NEAR_DAYS, NEVER, pressing
from tests.covers import covers

DAY = date(2026, 10, 9)


@covers("R137")
@given(st.integers(-400, 400))
def test_each_step_holds_the_one_before(days):
    found = pressing(DAY + timedelta(days=days), DAY)
    assert found == (days < 0, days == 0, days <= 0, days <= NEAR_DAYS)
    assert found.due == (found.late or found.today) and (found.near or not found.due)
    assert not (found.late and found.today)


def test_what_has_no_day_never_presses():
    assert pressing(None, DAY) == NEVER and not any(NEVER)
