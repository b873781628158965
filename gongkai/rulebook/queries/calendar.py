"""Reading parameters, the working calendar and the disclosure days (R70–R71, R176)."""

from datetime import date
from functools import lru_cache

from django.conf import settings

from gongkai.rulebook import calendar_store, parameter_files
from gongkai.rulebook.models import DisclosureDay
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed, WorkCalendar
from gongkai.rules.disclosure_day import DisclosureDayRule, HolidayShift, WeekRule
from gongkai.rules.disclosure_day import disclosure_day as reckon
from gongkai.rules.parameters import Parameters
from gongkai.rules.periods import Period


def parameters(actor: Actor) -> Parameters:
    """The dated parameters of the release that this site runs on."""
    return parameter_files.parameters(settings.RULEBOOK_RELEASE)


def calendar(actor: Actor) -> WorkCalendar:
    """Working days, days off and the county's overrides."""
    return calendar_store.calendar()


@lru_cache(maxsize=512)
def _reckoned(period: str, work_calendar_key: int, release: str) -> Computed:
    month = Period.parse(period)
    law = parameter_files.parameters(release)
    on = max(month.opens_on, date(2011, 6, 21))
    rule = DisclosureDayRule(
        week_rule=WeekRule(law.value("disclosure_day_week_rule", on=on)),
        weekday=law.int("disclosure_day_weekday", on=on),
        holiday_shift=HolidayShift(law.value("disclosure_day_holiday_shift", on=on)),
    )
    return reckon(month.year, month.month, calendar_store.calendar(), rule)


def disclosure_day(actor: Actor, *, period: str) -> Computed:
    """The disclosure day of a month: as fixed by notice if it was, else by the rule (第八条（二）)."""
    fixed = DisclosureDay.objects.filter(period=period).order_by("-recorded_at", "-id").first()
    if fixed is not None:
        return Computed.from_json(fixed.computed)
    return _reckoned(period, id(calendar_store.calendar()), settings.RULEBOOK_RELEASE)


def disclosure_days(actor: Actor, *, year: int) -> list[Computed]:
    """The twelve disclosure days of a year."""
    return [disclosure_day(actor, period=str(Period(year, month))) for month in range(1, 13)]


def next_disclosure_day(actor: Actor, *, today: date) -> tuple[str, Computed]:
    """The first disclosure day that is today or later, with its month."""
    here = Period.of(today)
    due = disclosure_day(actor, period=str(here))
    if due.due >= today:
        return str(here), due
    return str(here.next()), disclosure_day(actor, period=str(here.next()))
