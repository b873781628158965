"""The working calendar from the shipped tables, years loaded since, and the county's overrides."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from gongkai.rulebook.models import CalendarYear, DayOverride
from gongkai.rules.calendar import DayOverride as Override
from gongkai.rules.calendar import WorkCalendar, YearDays

DIRECTORY = Path(__file__).parents[2] / "rulebook" / "calendar"


@lru_cache
def shipped() -> dict[int, YearDays]:
    """The years that come with the program."""
    tables = (
        YearDays.from_mapping(yaml.safe_load(file.read_text("utf-8"))) for file in sorted(DIRECTORY.glob("*.yaml"))
    )
    return {table.year: table for table in tables}


@lru_cache(maxsize=4)
def _built(newest_year: int, newest_override: int) -> WorkCalendar:
    years = dict(shipped())
    for row in CalendarYear.objects.order_by("id"):
        years[row.year] = YearDays.from_json(row.year, row.off, row.work, row.basis)
    overrides = {row.day: Override(row.is_workday, row.reason) for row in DayOverride.objects.order_by("id")}
    return WorkCalendar(years, overrides)


def calendar() -> WorkCalendar:
    """The calendar in force. Two small look-ups; rebuilt only when a row was added."""
    newest_year = CalendarYear.objects.order_by("-id").values_list("id", flat=True).first() or 0
    newest_override = DayOverride.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return _built(newest_year, newest_override)


def check_year(year: int, off: dict[str, str], work: list[str], basis: str) -> YearDays:
    """A year's table as the law wants it; refused with the day and the reason when it contradicts itself."""
    return YearDays.from_json(year, {date.fromisoformat(d).isoformat(): n for d, n in off.items()}, work, basis)


def forget() -> None:
    """Drop the built calendar (tests that roll a database back need it)."""
    _built.cache_clear()
