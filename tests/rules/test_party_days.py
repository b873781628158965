"""A mistyped year on a roll is found (R158)."""

from datetime import date

import pytest

from gongkai.rules.party_days import may_begin, may_have_joined
from tests.covers import covers

TODAY = date(2026, 9, 1)


@covers("R158")
@pytest.mark.parametrize(
    ("day", "joined", "begins"),
    [
        (date(1921, 6, 30), False, False), (date(1921, 7, 1), True, True), (TODAY, True, True),
        (date(2026, 9, 2), False, True), (date(2027, 9, 2), False, True), (date(2027, 9, 3), False, False),
    ],
)  # fmt: skip
def test_days_that_can_be_true(day, joined, begins):
    assert may_have_joined(day, today=TODAY) is joined
    assert may_begin(day, today=TODAY) is begins
