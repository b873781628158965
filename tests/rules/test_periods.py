from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.deadlines import Period as PeriodOfDeadlines
from gongkai.rules.periods import MONTHS, TERMS, Period, PeriodKind, content_period
from gongkai.rules.refusals import Refused
from tests.covers import covers


@covers("R70")
def test_a_disclosure_reports_on_the_month_before():
    assert content_period(Period(2026, 10)) == Period(2026, 9)
    assert content_period(Period(2026, 1)) == Period(2025, 12)


def test_a_period_is_written_and_read():
    assert str(Period(2026, 1)) == "2026-01"
    assert Period.parse("2026-10") == Period(2026, 10)
    assert Period.of(date(2024, 2, 29)) == Period(2024, 2)
    assert Period(2026, 10).label == "2026年10月"
    assert PeriodOfDeadlines is Period


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-1", "2026/10", "0000-01", "2026-10-01", "２０２６-10", "2026-10\n"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(Refused) as no:
        Period.parse(text)
    assert (no.value.code, no.value.facts) == ("period_invalid", {"text": text})


@pytest.mark.parametrize("wrong", [(2026, 0), (2026, 13), (0, 1)])
def test_there_is_no_such_month(wrong):
    with pytest.raises(ValueError):
        Period(*wrong)


def test_a_period_has_a_first_and_a_last_day():
    assert (Period(2024, 2).opens_on, Period(2024, 2).last_day) == (date(2024, 2, 1), date(2024, 2, 29))
    assert Period(2026, 12).last_day == date(2026, 12, 31)


def test_months_in_order():
    assert [str(p) for p in Period(2025, 11).through(Period(2026, 2))] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert list(Period(2026, 2).through(Period(2026, 1))) == []
    assert sorted([Period(2026, 1), Period(2025, 12)]) == [Period(2025, 12), Period(2026, 1)]


@covers("R70")
@pytest.mark.parametrize(
    ("kind", "phase", "months"),
    [
        (PeriodKind.MONTHLY, 0, list(range(1, 13))),
        (PeriodKind.QUARTERLY, 0, [1, 4, 7, 10]),
        (PeriodKind.QUARTERLY, 2, [3, 6, 9, 12]),
        (PeriodKind.HALF_YEARLY, 0, [1, 7]),
        (PeriodKind.HALF_YEARLY, 5, [6, 12]),
        (PeriodKind.YEARLY, 0, [1]),
        (PeriodKind.YEARLY, 11, [12]),
    ],
)
def test_when_a_periodic_entry_falls_due(kind, phase, months):
    for year in (2011, 2026, 2027):
        assert [m for m in range(1, 13) if Period(year, m).is_due(kind.months, phase)] == months


def test_every_kind_has_its_length_and_its_words():
    assert set(TERMS) == set(MONTHS) == set(PeriodKind)


periods = st.builds(Period, st.integers(1900, 2100), st.integers(1, 12))


@given(periods, periods)
def test_index_text_and_order_agree(one, other):
    assert Period.from_index(one.index) == Period.parse(str(one)) == Period.of(one.opens_on) == one
    assert (one < other) == (one.index < other.index) == (str(one) < str(other))


@given(periods)
def test_next_and_prev_are_neighbours(period):
    assert period.next().prev() == period.prev().next() == period
    assert (period.next().opens_on - period.last_day).days == 1
    assert period.plus(12) == Period(period.year + 1, period.month)
