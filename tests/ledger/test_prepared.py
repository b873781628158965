"""A prepared read answers exactly what the same query answers, whatever values it is asked with."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from gongkai.ledger.models import AuditEvent, NumberSeries, Outbox
from gongkai.ledger.prepared import Prepared, PreparedModels

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def rows(db):
    for number in range(6):
        NumberSeries.objects.create(series=f"s{number % 3}", year=2020 + number, last=number)
        Outbox.objects.create(
            kind="k", key=f"key%{number}", due_at=NOW + timedelta(hours=number), payload={"n": number},
            done_at=None if number % 2 else NOW,
        )  # fmt: skip
        AuditEvent.objects.create(
            at=NOW, actor_kind="clock", actor_name="系", verb="v", subject=f"x:{number}", org_path=f"000{number}"
        )


def series(name, year):
    return (
        NumberSeries.objects.filter(series=name, year__gte=year).order_by("year").values_list("series", "year", "last")
    )


def test_a_number_that_comes_as_text_is_refused_whatever_came_before(rows):
    """What is compiled for one kind of value does not serve another: a wrong kind fails always or never."""
    ask = Prepared(series)
    assert ask(name="s0", year=2019)
    with pytest.raises(ValueError, match="year"):
        ask(name="s0", year="2019")


def test_the_same_answers_with_other_values(rows):
    ask = Prepared(series)
    for name in ("s0", "s1", "s9", "'; --", "\ue0000\ue000"):
        for year in (2019, 2023, 2030):
            assert ask(name=name, year=year) == list(series(name, year))


def test_it_is_compiled_once_and_asks_once(rows):
    built = []

    def build(name, year):
        built.append(name)
        return series(name, year)

    ask = Prepared(build)
    with CaptureQueriesContext(connection) as asked:
        for year in range(2019, 2029):
            ask(name="s0", year=year)
    assert (len(built), len(asked)) == (1, 10)


@pytest.mark.parametrize("wanted", [[], ["key%1"], ["key%1", "key%4"], ["key%5", "key%0", "none"]])
def test_lists_of_any_length_and_columns_that_are_converted(rows, wanted):
    def build(keys, since):
        found = Outbox.objects.filter(key__in=keys, due_at__gte=since)
        return found.order_by("key").values_list("key", "payload", "due_at", "done_at")

    ask = Prepared(build)
    for since in (NOW, NOW + timedelta(hours=2)):
        assert ask(keys=wanted, since=since) == list(build(wanted, since))


def test_days_and_ranges_and_constants(rows):
    def build(low, high):
        found = AuditEvent.objects.filter(org_path__gte=low, org_path__lt=high, actor_kind="clock")
        return found.order_by("subject").values_list("subject", "facts", "at")

    assert Prepared(build)(low="0002", high="0004") == list(build("0002", "0004"))

    def on(day):
        return AuditEvent.objects.filter(at__date=day).order_by("pk").values_list("pk")

    ask = Prepared(on)
    for day in (date(2026, 9, 28), date(2026, 9, 29)):
        assert ask(day=day) == list(on(day))


@pytest.mark.parametrize("pairs", [[], [("0001", "0001")], [("0001", "0001~"), ("0003", "0004")]])
def test_lists_of_pairs(rows, pairs):
    def build(pairs, kind):
        chosen = Q(pk__in=())
        for pair in pairs:
            chosen |= Q(org_path__range=pair)
        return AuditEvent.objects.filter(chosen, actor_kind=kind).order_by("pk").values_list("org_path")

    assert Prepared(build)(pairs=pairs, kind="clock") == list(build(pairs, "clock"))


@pytest.mark.parametrize("names", [[], ["s0"], ["s0", "s1"]])
def test_an_empty_list_may_take_a_branch_with_the_other_values_in_it(rows, names):
    def build(names, other, year):
        return NumberSeries.objects.filter(Q(series__in=names, year__gte=year) | Q(series=other)).order_by("pk")

    ask = PreparedModels(NumberSeries, build)
    for year in (2020, 2024):
        assert ask(names=names, other="s2", year=year) == list(build(names, "s2", year))


def test_a_value_that_the_query_does_not_hold_is_an_error(rows):
    with pytest.raises(LookupError):
        Prepared(lambda names, year: series("s0", 2020).filter(series__in=names))(names=["s0"], year=2021)
    with pytest.raises(LookupError):
        Prepared(lambda name, year: series(name, 2020))(name="s0", year=2021)


@pytest.mark.parametrize("value", [None, True, 1.5, {}])
def test_kinds_that_change_the_query_itself_are_refused(value):
    with pytest.raises(TypeError):
        Prepared(lambda last: NumberSeries.objects.filter(last=last).values_list("last"))(last=value)
