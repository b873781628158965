"""Working days as the notices of the State Council set them, overrides, and years nobody announced yet (P21)."""

from datetime import date
from functools import cache
from itertools import accumulate

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import Computed, DayOverride, Step, WorkCalendar, YearDays, days_between, in_words
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.rules.calendar_data import FIRST_YEAR, FOLDER, KNOWN, LAST_YEAR, TABLES
from tools.make_calendar import main, render

EVERY_DAY = days_between(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
FLOOD = {
    "date": "2026-10-08",
    "works": False,
    "reason": "全县防汛",
}


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_the_committed_table_is_what_the_tool_writes(year):
    assert (FOLDER / f"{year}.yaml").read_text("utf-8") == render(year)


def test_the_tool_writes_the_years_it_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["make_calendar", "--first", "2025", "--last", "2026", "--target", str(tmp_path)])
    main()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2025.yaml", "2026.yaml"]
    assert (tmp_path / "2026.yaml").read_bytes() == (FOLDER / "2026.yaml").read_bytes()


def test_every_day_agrees_with_chinese_calendar():
    differing = [d for d in EVERY_DAY if KNOWN.is_workday(d) != chinese_calendar.is_workday(d)]
    assert len(EVERY_DAY) == 5844
    assert differing == []


def test_every_day_agrees_with_holidays():
    other = holidays.country_holidays("CN", years=range(FIRST_YEAR - 1, LAST_YEAR + 1))
    assert [d for d in EVERY_DAY if KNOWN.is_workday(d) != other.is_working_day(d)] == []


def test_tables_name_their_basis_and_each_holiday_once():
    for table in TABLES:
        names = [h["name"] for h in table["holidays"]]
        assert table["basis"] == "国务院办公厅年度节假日安排通知"
        assert len(names) == len(set(names))
        assert {"元旦", "春节", "清明", "劳动节", "端午", "国庆"} <= set(names)


@covers("R176")
@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2026-10-02", False, "国庆放假"),
        ("2026-09-20", True, "调休上班"),
        ("2026-10-08", True, "工作日"),
        ("2026-10-11", False, "周末"),
        ("2015-09-04", False, "抗战胜利日放假"),
        ("2018-12-29", True, "调休上班"),
        ("2018-12-31", False, "元旦放假"),
        ("2011-12-31", True, "调休上班"),
        ("2025-10-06", False, "中秋放假"),
        ("2027-01-01", True, "工作日"),
        ("2027-01-02", False, "周末"),
        ("2010-10-01", True, "工作日"),
    ],
)
def test_a_day_and_its_reason(day, works, why):
    asked = date.fromisoformat(day)
    assert (KNOWN.is_workday(asked), KNOWN.why(asked)) == (works, why)


@covers("R176")
def test_the_county_has_the_last_word_on_a_day():
    county = WorkCalendar.from_mapping(TABLES, [FLOOD, {"date": date(2026, 10, 3), "works": True, "reason": "补班"}])
    assert county.overrides[date(2026, 10, 8)] == DayOverride(False, "全县防汛")
    assert county.why(date(2026, 10, 8)) == "县里规定放假"
    assert county.why(date(2026, 10, 3)) == "县里规定上班"
    assert county.next_workday(date(2026, 10, 3)) == date(2026, 10, 9)
    assert county.next_workday(date(2026, 9, 30)) == date(2026, 10, 3)


def test_neighbouring_working_days():
    assert KNOWN.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert KNOWN.previous_workday(date(2026, 10, 8)) == date(2026, 9, 30)
    assert KNOWN.previous_workday(date(2026, 1, 5)) == date(2026, 1, 4)
    assert KNOWN.next_workday(date(2026, 12, 31)) == date(2027, 1, 1)


def test_missing_years_are_named_not_guessed_silently():
    assert KNOWN.knows(2026) and not KNOWN.knows(2027)
    assert KNOWN.missing_years([date(2026, 12, 24)]) == ()
    assert KNOWN.missing_years([date(2026, 12, 25)]) == (2027,)
    assert KNOWN.missing_years([date(2025, 12, 31), date(2027, 1, 4), date(2028, 1, 4)]) == (2027, 2028)
    assert KNOWN.caveats([date(2027, 1, 4)]) == (Step("2027年放假安排尚未公布，先按周末推算，公布后重新核定。"),)
    assert KNOWN.caveats([date(2010, 5, 4)]) == (Step("2010年放假安排尚未录入，先按周末推算，录入后重新核定。"),)
    assert WorkCalendar({}).caveats([date(2010, 5, 4)])[0].text.startswith("2010年放假安排尚未公布")


