"""Reading parameters, the working calendar and the disclosure days (R70–R71, R176)."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from gongkai.ledger.prepared import PreparedModels
from gongkai.rulebook import calendar_store, parameter_files
from gongkai.rulebook.models import DisclosureDay, RulebookRelease
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed, WorkCalendar
from gongkai.rules.parameters import Parameters
from gongkai.rules.periods import Period
from gongkai.rules.refusals import missing


def parameters(actor: Actor) -> Parameters:
    """The dated parameters of the release that this site runs on."""
    return parameter_files.parameters(settings.RULEBOOK_RELEASE)


def release(actor: Actor) -> RulebookRelease:
    """The newest recorded state of the parameters. Missing until one was loaded."""
    found = RulebookRelease.objects.order_by("-id").first()
    if found is None:
        raise missing()
    return found


def calendar(actor: Actor) -> WorkCalendar:
    """Working days, days off and the county's overrides. One query."""
    return calendar_store.calendar()


def reckoned(periods: Iterable[str]) -> dict[str, Computed]:
    """What the rule says for these months, whatever was recorded. One query."""
    newest = calendar_store.key()
    return {period: calendar_store.reckoned(period, newest, settings.RULEBOOK_RELEASE) for period in periods}


def recorded(periods: Iterable[str]) -> dict[str, DisclosureDay]:
    """The newest recorded row of each month that has one. One query."""
    return {row.period: row for row in _RECORDED(periods=list(periods))}


_RECORDED = PreparedModels(
    DisclosureDay, lambda periods: DisclosureDay.objects.filter(period__in=periods).order_by("id")
)


def _days(periods: list[str]) -> list[Computed]:
    fixed = recorded(periods)
    by_rule = reckoned(period for period in periods if period not in fixed)
    return [Computed.from_json(fixed[period].computed) if period in fixed else by_rule[period] for period in periods]


def disclosure_day(actor: Actor, *, period: str) -> Computed:
    """The disclosure day of a month: as recorded if it was, else by the rule (第八条（二）, R70–R71)."""
    return _days([period])[0]


def disclosure_days(actor: Actor, *, year: int) -> list[Computed]:
    """The twelve disclosure days of a year, each with both dates and its reason. Two queries."""
    return _days([str(Period(year, month)) for month in range(1, 13)])


def passed_disclosure_days(actor: Actor, *, today: date) -> list[tuple[Period, Computed]]:
    """The last two disclosure days that are over, newest first, with their months. Two queries."""
    here = Period.of(today)
    months = list(reversed(list(here.plus(-3).through(here))))
    found = zip(months, _days([str(month) for month in months]), strict=True)
    return [(month, day) for month, day in found if day.due < today][:2]


def next_disclosure_day(actor: Actor, *, today: date) -> tuple[str, Computed]:
    """The first disclosure day that is today or later, with its month. Two queries."""
    here = Period.of(today)
    periods = [str(month) for month in here.prev().through(here.plus(2))]
    found = zip(periods, _days(periods), strict=True)
    return min(((p, day) for p, day in found if day.due >= today), key=lambda pair: (pair[1].due, pair[0]))
