"""The effect report measures what came of disclosure; items alone are hollow (第四条（二）, R16)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.duties import local_day, moments
from gongkai.rules.effects import COUNTED_FROM, NUMBERS, TERMS, Effect, Effects, Measure, Span, offered, together
from gongkai.rules.refusals import Refused
from tests.covers import covers

MEASURES = st.integers(0, 50).flatmap(lambda total: st.builds(Measure, st.integers(0, total), st.just(total)))
PLACES = st.builds(Effects, st.integers(0, 99), st.dictionaries(st.sampled_from(Effect), MEASURES))


@covers("R16")
@given(st.lists(PLACES, max_size=6))
def test_a_whole_is_the_sum_of_its_places_and_no_mean_of_shares(places):
    whole = together(places)
    assert whole.items == sum(one.items for one in places)
    for effect in Effect:
        good = sum(one.measures[effect].good for one in places if effect in one.measures)
        total = sum(one.measures[effect].total for one in places if effect in one.measures)
        assert whole.of(effect) == Measure(good, total)
        assert whole.of(effect).share == (100 * good / total if total else None)


@covers("R16")
@given(PLACES)
def test_more_items_never_make_a_place_better(place):
    more = Effects(place.items + 1000, place.measures)
    assert [more.of(one) for one in Effect] == [place.of(one) for one in Effect] and more.heard == place.heard
    assert more.hollow == (more.heard == 0)
    assert not Effects(0, place.measures).hollow  # who made nothing public is late, not hollow


def test_every_measure_has_its_word_and_says_from_what_it_is_counted():
    assert set(TERMS) == set(COUNTED_FROM) == set(Effect) and set(NUMBERS) < set(Effect)


@pytest.mark.parametrize(("text", "since", "until", "label"), [
    ("2026-10", date(2026, 10, 1), date(2026, 10, 31), "2026年10月"),
    ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
    ("2027-Q4", date(2027, 10, 1), date(2027, 12, 31), "2027年第四季度"),
])  # fmt: skip
def test_a_span_is_a_month_or_a_quarter(text, since, until, label):
    span = Span.parse(text)
    assert (span.since, span.until, span.label) == (since, until, label)


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "2026-13", "2010-Q4", "2026-q1", "二〇二六"])
def test_anything_else_is_no_span(text):
    with pytest.raises(Refused):
        Span.parse(text)


@given(st.dates(date(2012, 6, 1), date(2040, 1, 1)))
def test_the_running_quarter_is_offered_first_and_all_have_begun(today):
    found = offered(today)
    assert found[0].since <= today <= found[0].until and len({one.text for one in found}) == 7
    assert all(one.since <= today for one in found)
    assert found[1].until == found[0].since - timedelta(days=1)


@given(st.dates(date(2012, 1, 1), date(2040, 1, 1)), st.integers(0, 90))
def test_days_as_moments_hold_the_whole_last_day_and_nothing_of_the_next(first, length):
    begin, end = moments(first, first + timedelta(days=length))
    assert local_day(begin) == first and local_day(begin - timedelta(microseconds=1)) < first
    assert local_day(end - timedelta(microseconds=1)) == first + timedelta(days=length) < local_day(end)
