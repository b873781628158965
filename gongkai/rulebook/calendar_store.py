"""The working calendar from the shipped tables, years loaded since, and the county's overrides."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import Max, QuerySet, Value

from gongkai.ledger.prepared import Prepared
from gongkai.ledger.remembered import once
from gongkai.rulebook import files, parameter_files
from gongkai.rulebook.models import CalendarYear, DayOverride
from gongkai.rules.calendar import Computed, WorkCalendar, YearDays
from gongkai.rules.calendar import DayOverride as Override
from gongkai.rules.disclosure_day import DisclosureDayRule, HolidayShift, WeekRule
from gongkai.rules.disclosure_day import disclosure_day as reckon
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused

DIRECTORY = Path(__file__).parents[2] / "rulebook" / "calendar"

Key = tuple[tuple, ...]


@lru_cache
def shipped() -> dict[int, YearDays]:
    """The years that come with the program (2011–2026), read once."""
    tables = (YearDays.from_mapping(files.read(file)) for file in sorted(DIRECTORY.glob("*.yaml")))
    return {table.year: table for table in tables}


def _newest() -> QuerySet:
    year, day = (
        table.objects.order_by()
        .annotate(what=Value(what))
        .values("what")
        .annotate(last=Max("id"), at=Max("recorded_at"))
        .values_list("what", "last", "at")
        for what, table in (("year", CalendarYear), ("day", DayOverride))
    )
    return year.union(day)


_KEY = Prepared(_newest)


def key() -> Key:
    """What the calendar is built from: the newest row of either table. One query, once for a page that only reads."""
    return once(("calendar",), lambda: tuple(sorted(_KEY())))


@lru_cache(maxsize=4)
def built(newest: Key) -> WorkCalendar:
    """The calendar as of these newest rows; a later row for the same year or day replaces the earlier."""
    years = dict(shipped())
    for row in CalendarYear.objects.order_by("id"):
        years[row.year] = YearDays.from_json(row.year, row.off, row.work, row.basis)
    overrides = {row.day: Override(row.is_workday, row.reason) for row in DayOverride.objects.order_by("id")}
    return WorkCalendar(years, overrides)


def calendar() -> WorkCalendar:
    """The calendar in force. One small look-up; rebuilt only when a row was added."""
    return built(key())


def check_year(year: int, off: dict[str, str], work: list[str], basis: str) -> YearDays:
    """A year's table as the law wants it; refused with the day and the reason when it contradicts itself."""
    for day in (*off, *work):
        try:
            date.fromisoformat(day)
        except ValueError as unreadable:
            raise Refused("calendar_day_unreadable", day=day) from unreadable
    table = YearDays.from_json(year, off, work, basis)
    if not table.off:
        raise Refused("calendar_year_empty", year=year)
    return table


def rule_of(release_code: str, month: Period) -> DisclosureDayRule:
    """How the disclosure day of a month is found; months before the first value follow the first value."""
    law = parameter_files.parameters(release_code)
    on = max(month.opens_on, law["disclosure_day_week_rule"].values[0].effective_from)
    return DisclosureDayRule(
        week_rule=WeekRule(law.value("disclosure_day_week_rule", on=on)),
        weekday=int(law.value("disclosure_day_weekday", on=on)),
        holiday_shift=HolidayShift(law.value("disclosure_day_holiday_shift", on=on)),
        day=int(law.value("disclosure_day_of_month", on=on)),
    )


@lru_cache(maxsize=512)
def reckoned(period: str, newest: Key, release_code: str) -> Computed:
    """The disclosure day of a month by the rule, under the calendar of these newest rows."""
    month = Period.parse(period)
    return reckon(month.year, month.month, built(newest), rule_of(release_code, month))


def forget() -> None:
    """Drop the built calendars and their days. Called by every writer, since a rolled back row's number is given again."""
    built.cache_clear()
    reckoned.cache_clear()
