"""The monthly disclosure day (党务公开日): how it is read from the text, moved and explained."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.rules.calendar import (
    Computed,
    Step,
    WorkCalendar,
    days_between,
    in_words,
)
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused

ARTICLE = "第八条（二）"
FRIDAY = 5
SUNDAY = 7
LAST_COMMON_DAY = 28
WEEK = timedelta(days=7)
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")

REFUSALS = {
    "disclosure_day_rule_invalid": "公开日规则里的{field}写成了{value}，没有这样的日子。",
    "disclosure_day_rule_weekend": "{weekday}平时不上班，逢放假不能再改到{weekday}。请另选一种改期办法。",
    "disclosure_day_outside_month": "{day}不在{month}。公开日要定在当月之内。",
    "disclosure_day_without_reason": "改定公开日要写明原因，原因会和两个日期一起公布。",
}


class WeekRule(StrEnum):
    """The candidate readings of 每月第一周星期五; the first one is decided."""

    FIRST_WEEKDAY_OF_MONTH = "first_weekday_of_month"
    MONDAY_WEEK_OF_FIRST_DAY = "monday_week_of_first_day"
    SUNDAY_WEEK_OF_FIRST_DAY = "sunday_week_of_first_day"
    FIRST_WHOLE_WEEK = "first_whole_week"
    FIRST_MAJORITY_WEEK = "first_majority_week"
    DAY_OF_MONTH = "day_of_month"


class HolidayShift(StrEnum):
    """Where the disclosure day goes when it falls on a day off."""

    NEXT_WORKDAY = "next_workday"
    PREVIOUS_WORKDAY = "previous_workday"
    NEXT_WORKING_WEEKDAY = "next_working_weekday"
    NONE = "none"


TERMS = {
    WeekRule.FIRST_WEEKDAY_OF_MONTH: "每月第一周",
    WeekRule.MONDAY_WEEK_OF_FIRST_DAY: "每月1日所在的那一周（周一至周日）",
    WeekRule.SUNDAY_WEEK_OF_FIRST_DAY: "每月1日所在的那一周（周日至周六）",
    WeekRule.FIRST_WHOLE_WEEK: "每月第一个完整的周（周一至周日）",
    WeekRule.FIRST_MAJORITY_WEEK: "每月第一个至少有四天在当月的周（周一至周日）",
    WeekRule.DAY_OF_MONTH: "每月固定的一天",
    HolidayShift.NEXT_WORKDAY: "逢放假顺延到下一个工作日",
    HolidayShift.PREVIOUS_WORKDAY: "逢放假提前到上一个工作日",
    HolidayShift.NEXT_WORKING_WEEKDAY: "逢放假改到下一个上班的同一星期几",
    HolidayShift.NONE: "逢放假不改期",
}


@dataclass(frozen=True, slots=True)
class DisclosureDayRule:
    """A county's rule for the disclosure day (第八条（二）, R70).

    `weekday` is 1 (Monday) to 7 (Sunday); `day`, 1 to 28, is used by `DAY_OF_MONTH` only.
    Refused with `disclosure_day_rule_invalid`, or with `disclosure_day_rule_weekend` when a day
    off would wait for a working Saturday or Sunday.
    """

    week_rule: WeekRule = WeekRule.FIRST_WEEKDAY_OF_MONTH
    weekday: int = FRIDAY
    holiday_shift: HolidayShift = HolidayShift.NEXT_WORKDAY
    day: int = 10

    def __post_init__(self) -> None:
        if not 1 <= self.weekday <= SUNDAY:
            raise Refused("disclosure_day_rule_invalid", field="星期几", value=self.weekday)
        if not 1 <= self.day <= LAST_COMMON_DAY:
            raise Refused("disclosure_day_rule_invalid", field="日期", value=self.day)
        if self.holiday_shift is HolidayShift.NEXT_WORKING_WEEKDAY and self.weekday > FRIDAY:
            raise Refused("disclosure_day_rule_weekend", weekday=WEEKDAYS[self.weekday - 1])

    @property
    def in_words(self) -> str:
        """`每月第一周的星期五`."""
        if self.week_rule is WeekRule.DAY_OF_MONTH:
            return f"每月{self.day}日"
        return f"{TERMS[self.week_rule]}的{WEEKDAYS[self.weekday - 1]}"

    @property
    def text(self) -> str:
        """The whole rule: `每月第一周的星期五为公开日，逢放假顺延到下一个工作日`."""
        shift = TERMS[self.holiday_shift].replace("同一星期几", WEEKDAYS[self.weekday - 1])
        return f"{self.in_words}为公开日，{shift}"


DEFAULT_RULE = DisclosureDayRule()


def planned_day(period: Period, rule: DisclosureDayRule = DEFAULT_RULE) -> date:
    """The day the text names, before any holiday is looked at; some readings leave the month."""
    first = period.opens_on
    monday = first - timedelta(days=first.isoweekday() - 1)
    into_week = timedelta(days=rule.weekday - 1)
    match rule.week_rule:
        case WeekRule.FIRST_WEEKDAY_OF_MONTH:
            return first + timedelta(days=(rule.weekday - first.isoweekday()) % 7)
        case WeekRule.MONDAY_WEEK_OF_FIRST_DAY:
            return monday + into_week
        case WeekRule.SUNDAY_WEEK_OF_FIRST_DAY:
            return first - timedelta(days=first.isoweekday() % 7 - rule.weekday % 7)
        case WeekRule.FIRST_WHOLE_WEEK:
            return (monday if monday == first else monday + WEEK) + into_week
        case WeekRule.FIRST_MAJORITY_WEEK:
            fourth = first + timedelta(days=3)
            return fourth - timedelta(days=fourth.isoweekday() - 1) + into_week
    return first + timedelta(days=rule.day - 1)


def disclosure_day(
    year: int,
    month: int,
    calendar: WorkCalendar,
    rule: DisclosureDayRule = DEFAULT_RULE,
    override: date | None = None,
    override_reason: str = "",
) -> Computed:
    """The disclosure day of a month, with its explanation (第八条（二）, R70, R71).

    `override` is the day the county office fixed by notice, with its reason; both dates are
    shown. A day that would need a missing day-off notice is provisional. Refused with
    `disclosure_day_outside_month` or `disclosure_day_without_reason` when the override is wrong.
    """
    period = Period(year, month)
    base = period.opens_on
    planned = planned_day(period, rule)
    moved = planned if calendar.is_workday(planned) else _moved(planned, calendar, rule)
    steps = [Step(f"公开日是{rule.in_words}，即{in_words(planned, base)}。", ARTICLE, planned)]
    if not calendar.is_workday(planned):
        steps.append(_shift_step(planned, moved, calendar, rule))
    caveats: tuple[Step, ...] = ()
    due = moved
    if override is None:
        looked_at = days_between(min(planned, moved), max(planned, moved))
        caveats = calendar.caveats(looked_at)
        steps.extend(caveats)
    else:
        due = _checked(override, override_reason, period)
        steps.append(_override_step(due, override_reason, calendar))
    if Period.of(due) != period:
        steps.append(Step(f"这一天不在当月，仍是{period.label}的公开日。", "", due))
    steps.append(Step("当天24时前公开，或签字说明本月无此类事项，都算按时。", ARTICLE, due))
    return Computed(
        due=due,
        planned=planned,
        provisional=bool(caveats),
        rule=rule.text,
        base=base,
        steps=tuple(steps),
    )


def _moved(planned: date, calendar: WorkCalendar, rule: DisclosureDayRule) -> date:
    """Where a day off sends the disclosure day."""
    match rule.holiday_shift:
        case HolidayShift.NEXT_WORKDAY:
            return calendar.next_workday(planned)
        case HolidayShift.PREVIOUS_WORKDAY:
            return calendar.previous_workday(planned)
        case HolidayShift.NEXT_WORKING_WEEKDAY:
            day = calendar.next_workday(planned)
            while day.isoweekday() != rule.weekday:
                day = calendar.next_workday(day)
            return day
    return planned


def _shift_step(planned: date, moved: date, calendar: WorkCalendar, rule: DisclosureDayRule) -> Step:
    """Why the day moved from `planned` to `moved`, or why it stays although it is a day off."""
    cause = f"{in_words(planned)}{_off_reason(planned, calendar)}"
    if moved == planned:
        return Step(f"{cause}，按规定不改期。", "", planned)
    weekday = WEEKDAYS[rule.weekday - 1]
    change = TERMS[rule.holiday_shift].removeprefix("逢放假").replace("同一星期几", weekday)
    made_up = "（调休上班）" if calendar.why(moved) == "调休上班" else ""
    return Step(f"{cause}，{change}，即{in_words(moved, planned)}{made_up}。", "", moved)


def _override_step(due: date, reason: str, calendar: WorkCalendar) -> Step:
    note = ""
    if not calendar.is_workday(due):
        note = f"这一天{_off_reason(due, calendar)}，仍按县里定的办。"
    return Step(f"县里发文定在{in_words(due)}，原因：{reason.strip()}。{note}", "", due)


def _off_reason(day: date, calendar: WorkCalendar) -> str:
    if day in calendar.overrides:
        return f"县里规定放假（{calendar.overrides[day].reason}）"
    why = calendar.why(day)
    return "是周末" if why == "周末" else f"逢{why}"


def _checked(override: date, reason: str, period: Period) -> date:
    if Period.of(override) != period:
        raise Refused("disclosure_day_outside_month", day=override, month=period.label)
    if not reason.strip():
        raise Refused("disclosure_day_without_reason")
    return override
