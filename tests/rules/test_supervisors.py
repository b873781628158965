"""Terms, who may know who spoke, meetings due, and the year's evaluation against a naive reckoning (第九条（五）)."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.certificates import certificate
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from gongkai.rules.supervisors import (
    MarkFacts,
    SupervisionYear,
    demand_term,
    evaluation,
    knows_author,
    last_day,
    meeting_due,
    meetings_owed,
    term_number,
)
from tests.covers import covers

TODAY = date(2026, 9, 28)
WEIGHTS = {"answered": 40, "satisfied": 40, "meetings": 20}
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@covers("R107")
def test_a_term_has_two_years_and_nobody_serves_three_in_a_row():
    first = (date(2020, 3, 1), last_day(date(2020, 3, 1), 24))
    assert first[1] == date(2022, 2, 28)
    second = (date(2022, 3, 1), last_day(date(2022, 3, 1), 24))
    assert term_number([], first[0], 24) == 1
    assert term_number([first], second[0], 24) == 2
    assert term_number([second, first], date(2024, 3, 1), 24) == 3
    assert term_number([first, second], date(2026, 3, 1), 24) == 1  # a term's break begins anew
    assert term_number([first], date(2023, 6, 1), 24) == 2  # a shorter one does not
    demand_term(2, 2)
    with pytest.raises(Refused) as refused:
        demand_term(3, 2)
    assert refused.value.code == "supervisor_terms"


@covers("R108")
@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_oversee_from_above_know_who_spoke(role):
    author = Actor(ActorKind.PERSON, 7)
    assert knows_author(author, author=7, superior_path="000100020003")
    below = Actor(ActorKind.PERSON, 8, grants=(HeldGrant(role, 3, "0001000200030004", subtree=True),))
    assert not knows_author(below, author=7, superior_path="000100020003")
    above = Actor(ActorKind.PERSON, 9, grants=(HeldGrant(role, 2, "000100020003", subtree=True),))
    overseeing = role in (Role.COUNTY_LEADER, Role.COUNTY_OFFICE, Role.SUPERIOR)
    assert knows_author(above, author=7, superior_path="000100020003") is overseeing
    assert not knows_author(above, author=7, superior_path="")
    assert not knows_author(Actor.visitor(), author=7, superior_path="000100020003")


@covers("R109")
def test_meetings_are_due_every_half_year():
    assert meeting_due(None, date(2026, 1, 31), 6) == date(2026, 7, 31)
    assert meeting_due(date(2026, 8, 31), date(2026, 1, 31), 6) == date(2027, 2, 28)
    assert meetings_owed(date(2026, 1, 1), date(2027, 1, 1), 6) == 2
    assert meetings_owed(date(2026, 1, 1), date(2026, 6, 30), 6) == 0


@given(days, st.integers(0, 1500), st.integers(1, 24))
def test_owed_meetings_are_those_of_a_calendar_leafed_through(begin, length, months):
    end = begin + timedelta(days=length)
    owed, place = 0, begin
    while True:
        number = (begin.year * 12 + begin.month - 1) + months * (owed + 1)
        year, month = divmod(number, 12)
        day = begin.day
        while True:
            try:
                place = date(year, month + 1, day)
                break
            except ValueError:
                day -= 1
        if place > end:
            break
        owed += 1
    assert meetings_owed(begin, end, months) == owed


def naive(year: SupervisionYear, weights, today) -> Decimal | None:
    """The evaluation filled in by hand: one mark after the other, decimals."""
    if not year.supervised and not year.marks:
        return None
    good = decided = happy = judged = 0
    for mark in year.marks:
        if mark.replied_on is not None:
            decided += 1
            good += 1 if mark.replied_on <= mark.due_on else 0
        elif today > mark.due_on:
            decided += 1
        if mark.satisfied is True:
            happy, judged = happy + 1, judged + 1
        elif mark.satisfied is False:
            judged += 1
    total = Decimal(0)
    for name, part, whole in (
        ("answered", good, decided), ("satisfied", happy, judged),
        ("meetings", min(year.meetings_held, year.meetings_owed), year.meetings_owed),
    ):  # fmt: skip
        points = Decimal(weights[name])
        if whole:
            points = (points * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
        total += points
    return total


marks = st.builds(MarkFacts, days, st.none() | days, st.none() | st.booleans())
years = st.builds(
    SupervisionYear, st.booleans(), st.lists(marks, max_size=8).map(tuple), st.integers(0, 3), st.integers(0, 5)
)
splits = st.integers(0, 100).flatmap(
    lambda a: st.integers(0, 100 - a).map(lambda b: {"answered": a, "satisfied": b, "meetings": 100 - a - b})
)


@covers("R108", "R109")
@given(years, splits, days)
def test_the_evaluation_is_what_comes_out_by_hand(year, weights, today):
    found, wanted = evaluation(year, weights, today=today), naive(year, weights, today)
    assert (None if found is None else Decimal(found) / 100) == wanted
    assert found is None or 0 <= found <= 10_000


def test_the_evaluation_in_words():
    assert evaluation(SupervisionYear(), WEIGHTS, today=TODAY) is None
    assert evaluation(SupervisionYear(True), WEIGHTS, today=TODAY) == 100_00
    late = MarkFacts(TODAY - timedelta(days=1))
    open_ = MarkFacts(TODAY)
    assert evaluation(SupervisionYear(True, (late, open_)), WEIGHTS, today=TODAY) == 60_00
    good = MarkFacts(TODAY, TODAY, True)
    assert evaluation(SupervisionYear(True, (late, good), 2, 1), WEIGHTS, today=TODAY) == 70_00


@covers("R106")
def test_the_certificate_names_person_term_and_scope():
    letter = certificate(
        org="上书村党支部", name="陈三", number="Z01-C01-JD-2026-001", term=1, begin=TODAY, end=last_day(TODAY, 24),
        day=TODAY,
    )  # fmt: skip
    assert letter.addressee == "陈三同志"
    assert "2026年9月28日至2028年9月27日" in letter.paragraphs[0]
    assert "所属党组织" in letter.paragraphs[1]
