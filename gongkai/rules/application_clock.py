"""The time limit for answering an application: working days, minus pauses, plus one extension (第九条（三）, R90–R94)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.rules.calendar import ONE_DAY, Computed, Step, WorkCalendar, days_between, in_words
from gongkai.rules.deadlines import add_workdays

ARTICLE = "第九条（三）"


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still: from the day after `began` up to and with `ended`."""

    began: date
    ended: date

    def holds(self, day: date) -> bool:
        return self.began < day <= self.ended


def answer_due(
    accepted: date, days: int, calendar: WorkCalendar, *, pauses: Sequence[Pause] = (), extension: int = 0
) -> Computed:
    """The last day of the answer, with its reasons.

    `days` working days after acceptance, the day of acceptance not counted; `extension` more when
    it was extended; working days within a pause do not count.
    """
    wanted = days + extension
    rule = f"受理后{days}个工作日内答复" + (f"，经同意延长{extension}个工作日" if extension else "")
    due = _counted(accepted, wanted, calendar, pauses)
    taken = calendar.count_workdays(accepted, due)
    plain = add_workdays(accepted, taken, calendar, rule, ARTICLE)
    if taken == wanted:
        return plain
    *before, last = plain.steps[: len(plain.steps) - len(calendar.caveats(days_between(accepted + ONE_DAY, due)))]
    stopped = [
        Step(
            f"{in_words(one.began, accepted)}到{in_words(one.ended, accepted)}征求第三方意见，"
            f"其中{_within(one, accepted, due, calendar)}个工作日不算。",
            ARTICLE,
            one.ended,
        )
        for one in pauses
        if _within(one, accepted, due, calendar)
    ]
    end = Step(f"不算暂停的日子，第{wanted}个工作日是{in_words(due, accepted)}，当天24时前都算按时。", "", due)
    after = plain.steps[len(before) + 1 :]
    planned = add_workdays(accepted, wanted, calendar, rule, ARTICLE).due
    return Computed(due, planned, plain.provisional, rule, accepted, (*before, *stopped, end, *after))


def days_used(accepted: date, today: date, calendar: WorkCalendar, *, pauses: Sequence[Pause] = ()) -> int:
    """Working days spent on the answer so far; days within a pause do not count."""
    return sum(
        calendar.is_workday(day) and not any(one.holds(day) for one in pauses)
        for day in days_between(accepted + ONE_DAY, today)
    )


def _counted(start: date, n: int, calendar: WorkCalendar, pauses: Sequence[Pause]) -> date:
    day, left = start, n
    while left:
        day = calendar.next_workday(day)
        left -= not any(one.holds(day) for one in pauses)
    return day


def _within(one: Pause, start: date, due: date, calendar: WorkCalendar) -> int:
    first, last = max(one.began, start), min(one.ended, due)
    return calendar.count_workdays(first, last) if last > first else 0
