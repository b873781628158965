"""Last month's text made this month's: exhaustive over forms and months, and what is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.carry_over import applied, carry_over
from gongkai.rules.months_named import HAN_MONTHS, Named, mentions
from gongkai.rules.periods import Period
from tests.covers import covers

AUGUST, SEPTEMBER = Period(2026, 8), Period(2026, 9)
DECEMBER, JANUARY = Period(2025, 12), Period(2026, 1)
MONTHS = st.integers(Period(2012, 1).index, Period(2040, 12).index).map(Period.from_index)


def carried(text, source=AUGUST, target=SEPTEMBER):
    found = carry_over(text, source, target)
    return applied(text, found.edits)


@covers("R70")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026年8月党费收缴情况", "2026年9月党费收缴情况"),
        ("8月份收缴", "9月份收缴"),
        ("2026年 8 月", "2026年 9 月"),
        ("2026年08月", "2026年09月"),
        ("2026-08", "2026-09"),
        ("26年8月", "26年9月"),
        ("今年8月；本年8月末", "今年9月；本年9月末"),
        ("２０２６年８月", "２０２６年９月"),
        ("二〇二六年八月", "二〇二六年九月"),
        ("二零二六年八月份", "二零二六年九月份"),
        ("截至8月底", "截至9月底"),
        ("8月起草的制度", "9月起草的制度"),
        ("8月情况和9月安排", "9月情况和10月安排"),
        ("1、8月党费", "1、9月党费"),
        ("一、八月党费", "一、九月党费"),
        ("收缴。\n3、8月党费", "收缴。\n3、9月党费"),
        ("（8月）", "（9月）"),
        ("8月召开会议3次", "9月召开会议3次"),
        ("8月12名党员", "9月12名党员"),
    ],
)
def test_the_month_changes(text, wanted):
    assert carried(text) == wanted
    assert carry_over(text, AUGUST, SEPTEMBER).left == ()


@pytest.mark.parametrize(
    "text",
    [
        "9月2日", "8月2日", "8月 2 日", "8月2号", "八月二日", "2026年8月31日", "2026-08-02", "2026.8.2", "2026/8/2",
        "8月1-15日", "8月1日至15日", "8月上旬", "8月下旬", "8月（1—31日）", "12日", "7—8月", "7-8月", "1月至8月", "8、9月",
        "8月和9月", "2025年9月至2026年8月", "8月以来", "自8月起", "8月至今", "2025年8月", "去年8月", "往年8月", "明年8月",
        "25年8月", "3年8月", "7月", "6月份", "2027年9月",
    ],
)  # fmt: skip
def test_days_spans_other_months_and_other_years_stay_and_are_named(text):
    found = carry_over(text, AUGUST, SEPTEMBER)
    assert found.edits == () and found.left


@pytest.mark.parametrize(
    "text",
    ["8个月", "18月", "每月", "本月", "上月结余", "十月革命", "5日内", "公示期5日", "2026年", "8", "", "月", "8.5元"],
)
def test_what_names_no_month_is_not_named(text):
    found = carry_over(text, AUGUST, SEPTEMBER)
    assert (found.edits, found.left) == ((), ())


@pytest.mark.parametrize(
    ("text", "wanted", "left"),
    [
        ("2025年12月党费", "2026年1月党费", ()),
        ("12月情况和1月安排", "1月情况和2月安排", ()),
        ("2026年1月安排", "2026年2月安排", ()),
        ("今年12月", "今年1月", ()),
        ("明年1月安排", "明年1月安排", ("明年1月",)),
        ("2025年党费（12月）", "2025年党费（1月）", ("2025年",)),
        ("二〇二五年十二月", "二〇二六年一月", ()),
        ("２５年１２月", "２６年１月", ()),
        ("2024年12月", "2024年12月", ("2024年12月",)),
    ],
)
def test_the_turn_of_a_year(text, wanted, left):
    assert carried(text, DECEMBER, JANUARY) == wanted
    assert carry_over(text, DECEMBER, JANUARY).left == left


FORMS = (
    "{y}年{m}月",
    "{y}年{m}月份",
    "{m}月",
    "{m}月份情况",
    "{h}月份",
    "{y}-{m:02}",
    "今年{m}月",
    "{m}月末",
)


@given(MONTHS, MONTHS, st.sampled_from(FORMS))
def test_every_month_in_every_form_becomes_every_other(source, target, form):
    def written(month):
        return form.format(y=month.year, m=month.month, h=HAN_MONTHS[month.month - 1])

    assert carried(written(source), source, target) == written(target)


@given(MONTHS, MONTHS, st.integers(1, 31))
def test_no_day_is_ever_touched(source, target, day):
    for month in (source, target, source.next()):
        for text in (
            f"{month.label}{day}日",
            f"{month.month}月{day}日",
            f"{month}-{day:02}",
            f"{month.month}月{day}号",
        ):
            assert carried(text, source, target) == text


PIECES = st.lists(
    st.sampled_from(["2026年", "8", "9", "12", "月", "份", "日", "、", "—", "至", "八", "十二", "二〇二六年", "去年", "。", "\n", "元", "８", " "]),
    max_size=14,
).map("".join)  # fmt: skip


@given(PIECES, MONTHS, MONTHS)
def test_only_figures_of_months_change_and_all_is_accounted_for(text, source, target):
    found = carry_over(text, source, target)
    assert all(a.end <= b.start for a, b in zip(found.edits, found.edits[1:], strict=False))
    kept = [one for one in mentions(text) if one.kind is not Named.YEAR]
    assert len(found.changed) + len(found.left) >= len(kept)
    made = applied(text, found.edits)
    assert sum(not sign.isdigit() for sign in made if sign not in "〇零一二三四五六七八九十") == sum(
        not sign.isdigit() for sign in text if sign not in "〇零一二三四五六七八九十"
    )
    assert all(one.new in made for one in found.changed)


@given(PIECES, MONTHS)
def test_the_same_month_changes_nothing(text, month):
    assert carry_over(text, month, month).edits == ()


@given(PIECES)
def test_mentions_stand_in_the_text(text):
    found = list(mentions(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
