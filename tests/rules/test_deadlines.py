"""Deadlines in calendar and working days, over weekends, holidays and the turn of the year (P21)."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.calendar import Computed, WorkCalendar
from gongkai.rules.deadlines import (
    TERMS,
    Light,
    add_calendar_days,
    add_months,
    add_workdays,
    days_left,
    light,
    months_later,
    notice_period,
    reminder_days,
)
from tests.covers import covers
from tests.dice import carrying
from tests.rules.calendar_data import KNOWN, TABLES

ANSWER = "收到申请后10个工作日内答复"


def workdays(start: str, n: int) -> Computed:
    return add_workdays(date.fromisoformat(start), n, KNOWN, ANSWER, "第九条(三)")


def texts(told: Computed) -> list[str]:
    return [step.text for step in told.steps]


# Reckoned by hand on the printed calendars of these years.
@covers("R176")
@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2011-06-21", 10, "2011-07-05"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-29", 2, "2026-10-08"),
        ("2026-09-25", 3, "2026-09-30"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-10-10", 1, "2026-10-12"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2024-02-08", 5, "2024-02-21"),
        ("2024-02-27", 2, "2024-02-29"),
        ("2018-12-28", 1, "2018-12-29"),
        ("2018-12-29", 1, "2019-01-02"),
    ],
)
def test_working_days_reckoned_by_hand(start, n, due):
    told = workdays(start, n)
    assert str(told.due) == due
    assert told.planned == told.due
    assert not told.provisional


@covers("R176")
def test_a_working_day_limit_explains_itself():
    told = workdays("2026-09-18", 10)
    assert told.due == date(2026, 10, 9)
    assert (told.rule, told.base) == (ANSWER, date(2026, 9, 18))
    assert texts(told) == [
        "收到申请后10个工作日内答复。",
        "9月18日当天不算，从第二天算起。",
        "9月20日调休上班，算工作日。",
        "9月25日至9月27日中秋放假，不算。",
        "10月1日至10月7日国庆放假，不算。",
        "第10个工作日是10月9日，当天24时前都算按时。",
    ]
    assert told.steps[0].article == "第九条(三)"
    assert Computed.from_json(told.as_json()) == told


@covers("R176")
def test_the_first_day_is_not_counted_even_when_it_is_a_make_up_day():
    assert texts(workdays("2026-10-10", 1)) == [
        "收到申请后10个工作日内答复。",
        "10月10日当天不算，从第二天算起。",
        "第1个工作日是10月12日，当天24时前都算按时。",
    ]


@covers("R176")
def test_days_fixed_by_the_county_are_named_in_the_explanation():
    county = WorkCalendar.from_mapping(TABLES, [{"date": "2026-10-08", "works": False, "reason": "全县防汛"}])
    told = add_workdays(date(2026, 9, 30), 1, county, ANSWER, "")
    assert told.due == date(2026, 10, 9)
    assert "10月8日县里规定放假，不算。" in texts(told)


@covers("R176")
def test_a_limit_into_an_unknown_year_is_provisional():
    told = workdays("2026-12-24", 6)
    assert (told.due, told.provisional) == (date(2027, 1, 1), True)
    assert texts(told)[-2:] == [
        "第6个工作日是2027年1月1日，当天24时前都算按时。",
        "2027年放假安排尚未公布，先按周末推算，公布后重新核定。",
    ]
    assert not workdays("2026-12-23", 1).provisional


@covers("R176")
def test_ten_days_of_article_13_show_both_readings():
    told = add_calendar_days(date(2011, 6, 21), 10, KNOWN, "印发后10日内报送备案。", "第十三条")
    assert told.due == told.planned == date(2011, 7, 1)
    assert texts(told) == [
        "印发后10日内报送备案。",
        "6月21日当天不算，从第二天算起。",
        "到7月1日满10日，当天24时前都算按时。",
        "若把10日理解为10个工作日，是7月5日。这里按自然日算，从严。",
    ]
    assert told.steps[-1].on == date(2011, 7, 5)


@covers("R176")
def test_the_last_day_counts_even_when_it_is_a_day_off():
    told = add_calendar_days(date(2026, 9, 21), 10, KNOWN, "10日内", "第十三条")
    assert told.due == date(2026, 10, 1)
    assert texts(told)[3] == "10月1日不上班（国庆放假），仍算最后一天；若理解为顺延，是10月8日。这里从严。"
    assert told.steps[3].on == date(2026, 10, 8)


def test_the_milder_readings_say_when_they_are_guessed():
    told = add_calendar_days(date(2026, 12, 24), 10, KNOWN, "10日内", "")
    assert (told.due, told.provisional) == (date(2027, 1, 3), False)
    assert "若理解为顺延，是2027年1月4日（按周末推算）" in texts(told)[3]
    assert "是2027年1月7日（按周末推算）" in texts(told)[4]


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-05-31", 1, "2026-06-30"),
    ],
)
def test_months_respect_month_ends(start, n, due):
    told = add_months(date.fromisoformat(start), n, "6个月内复核", "第九条(二)")
    assert str(told.due) == due
    assert not told.provisional


@covers("R176")
def test_a_month_limit_explains_itself():
    told = add_months(date(2026, 8, 31), 6, "暂不公开满6个月复核", "第九条(二)")
    assert texts(told) == [
        "暂不公开满6个月复核。",
        "2027年2月没有31日，算到月末28日。",
        "从8月31日起6个月，到2027年2月28日，当天24时前都算按时。",
    ]
    assert len(add_months(date(2026, 8, 30), 1, "复核", "").steps) == 2


@pytest.mark.parametrize("n", [0, -1])
def test_a_limit_is_at_least_one(n):
    with pytest.raises(ValueError):
        workdays("2026-10-08", n)
    with pytest.raises(ValueError):
        add_calendar_days(date(2026, 10, 8), n, KNOWN, "", "")
    with pytest.raises(ValueError):
        add_months(date(2026, 10, 8), n, "", "")


@covers("R78")
def test_a_public_notice_starts_the_next_working_day_and_ends_by_itself():
    notice = notice_period(date(2026, 9, 28), 5, KNOWN)
    assert (notice.posted, notice.first, notice.end.due) == (date(2026, 9, 28), date(2026, 9, 29), date(2026, 10, 10))
    assert texts(notice.end)[:2] == ["公示期为5个工作日。", "9月28日当天不算，从第二天算起。"]
    assert notice.end.steps[0].article == "第八条（四）"
    assert not notice.is_over(date(2026, 10, 10))
    assert notice.is_over(date(2026, 10, 11))


@covers("R78")
def test_a_notice_posted_on_a_day_off_counts_from_the_first_working_day():
    notice = notice_period(date(2026, 10, 3), 5, KNOWN, "发展党员公示不少于5个工作日", "细则")
    assert (notice.first, notice.end.due) == (date(2026, 10, 8), date(2026, 10, 13))
    assert (notice.end.rule, notice.end.steps[0].article) == ("发展党员公示不少于5个工作日", "细则")


@pytest.mark.parametrize(
    ("today", "colour", "days", "left"),
    [
        ("2026-09-25", Light.GREEN, 13, 4),
        ("2026-09-28", Light.YELLOW, 10, 3),
        ("2026-09-30", Light.YELLOW, 8, 1),
        ("2026-10-07", Light.YELLOW, 1, 1),
        ("2026-10-08", Light.YELLOW, 0, 0),
        ("2026-10-09", Light.RED, -1, -1),
        ("2026-10-12", Light.RED, -4, -3),
    ],
)
def test_lights_on_the_way_to_the_8th_of_october(today, colour, days, left):
    due, day = date(2026, 10, 8), date.fromisoformat(today)
    assert light(due, day, KNOWN, 3) is colour
    assert days_left(due, day, KNOWN) == (days, left)


def test_the_yellow_threshold_is_a_setting():
    assert light(date(2026, 10, 8), date(2026, 9, 28), KNOWN, yellow_days=2) is Light.GREEN
    assert light(date(2026, 10, 8), date(2026, 9, 25), KNOWN, yellow_days=4) is Light.YELLOW
    assert set(TERMS) == set(Light)


@covers("R71")
def test_reminders_five_and_two_working_days_before_and_on_the_day():
    assert reminder_days(date(2026, 10, 8), KNOWN, (5, 2, 0)) == (
        date(2026, 9, 23),
        date(2026, 9, 29),
        date(2026, 10, 8),
    )
    assert reminder_days(date(2026, 11, 6), KNOWN, (1,)) == (date(2026, 11, 5),)


starts = st.dates(date(2011, 1, 1), date(2027, 12, 31))
lengths = st.integers(1, 40)


def due_of(start: date, n: int) -> date:
    return add_workdays(start, n, KNOWN, "", "").due


@carrying
@given(starts, lengths)
def test_a_limit_ends_on_a_working_day_and_counts_back(start, n):
    due = due_of(start, n)
    assert KNOWN.is_workday(due)
    assert KNOWN.count_workdays(start, due) == n
    assert days_left(due, start, KNOWN).workdays == n


@carrying
@given(starts, lengths)
def test_a_naive_walk_finds_the_same_day(start, n):
    left, day = n, start
    while left:
        day += timedelta(days=1)
        left -= KNOWN.is_workday(day)
    assert due_of(start, n) == day


@given(starts, lengths, lengths, st.integers(0, 30))
def test_later_starts_and_longer_limits_never_end_earlier(start, n, more, later):
    assert due_of(start, n) < due_of(start, n + more)
    assert due_of(start, n) <= due_of(start + timedelta(days=later), n)
    assert due_of(due_of(start, n), more) == due_of(start, n + more)


@given(starts, lengths)
def test_reminding_n_days_before_undoes_adding_n_days(start, n):
    assume(KNOWN.is_workday(start))
    assert reminder_days(due_of(start, n), KNOWN, (n,)) == (start,)


@given(starts, lengths)
def test_provisional_exactly_when_a_needed_notice_is_missing(start, n):
    told = add_workdays(start, n, KNOWN, "", "")
    assert told.provisional == (told.due >= date(2026, 12, 25))
    assert told.provisional == any("尚未公布" in text for text in texts(told))


@given(starts, lengths)
def test_the_strict_reading_is_never_the_later_one(start, n):
    told = add_calendar_days(start, n, KNOWN, "", "")
    assert (told.due - start).days == n
    assert all(step.on is None or step.on >= told.due for step in told.steps[3:])


@given(starts, st.integers(1, 60), st.integers(1, 60))
def test_months_move_forward_and_keep_the_day_where_it_exists(start, n, more):
    due = months_later(start, n)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == n
    assert due.day == start.day or (due.day < start.day and (due + timedelta(days=1)).day == 1)
    assert due < months_later(start, n + more)
    assert add_months(start, n, "", "").due == due


@given(starts, starts)
def test_the_light_follows_the_working_days_left(due, today):
    colour = light(due, today, KNOWN, 3)
    left = days_left(due, today, KNOWN)
    assert (colour is Light.RED) == (left.days < 0)
    assert (colour is Light.GREEN) == (left.workdays > 3)
