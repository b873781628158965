"""Lasting numbers: one row per series and year, raised in the transaction that uses the number (R173)."""

from django.db import transaction
from django.db.models import F

from gongkai.ledger.models import NumberSeries
from gongkai.rules.actor import Actor


@transaction.atomic
def take_numbers(actor: Actor, *, series: str, year: int, count: int) -> range:
    """Take `count` consecutive numbers of a series. A number once given is never given again."""
    NumberSeries.objects.get_or_create(series=series, year=year)
    NumberSeries.objects.filter(series=series, year=year).update(last=F("last") + count)
    last = NumberSeries.objects.values_list("last", flat=True).get(series=series, year=year)
    return range(last - count + 1, last + 1)


def next_number(actor: Actor, *, series: str, year: int) -> int:
    """The next number of a series in a year, starting at 1."""
    return take_numbers(actor, series=series, year=year, count=1)[0]
