"""The disclosure day of each month, moved when it is a day off, against hand-made lists and a second reckoning (P21)."""

import calendar as wall
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import Computed, WorkCalendar
from gongkai.rules.disclosure_day import (
    DEFAULT_RULE,
    TERMS,
    DisclosureDayRule,
    HolidayShift,
    WeekRule,
    disclosure_day,
    planned_day,
)
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.dice import carrying
from tests.rules.calendar_data import KNOWN, TABLES

READINGS = tuple(WeekRule)[:5]

# Every month 2024–2027: R1 first Friday, R2 Monday week of the 1st, R3 Sunday week of the 1st,
# R4 first whole week, R5 first week with at least four days in the month. 48 × 5 = 240 dates.
TABLE = """
2024-01 01-05 01-05 01-05 01-05 01-05
2024-02 02-02 02-02 02-02 02-09 02-02
2024-03 03-01 03-01 03-01 03-08 03-08
2024-04 04-05 04-05 04-05 04-05 04-05
2024-05 05-03 05-03 05-03 05-10 05-03
2024-06 06-07 05-31 05-31 06-07 06-07
2024-07 07-05 07-05 07-05 07-05 07-05
2024-08 08-02 08-02 08-02 08-09 08-02
2024-09 09-06 08-30 09-06 09-06 09-06
2024-10 10-04 10-04 10-04 10-11 10-04
2024-11 11-01 11-01 11-01 11-08 11-08
2024-12 12-06 11-29 12-06 12-06 12-06
2025-01 01-03 01-03 01-03 01-10 01-03
2025-02 02-07 01-31 01-31 02-07 02-07
2025-03 03-07 02-28 02-28 03-07 03-07
2025-04 04-04 04-04 04-04 04-11 04-04
2025-05 05-02 05-02 05-02 05-09 05-02
2025-06 06-06 05-30 06-06 06-06 06-06
2025-07 07-04 07-04 07-04 07-11 07-04
2025-08 08-01 08-01 08-01 08-08 08-08
2025-09 09-05 09-05 09-05 09-05 09-05
2025-10 10-03 10-03 10-03 10-10 10-03
2025-11 11-07 10-31 10-31 11-07 11-07
2025-12 12-05 12-05 12-05 12-05 12-05
2026-01 01-02 01-02 01-02 01-09 01-02
2026-02 02-06 01-30 02-06 02-06 02-06
2026-03 03-06 02-27 03-06 03-06 03-06
2026-04 04-03 04-03 04-03 04-10 04-03
2026-05 05-01 05-01 05-01 05-08 05-08
2026-06 06-05 06-05 06-05 06-05 06-05
2026-07 07-03 07-03 07-03 07-10 07-03
2026-08 08-07 07-31 07-31 08-07 08-07
2026-09 09-04 09-04 09-04 09-11 09-04
2026-10 10-02 10-02 10-02 10-09 10-02
2026-11 11-06 10-30 11-06 11-06 11-06
2026-12 12-04 12-04 12-04 12-11 12-04
2027-01 01-01 01-01 01-01 01-08 01-08
2027-02 02-05 02-05 02-05 02-05 02-05
2027-03 03-05 03-05 03-05 03-05 03-05
2027-04 04-02 04-02 04-02 04-09 04-02
2027-05 05-07 04-30 04-30 05-07 05-07
2027-06 06-04 06-04 06-04 06-11 06-04
2027-07 07-02 07-02 07-02 07-09 07-02
2027-08 08-06 07-30 08-06 08-06 08-06
2027-09 09-03 09-03 09-03 09-10 09-03
2027-10 10-01 10-01 10-01 10-08 10-08
2027-11 11-05 11-05 11-05 11-05 11-05
2027-12 12-03 12-03 12-03 12-10 12-03
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]

# First Fridays on a holiday: previous working day, next working day, next working Friday.
COLLISIONS = [
    ("2024-04-05", "2024-04-03", "2024-04-07", "2024-04-12"),
    ("2024-05-03", "2024-04-30", "2024-05-06", "2024-05-10"),
    ("2024-10-04", "2024-09-30", "2024-10-08", "2024-10-11"),
    ("2025-04-04", "2025-04-03", "2025-04-07", "2025-04-11"),
    ("2025-05-02", "2025-04-30", "2025-05-06", "2025-05-09"),
    ("2025-10-03", "2025-09-30", "2025-10-09", "2025-10-10"),
    ("2026-01-02", "2025-12-31", "2026-01-04", "2026-01-09"),
    ("2026-05-01", "2026-04-30", "2026-05-06", "2026-05-08"),
    ("2026-10-02", "2026-09-30", "2026-10-08", "2026-10-09"),
]
SHIFTS = (HolidayShift.PREVIOUS_WORKDAY, HolidayShift.NEXT_WORKDAY, HolidayShift.NEXT_WORKING_WEEKDAY)


def months(first: int, last: int) -> list[tuple[int, int]]:
    return [(year, month) for year in range(first, last + 1) for month in range(1, 13)]


def texts(told: Computed) -> list[str]:
    return [step.text for step in told.steps]


@covers("R70")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_five_readings_of_the_first_week(row):
    period = Period.parse(row[0])
    read = [f"{planned_day(period, DisclosureDayRule(week_rule)):%m-%d}" for week_rule in READINGS]
    assert read == row[1:]


def test_the_table_shows_the_known_differences():
    assert len(ROWS) == 48
    different = Counter(n for row in ROWS for n in range(2, 6) if row[n] != row[1])
    outside = Counter(n for row in ROWS for n in range(1, 6) if row[n][:2] != row[0][5:])
    assert different == {2: 13, 3: 6, 4: 26, 5: 6}
    assert outside == {2: 13, 3: 6}


def test_other_weekdays_read_off_a_wall_calendar():
    for weekday in range(1, 8):
        for year, month in months(2024, 2027):
            period = Period(year, month)
            by_monday = wall.Calendar(0).monthdatescalendar(year, month)
            by_sunday = wall.Calendar(6).monthdatescalendar(year, month)
            whole = next(w for w in by_monday if all(d.month == month for d in w))
            major = next(w for w in by_monday if sum(d.month == month for d in w) >= 4)
            inside = [d for w in by_monday for d in w if d.month == month and d.isoweekday() == weekday]
            expected = [inside[0], by_monday[0][weekday - 1], by_sunday[0][weekday % 7]]
            expected += [whole[weekday - 1], major[weekday - 1]]
            assert [planned_day(period, DisclosureDayRule(rule, weekday)) for rule in READINGS] == expected


@covers("R71")
@pytest.mark.parametrize("row", COLLISIONS, ids=lambda row: row[0])
def test_first_fridays_on_a_holiday_under_each_policy(row):
    friday, *expected = [date.fromisoformat(text) for text in row]
    for shift, due in zip(SHIFTS, expected, strict=True):
        told = disclosure_day(friday.year, friday.month, KNOWN, DisclosureDayRule(holiday_shift=shift))
        assert (told.planned, told.due) == (friday, due)
    stays = disclosure_day(friday.year, friday.month, KNOWN, DisclosureDayRule(holiday_shift=HolidayShift.NONE))
    assert stays.planned == stays.due == friday
    assert "按规定不改期" in texts(stays)[1]


def test_the_list_of_collisions_is_complete():
    found = [
        str(planned_day(Period(y, m))) for y, m in months(2024, 2026) if not KNOWN.is_workday(planned_day(Period(y, m)))
    ]
    assert found == [row[0] for row in COLLISIONS]


def test_days_off_under_each_reading_2024_to_2026():
    def days_off(week_rule: WeekRule) -> int:
        rule = DisclosureDayRule(week_rule)
        return sum(not KNOWN.is_workday(planned_day(Period(y, m), rule)) for y, m in months(2024, 2026))

    assert [days_off(week_rule) for week_rule in READINGS] == [9, 10, 10, 1, 8]


@covers("R71")
def test_37_of_192_first_fridays_are_holidays_and_every_october():
    moved = [(y, m) for y, m in months(2011, 2026) if disclosure_day(y, m, KNOWN).due != planned_day(Period(y, m))]
    assert len(months(2011, 2026)) == 192
    assert len(moved) == 37
    assert [y for y, m in moved if m == 10] == list(range(2011, 2027))


@covers("R70", "R71")
@pytest.mark.parametrize("year", range(2011, 2027))
def test_october_waits_for_the_end_of_national_day(year):
    told = disclosure_day(year, 10, KNOWN)
    assert told.planned.isoweekday() == 5 and told.planned.day <= 7
    assert date(year, 10, 7) <= told.due <= date(year, 10, 9)  # 7 October 2023 was a make-up Saturday
    assert KNOWN.is_workday(told.due)
    assert not told.provisional
    assert "放假，顺延到下一个工作日，即10月" in texts(told)[1]


@covers("R70", "R71", "R176")
def test_why_the_8th_of_october():
    told = disclosure_day(2026, 10, KNOWN)
    assert (told.due, told.planned, told.base) == (date(2026, 10, 8), date(2026, 10, 2), date(2026, 10, 1))
    assert told.rule == "每月第一周的星期五为公开日，逢放假顺延到下一个工作日"
    assert texts(told) == [
        "公开日是每月第一周的星期五，即10月2日。",
        "10月2日逢国庆放假，顺延到下一个工作日，即10月8日。",
        "当天24时前公开，或签字说明本月无此类事项，都算按时。",
    ]
    assert [step.article for step in told.steps] == ["第八条（二）", "", "第八条（二）"]
    assert [step.on for step in told.steps] == [date(2026, 10, 2), date(2026, 10, 8), date(2026, 10, 8)]
    assert Computed.from_json(told.as_json()) == told


def test_an_ordinary_month_needs_no_more_words():
    assert texts(disclosure_day(2026, 11, KNOWN)) == [
        "公开日是每月第一周的星期五，即11月6日。",
        "当天24时前公开，或签字说明本月无此类事项，都算按时。",
    ]


def test_a_make_up_sunday_is_named():
    assert "即1月4日（调休上班）。" in texts(disclosure_day(2026, 1, KNOWN))[1]


def test_a_day_in_the_month_before_is_said():
    told = disclosure_day(2026, 1, KNOWN, DisclosureDayRule(holiday_shift=HolidayShift.PREVIOUS_WORKDAY))
    assert texts(told)[1:3] == [
        "1月2日逢元旦放假，提前到上一个工作日，即2025年12月31日。",
        "这一天不在当月，仍是2026年1月的公开日。",
    ]


def test_the_next_working_friday_skips_a_second_holiday():
    county = WorkCalendar.from_mapping(TABLES, [{"date": "2026-10-09", "works": False, "reason": "全县防汛"}])
    told = disclosure_day(2026, 10, county, DisclosureDayRule(holiday_shift=HolidayShift.NEXT_WORKING_WEEKDAY))
    assert told.due == date(2026, 10, 16)
    assert texts(told)[1] == "10月2日逢国庆放假，改到下一个上班的星期五，即10月16日。"


@pytest.mark.parametrize(
    ("overrides", "day", "due", "text"),
    [
        ([], 10, "2026-10-10", None),
        ([], 11, "2026-10-12", "10月11日是周末，顺延到下一个工作日，即10月12日。"),
        (
            [{"date": "2026-10-15", "works": False, "reason": "全县防汛"}],
            15,
            "2026-10-16",
            "10月15日县里规定放假（全县防汛），顺延到下一个工作日，即10月16日。",
        ),
    ],
)
def test_a_fixed_day_of_the_month(overrides, day, due, text):
    county = WorkCalendar.from_mapping(TABLES, overrides)
    told = disclosure_day(2026, 10, county, DisclosureDayRule(WeekRule.DAY_OF_MONTH, day=day))
    assert str(told.due) == due
    assert texts(told)[0] == f"公开日是每月{day}日，即10月{day}日。"
    assert text is None or texts(told)[1] == text


@covers("R71")
def test_the_county_fixes_another_day_and_both_dates_are_shown():
    told = disclosure_day(2026, 10, KNOWN, override=date(2026, 10, 9), override_reason="8日全县集中学习 ")
    assert (told.due, told.planned, told.provisional) == (date(2026, 10, 9), date(2026, 10, 2), False)
    assert texts(told) == [
        "公开日是每月第一周的星期五，即10月2日。",
        "10月2日逢国庆放假，顺延到下一个工作日，即10月8日。",
        "县里发文定在10月9日，原因：8日全县集中学习。",
        "当天24时前公开，或签字说明本月无此类事项，都算按时。",
    ]


@covers("R71")
def test_the_county_may_keep_a_day_off_and_may_go_beyond_the_known_years():
    told = disclosure_day(2027, 10, KNOWN, override=date(2027, 10, 2), override_reason="赶集日")
    assert (told.due, told.provisional) == (date(2027, 10, 2), False)
    assert "县里发文定在10月2日，原因：赶集日。这一天是周末，仍按县里定的办。" in texts(told)


@covers("R71")
@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (date(2026, 9, 30), "提前", "disclosure_day_outside_month"),
        (date(2027, 10, 8), "写错年", "disclosure_day_outside_month"),
        (date(2026, 10, 9), "  ", "disclosure_day_without_reason"),
    ],
)
def test_a_wrong_override_is_refused(day, reason, code):
    with pytest.raises(Refused) as no:
        disclosure_day(2026, 10, KNOWN, override=day, override_reason=reason)
    assert no.value.code == code


@pytest.mark.parametrize("wrong", [{"weekday": 0}, {"weekday": 8}, {"day": 0}, {"day": 29}])
def test_a_rule_names_a_day_that_exists(wrong):
    with pytest.raises(Refused) as no:
        DisclosureDayRule(**wrong)
    assert no.value.code == "disclosure_day_rule_invalid"


@covers("R71", "R176")
@pytest.mark.parametrize("month", range(1, 13))
def test_2027_is_provisional_until_the_notice_comes(month):
    told = disclosure_day(2027, month, KNOWN)
    assert told.provisional
    assert told.due == told.planned == planned_day(Period(2027, month))
    assert "2027年放假安排尚未公布，先按周末推算，公布后重新核定。" in texts(told)


@covers("R71")
def test_the_notice_settles_a_provisional_day():
    notice = {"year": 2027, "holidays": [{"name": "元旦", "off": ["2027-01-01"], "work": []}]}
    told = disclosure_day(2027, 1, WorkCalendar.from_mapping([*TABLES, notice]))
    assert (told.due, told.provisional) == (date(2027, 1, 4), False)


def test_a_late_day_moved_past_spring_festival_is_said_to_leave_its_month():
    rule = DisclosureDayRule(WeekRule.DAY_OF_MONTH, 5, HolidayShift.NEXT_WORKING_WEEKDAY, day=28)
    told = disclosure_day(2025, 1, KNOWN, rule)
    assert told.due == date(2025, 2, 7)
    assert texts(told)[1:3] == [
        "1月28日逢春节放假，改到下一个上班的星期五，即2月7日。",
        "这一天不在当月，仍是2025年1月的公开日。",
    ]
    assert told.rule == "每月28日为公开日，逢放假改到下一个上班的星期五"


@pytest.mark.parametrize("weekday", [6, 7])
def test_a_day_off_cannot_wait_for_a_working_weekend(weekday):
    with pytest.raises(Refused) as no:
        DisclosureDayRule(weekday=weekday, holiday_shift=HolidayShift.NEXT_WORKING_WEEKDAY)
    assert no.value.code == "disclosure_day_rule_weekend"


def test_every_reading_and_policy_has_its_words():
    assert set(TERMS) == {*WeekRule, *HolidayShift}
    assert DEFAULT_RULE == DisclosureDayRule(WeekRule.FIRST_WEEKDAY_OF_MONTH, 5, HolidayShift.NEXT_WORKDAY)


anywhere = (st.sampled_from(WeekRule), st.integers(1, 7), st.sampled_from(HolidayShift), st.integers(1, 28))
any_rule = (
    st.tuples(*anywhere)
    .filter(lambda rule: rule[2] is not HolidayShift.NEXT_WORKING_WEEKDAY or rule[1] <= 5)
    .map(lambda rule: DisclosureDayRule(*rule))
)


@given(st.integers(2011, 2030), st.integers(1, 12))
def test_the_default_day_lies_in_its_month_on_a_working_day(year, month):
    told = disclosure_day(year, month, KNOWN)
    assert Period.of(told.due) == Period(year, month)
    assert KNOWN.is_workday(told.due)
    assert told.planned <= told.due
    assert KNOWN.count_workdays(told.planned, told.due) <= 1
    assert told.provisional == (year > 2026)


@carrying
@given(any_rule, st.integers(2011, 2027), st.integers(1, 12))
def test_any_rule_gives_one_explained_day(rule, year, month):
    told = disclosure_day(year, month, KNOWN, rule)
    if rule.holiday_shift is not HolidayShift.NONE:
        assert KNOWN.is_workday(told.due)
    if rule.holiday_shift is HolidayShift.NEXT_WORKING_WEEKDAY:
        assert told.due == told.planned or told.due.isoweekday() == rule.weekday
    assert (told.due != told.planned) <= (not KNOWN.is_workday(told.planned))
    assert all(text.endswith("。") for text in texts(told))
    assert told.steps[-1].on == told.due


@given(any_rule, st.integers(2011, 2026), st.integers(1, 12))
def test_days_follow_each_other_month_by_month(rule, year, month):
    here, after = Period(year, month), Period(year, month).next()
    assert planned_day(here, rule) < planned_day(after, rule)
    assert (
        disclosure_day(here.year, here.month, KNOWN, rule).due
        < disclosure_day(after.year, after.month, KNOWN, rule).due
    )
