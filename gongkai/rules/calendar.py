"""Which days are working days, and how a computed date explains itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Self

from gongkai.rules.refusals import Refused

ONE_DAY = timedelta(days=1)
SATURDAY = 6
# The notice for a year may move days from 25 December of the year before (调休).
YEAR_END = (12, 25)

REFUSALS = {
    "calendar_day_outside_year": "{day}不在{year}年的放假安排里。请核对日期。",
    "calendar_day_twice": "{day}既写成放假，又写成上班。请只留一处。",
}


def in_words(day: date, near: date | None = None) -> str:
    """`10月8日`; with the year when it differs from the year of `near`."""
    short = f"{day.month}月{day.day}日"
    return short if near is None or near.year == day.year else f"{day.year}年{short}"


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of an explanation: text, its article (may be empty) and the day it speaks of."""

    text: str
    article: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A date that can say where it comes from (R176).

    `due` is the day that counts, until 24:00 local time; `planned` is the day the rule named
    before it was moved; `provisional` means that a year's day-off notice was missing; `rule`
    is the rule in words and `base` the day the reckoning started from.
    """

    due: date
    planned: date
    provisional: bool
    rule: str
    base: date
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data for storage; dates in ISO form."""
        return {
            "due": self.due.isoformat(),
            "planned": self.planned.isoformat(),
            "provisional": self.provisional,
            "rule": self.rule,
            "base": self.base.isoformat(),
            "steps": [{"text": s.text, "article": s.article, "on": s.on and s.on.isoformat()} for s in self.steps],
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The inverse of `as_json`."""
        return cls(
            due=_as_date(plain["due"]),
            planned=_as_date(plain["planned"]),
            provisional=bool(plain["provisional"]),
            rule=plain["rule"],
            base=_as_date(plain["base"]),
            steps=tuple(Step(s["text"], s["article"], _as_date(s["on"]) if s["on"] else None) for s in plain["steps"]),
        )


@dataclass(frozen=True, slots=True)
class DayOverride:
    """The county's own word on one day: `works` or not, and why (县里规定)."""

    works: bool
    reason: str


@dataclass(frozen=True, slots=True)
class YearDays:
    """The day-off notice for one year: days off with the holiday's name, make-up working days.

    A notice may also name days of the December before. Refused with
    `calendar_day_outside_year` or `calendar_day_twice` when it contradicts itself.
    """

    year: int
    off: Mapping[date, str]
    work: frozenset[date]
    basis: str = ""

    def __post_init__(self) -> None:
        for day in sorted({*self.off, *self.work}):
            if day.year != self.year and (day.year, day.month) != (self.year - 1, 12):
                raise Refused("calendar_day_outside_year", day=day, year=self.year)
            if day in self.off and day in self.work:
                raise Refused("calendar_day_twice", day=day)

    @classmethod
    def from_mapping(cls, plain: Mapping[str, Any]) -> Self:
        """From `{year, basis, holidays: [{name, off: [...], work: [...]}]}`.

        Dates may be `date` or ISO text; of two names for one day the first is kept.
        """
        off: dict[date, str] = {}
        work: set[date] = set()
        for holiday in plain["holidays"]:
            for day in holiday["off"]:
                off.setdefault(_as_date(day), holiday["name"])
            work.update(_as_date(day) for day in holiday["work"])
        return cls(int(plain["year"]), off, frozenset(work), plain.get("basis", ""))

    @classmethod
    def from_json(cls, year: int, off: Mapping[str, str], work: Iterable[str], basis: str = "") -> Self:
        """From stored columns: `{"2027-01-01": "元旦"}` and a list of ISO dates."""
        days_off = {date.fromisoformat(day): name for day, name in off.items()}
        return cls(year, days_off, frozenset(map(date.fromisoformat, work)), basis)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days of the years whose notices are known; other years are Monday to Friday."""

    years: Mapping[int, YearDays]
    overrides: Mapping[date, DayOverride] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, years: Iterable[Mapping[str, Any]], overrides: Iterable[Mapping[str, Any]] = ()) -> Self:
        """From plain year tables and `{date, works, reason}` rows of the county."""
        tables = [YearDays.from_mapping(plain) for plain in years]
        return cls(
            {table.year: table for table in tables},
            {_as_date(o["date"]): DayOverride(o["works"], o["reason"]) for o in overrides},
        )

    def knows(self, year: int) -> bool:
        """Is the notice for this year loaded?"""
        return year in self.years

    def missing_years(self, days: Iterable[date]) -> tuple[int, ...]:
        """The years whose notices would be needed to be sure of these days."""
        needed: set[int] = set()
        for day in days:
            if day not in self.overrides:
                needed.add(day.year)
                if (day.month, day.day) >= YEAR_END:
                    needed.add(day.year + 1)
        return tuple(sorted(year for year in needed if not self.knows(year)))

    def caveats(self, days: Iterable[date]) -> tuple[Step, ...]:
        """A sentence for each year that had to be guessed from weekends; empty when all is known."""
        latest = max(self.years, default=None)
        steps = []
        for year in self.missing_years(days):
            done = "公布" if latest is None or year > latest else "录入"
            steps.append(Step(f"{year}年放假安排尚未{done}，先按周末推算，{done}后重新核定。"))
        return tuple(steps)

    def is_workday(self, day: date) -> bool:
        """Does the county work on this day? The county's own word goes first, then the notice."""
        if day in self.overrides:
            return self.overrides[day].works
        noticed = self._noticed(day)
        return day.isoweekday() < SATURDAY if noticed is None else noticed == ""

    def why(self, day: date) -> str:
        """The short reason: 国庆放假, 调休上班, 周末, 工作日, 县里规定放假, 县里规定上班."""
        if day in self.overrides:
            return "县里规定上班" if self.overrides[day].works else "县里规定放假"
        noticed = self._noticed(day)
        if noticed is None:
            return "工作日" if day.isoweekday() < SATURDAY else "周末"
        return f"{noticed}放假" if noticed else "调休上班"

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self._seek(day, ONE_DAY)

    def previous_workday(self, day: date) -> date:
        """The last working day before `day`."""
        return self._seek(day, -ONE_DAY)

    def count_workdays(self, after: date, until: date) -> int:
        """Working days later than `after`, up to and including `until`; negative when reversed."""
        if until < after:
            return -self.count_workdays(until, after)
        return sum(self.is_workday(day) for day in days_between(after + ONE_DAY, until))

    def _noticed(self, day: date) -> str | None:
        """The holiday's name, "" for a make-up working day, None for an ordinary day."""
        for year in (day.year + 1, day.year):
            table = self.years.get(year)
            if table and day in table.off:
                return table.off[day]
            if table and day in table.work:
                return ""
        return None

    def _seek(self, day: date, stride: timedelta) -> date:
        day += stride
        while not self.is_workday(day):
            day += stride
        return day


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included; empty when reversed."""
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