def test_a_day_fixed_by_the_county_needs_no_notice():
    county = WorkCalendar({}, {date(2027, 1, 4): DayOverride(True, "补班")})
    assert county.missing_years([date(2027, 1, 4)]) == ()


def test_the_next_years_notice_decides_about_december():
    notice = {"year": 2027, "holidays": [{"name": "元旦", "off": ["2026-12-31", "2027-01-01"], "work": ["2026-12-27"]}]}
    later = WorkCalendar.from_mapping([*TABLES, notice])
    assert KNOWN.is_workday(date(2026, 12, 31)) and not later.is_workday(date(2026, 12, 31))
    assert later.why(date(2026, 12, 27)) == "调休上班"
    assert later.missing_years([date(2026, 12, 31)]) == ()


def test_a_notice_for_2027_may_overrule_an_older_word_on_december():
    old = YearDays(2026, {}, frozenset({date(2026, 12, 31)}))
    new = YearDays(2027, {date(2026, 12, 31): "元旦"}, frozenset())
    assert WorkCalendar({2026: old, 2027: new}).why(date(2026, 12, 31)) == "元旦放假"


@pytest.mark.parametrize("stray", [date(2025, 11, 30), date(2027, 1, 1), date(2024, 12, 31)])
def test_a_notice_keeps_to_its_year(stray):
    with pytest.raises(Refused) as no:
        YearDays(2026, {stray: "元旦"}, frozenset())
    assert (no.value.code, no.value.facts) == ("calendar_day_outside_year", {"day": stray, "year": 2026})


def test_a_day_cannot_be_off_and_worked():
    with pytest.raises(Refused) as no:
        YearDays(2026, {date(2026, 10, 1): "国庆"}, frozenset({date(2026, 10, 1)}))
    assert no.value.code == "calendar_day_twice"


def test_of_two_names_for_one_day_the_first_is_kept():
    table = YearDays.from_mapping(
        {
            "year": 2020,
            "basis": "通知",
            "holidays": [
                {"name": "国庆", "off": [date(2020, 10, 1)], "work": []},
                {"name": "中秋", "off": ["2020-10-01"], "work": ["2020-09-27"]},
            ],
        }
    )
    assert table == YearDays(2020, {date(2020, 10, 1): "国庆"}, frozenset({date(2020, 9, 27)}), "通知")


def test_a_stored_year_is_read_back():
    stored = YearDays.from_json(2027, {"2026-12-31": "元旦", "2027-01-01": "元旦"}, ["2026-12-27"], "通知")
    off = {date(2026, 12, 31): "元旦", date(2027, 1, 1): "元旦"}
    assert stored == YearDays(2027, off, frozenset({date(2026, 12, 27)}), "通知")


def test_days_in_words():
    assert in_words(date(2026, 10, 8)) == "10月8日"
    assert in_words(date(2027, 1, 4), date(2026, 12, 1)) == "2027年1月4日"
    assert in_words(date(2026, 1, 4), date(2026, 12, 1)) == "1月4日"


def test_a_computed_date_survives_storage():
    told = Computed(
        date(2026, 10, 8),
        date(2026, 10, 2),
        True,
        "规则",
        date(2026, 10, 1),
        (Step("一。", "第八条（二）", date(2026, 10, 2)), Step("二。")),
    )
    plain = told.as_json()
    assert plain["due"] == "2026-10-08"
    assert plain["steps"][1] == {"text": "二。", "article": "", "on": None}
    assert Computed.from_json(plain) == told


near = st.dates(date(2011, 1, 1), date(2027, 12, 31))


@cache
def walked_until() -> dict[date, int]:
    """A naive walk over all the years, once: how many working days lie behind each day."""
    days = days_between(date(2011, 1, 1), date(2027, 12, 31))
    return dict(zip(days, accumulate(KNOWN.is_workday(day) for day in days), strict=True))


@given(near, near)
def test_counting_working_days_against_a_naive_walk(one, other):
    first, last = min(one, other), max(one, other)
    walked = walked_until()[last] - walked_until()[first]
    assert KNOWN.count_workdays(first, last) == walked
    assert KNOWN.count_workdays(last, first) == -walked


@given(near)
def test_neighbours_enclose_the_day(day):
    before, after = KNOWN.previous_workday(day), KNOWN.next_workday(day)
    assert before < day < after
    assert KNOWN.is_workday(before) and KNOWN.is_workday(after)
    assert KNOWN.count_workdays(before, after) == 1 + KNOWN.is_workday(day)
