"""Time limits of the regulation: reckoned in working days, days or months, and how near they are."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from gongkai.rules.calendar import (
    ONE_DAY,
    Computed,
    Step,
    WorkCalendar,
    days_between,
    in_words,
)
from gongkai.rules.periods import Period, PeriodKind, content_period

__all__ = [
    "DaysLeft",
    "Light",
    "NoticePeriod",
    "Period",
    "PeriodKind",
    "add_calendar_days",
    "add_months",
    "add_workdays",
    "content_period",
    "days_left",
    "light",
    "months_later",
    "notice_period",
    "reminder_days",
]

ORDINARY = ("工作日", "周末")
NOTICE_ARTICLE = "第八条（四）"


class Light(StrEnum):
    """How near a deadline is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


TERMS = {Light.GREEN: "正常", Light.YELLOW: "临近到期", Light.RED: "逾期"}


class DaysLeft(NamedTuple):
    """Days from today to the due day, today not counted; negative when overdue."""

    days: int
    workdays: int


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """A public-notice period (公示期, R78): `first` is the first working day that counts."""

    posted: date
    first: date
    end: Computed

    def is_over(self, today: date) -> bool:
        """Has the last day passed? Then the result note falls due."""
        return today > self.end.due


def add_workdays(start: date, n: int, calendar: WorkCalendar, rule_text: str, article: str) -> Computed:
    """The `n`-th working day after `start`; the first day is not counted (R176).

    `n` is at least 1 (ValueError). Days of a year without a day-off notice make it provisional.
    """
    if n < 1:
        raise ValueError(f"at least one working day, not {n}")
    due = _nth_workday(start, n, calendar)
    passed = days_between(start + ONE_DAY, due)
    caveats = calendar.caveats(passed)
    steps = (
        Step(_sentence(rule_text), article, start),
        _first_day_step(start),
        *_unusual_days(passed, calendar, start),
        Step(f"第{n}个工作日是{in_words(due, start)}，当天24时前都算按时。", "", due),
        *caveats,
    )
    return Computed(due, due, bool(caveats), rule_text, start, steps)


def add_calendar_days(start: date, n: int, calendar: WorkCalendar, rule_text: str, article: str) -> Computed:
    """The `n`-th day after `start`, days off included; the first day is not counted (R140).

    The last day counts even when it is a day off; the explanation shows the milder readings
    beside it. `n` is at least 1 (ValueError). Never provisional: no notice can move it.
    """
    if n < 1:
        raise ValueError(f"at least one day, not {n}")
    due = start + timedelta(days=n)
    steps = [
        Step(_sentence(rule_text), article, start),
        _first_day_step(start),
        Step(f"到{in_words(due, start)}满{n}日，当天24时前都算按时。", "", due),
    ]
    if not calendar.is_workday(due):
        later = calendar.next_workday(due)
        steps.append(
            Step(
                f"{in_words(due, start)}不上班（{calendar.why(due)}），仍算最后一天；"
                f"若理解为顺延，是{in_words(later, start)}"
                f"{_guessed(calendar, due, later)}。这里从严。",
                "",
                later,
            )
        )
    by_work = _nth_workday(start, n, calendar)
    steps.append(
        Step(
            f"若把{n}日理解为{n}个工作日，是{in_words(by_work, start)}"
            f"{_guessed(calendar, start + ONE_DAY, by_work)}。这里按自然日算，从严。",
            "",
            by_work,
        )
    )
    return Computed(due, due, False, rule_text, start, tuple(steps))


def months_later(start: date, n: int) -> date:
    """The same day `n` months later, or the month's last day when it has no such day."""
    month = Period.of(start).plus(n)
    return date(month.year, month.month, min(start.day, monthrange(month.year, month.month)[1]))


def add_months(start: date, n: int, rule_text: str, article: str) -> Computed:
    """`n` months after `start`, month ends respected (31 January + 1 month = the end of February).

    `n` is at least 1 (ValueError).
    """
    if n < 1:
        raise ValueError(f"at least one month, not {n}")
    due = months_later(start, n)
    steps = [Step(_sentence(rule_text), article, start)]
    if due.day != start.day:
        steps.append(Step(f"{due.year}年{due.month}月没有{start.day}日，算到月末{due.day}日。", "", due))
    steps.append(Step(f"从{in_words(start)}起{n}个月，到{in_words(due, start)}，当天24时前都算按时。", "", due))
    return Computed(due, due, False, rule_text, start, tuple(steps))


def notice_period(
    start: date,
    n_workdays: int,
    calendar: WorkCalendar,
    rule_text: str = "",
    article: str = NOTICE_ARTICLE,
) -> NoticePeriod:
    """The public-notice period of something posted on `start`, which is not counted (R78)."""
    end = add_workdays(start, n_workdays, calendar, rule_text or f"公示期为{n_workdays}个工作日", article)
    return NoticePeriod(start, calendar.next_workday(start), end)


def days_left(due: date, today: date, calendar: WorkCalendar) -> DaysLeft:
    """Calendar days and working days from `today` to `due`."""
    return DaysLeft((due - today).days, calendar.count_workdays(today, due))


def light(due: date, today: date, calendar: WorkCalendar, yellow_days: int) -> Light:
    """Red once the due day has passed, yellow with at most `yellow_days` working days left."""
    if today > due:
        return Light.RED
    near = calendar.count_workdays(today, due) <= yellow_days
    return Light.YELLOW if near else Light.GREEN


def reminder_days(due: date, calendar: WorkCalendar, before: Sequence[int]) -> tuple[date, ...]:
    """The days to remind on: so many working days before `due`, 0 being the due day (R71)."""
    days = []
    for n in before:
        day = due
        for _ in range(n):
            day = calendar.previous_workday(day)
        days.append(day)
    return tuple(days)


def _nth_workday(start: date, n: int, calendar: WorkCalendar) -> date:
    day = start
    for _ in range(n):
        day = calendar.next_workday(day)
    return day


def _sentence(rule_text: str) -> str:
    return rule_text.rstrip("。") + "。"


def _first_day_step(start: date) -> Step:
    return Step(f"{in_words(start)}当天不算，从第二天算起。", "", start)


def _unusual_days(days: Sequence[date], calendar: WorkCalendar, base: date) -> list[Step]:
    """One sentence for each run of holidays, make-up days or days fixed by the county."""
    steps = []
    for why, run in groupby(days, key=calendar.why):
        if why not in ORDINARY:
            first, *rest = run
            span = in_words(first, base) + (f"至{in_words(rest[-1], first)}" if rest else "")
            effect = "算工作日" if calendar.is_workday(first) else "不算"
            steps.append(Step(f"{span}{why}，{effect}。", "", first))
    return steps


def _guessed(calendar: WorkCalendar, first: date, last: date) -> str:
    return "（按周末推算）" if calendar.missing_years(days_between(first, last)) else ""
