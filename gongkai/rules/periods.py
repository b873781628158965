"""The month as the unit of duty: periods, their order and when an entry falls due."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from gongkai.rules.calendar import ONE_DAY
from gongkai.rules.in_force import SINCE
from gongkai.rules.refusals import Refused

REFUSALS = {"period_invalid": "“{text}”不是月份。月份写成“2026-10”这样。"}
FIRST_YEAR = SINCE.year
WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class PeriodKind(StrEnum):
    """How often a periodic entry falls due (第八条（二）)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Its length in months: the `period_months` of `Period.is_due`."""
        return MONTHS[self]


MONTHS = {
    PeriodKind.MONTHLY: 1,
    PeriodKind.QUARTERLY: 3,
    PeriodKind.HALF_YEARLY: 6,
    PeriodKind.YEARLY: 12,
}
TERMS = {
    PeriodKind.MONTHLY: "每月",
    PeriodKind.QUARTERLY: "每季度",
    PeriodKind.HALF_YEARLY: "每半年",
    PeriodKind.YEARLY: "每年",
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month, written `2026-10`; ordered by time. ValueError when there is no such month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `2026-10`; anything else is refused with `period_invalid`."""
        written = WRITTEN.fullmatch(text)
        if not written or written[1] == "0000":
            raise Refused("period_invalid", text=text)
        return cls(int(written[1]), int(written[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month in which `day` lies."""
        return cls(day.year, day.month)

    @classmethod
    def from_index(cls, index: int) -> Self:
        """The inverse of `index`."""
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        """Months since January of year 0: the number stored and reckoned with."""
        return self.year * 12 + self.month - 1

    @property
    def opens_on(self) -> date:
        """The first of the month: publications count for the period from here on."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return self.next().opens_on - ONE_DAY

    @property
    def label(self) -> str:
        """`2026年10月`."""
        return f"{self.year}年{self.month}月"

    def next(self) -> Self:
        """The month after."""
        return self.plus(1)

    def prev(self) -> Self:
        """The month before."""
        return self.plus(-1)

    def plus(self, months: int) -> Self:
        """The month `months` later (earlier when negative)."""
        return self.from_index(self.index + months)

    def through(self, last: "Period") -> Iterator["Period"]:
        """Every month from this one to `last`, both included."""
        for index in range(self.index, last.index + 1):
            yield Period.from_index(index)

    def is_due(self, period_months: int, phase: int = 0) -> bool:
        """Does an entry owed every `period_months` fall due in this month?

        `phase` 0 means January, and for a quarterly entry also April, July and October (第八条（二）).
        """
        return self.index % period_months == phase

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def content_period(period: Period) -> Period:
    """The month a monthly disclosure reports on: the calendar month before (第八条（二）, R70)."""
    return period.prev()


def known_year(given: str, today: date) -> int | None:
    """The year that was written, "" for the present one; None for what is no year since the rules are in force."""
    if not given:
        return today.year
    year = int(given) if len(given) == 4 and given.isascii() and given.isdigit() else 0
    return year if FIRST_YEAR <= year <= today.year else None
