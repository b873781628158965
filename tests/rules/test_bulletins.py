"""A briefing says again what was disclosed, in the order of 第五条, and only for a span that makes sense (R57, R174)."""

from datetime import date

import pytest

from gongkai.rules.bulletins import (
    Bulletin,
    Matter,
    Span,
    demand_issue,
    demand_span,
    demand_thin,
    month_span,
    usual_spans,
)
from gongkai.rules.channels import Words
from gongkai.rules.documents import Style, Table, Text
from gongkai.rules.documents.bulletin import INSIDE, of_bulletin
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused
from tests.covers import covers

TODAY = date(2026, 11, 27)


def matter(title: str, category: int, parts=(("内容", ("收了180元。",)),), plain="", edition=1) -> Matter:
    words = Words("上书村党支部", "上书村", title, plain, tuple(parts), "500222Z05-C01/2026-00045")
    return Matter(words, category, date(2026, 10, 9), edition, "9F3C 7A21")


@covers("R57", "R174")
def test_it_is_ordered_by_category_and_names_every_edition_with_its_proof():
    table = (("内容", ("姓名\t金额", "张某\t20", "完毕。")), ("程序", ("支委会审核。", "公示七天。")), ("结果", ()))
    one = Bulletin(
        "上书村党支部", Span(date(2026, 10, 1), date(2026, 10, 31)), TODAY,
        [matter("换届", 3), matter("议定事项", 1, plain="定了两件事。", edition=2), matter("党费", 3, table)], issue="第11期",
    )  # fmt: skip
    paper = of_bulletin(one)
    assert paper.title == "2026年10月公开事项" and paper.head == "上书村党支部党务公开简报" and paper.number == "第11期"
    said = [(block.style, block.text) for block in paper.blocks if isinstance(block, Text)]
    assert [text for style, text in said if style is Style.HEADING] == ["一、决议决定和执行", "二、组织建设"]
    assert [text for style, text in said if style is Style.SUBHEADING] == ["（一）议定事项", "（一）换届", "（二）党费"]
    notes = [text for style, text in said if style is Style.NOTE]
    assert len(notes) == 3 and "第2版" in notes[0] and "核对字 9F3C 7A21" in notes[0] and "第" not in notes[1]
    texts = [text for _, text in said]
    assert "公开3件，分属2类" in texts[0] and INSIDE not in texts
    assert texts[texts.index("内容：") + 1 :][:3] == ["完毕。", "程序：支委会审核。", "公示七天。"]
    (rows,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in rows.rows] == [["姓名", "金额"], ["张某", "20"]]


def test_nothing_disclosed_is_said_and_inner_matters_are_marked():
    empty = Bulletin("上书村党支部", month_span(Period(2026, 10), TODAY), TODAY, [])
    assert of_bulletin(empty).blocks == (Text("2026年10月，上书村党支部没有新公开的事项。"),)
    inner = of_bulletin(Bulletin("上书村党支部", empty.span, TODAY, [matter("党费", 3)], inside=True))
    assert inner.blocks[1] == Text(INSIDE) and "向党内和社会" in inner.blocks[0].text


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-10-01", "2026-10-31", "2026年10月"), ("2025-01-01", "2025-12-31", "2025年"),
        ("2026-10-01", "2026-10-15", "2026年10月1日至2026年10月15日"), ("2026-11-27", "2026-11-27", "2026年11月27日至2026年11月27日"),
        ("2025-11-27", "2026-11-27", "2025年11月27日至2026年11月27日"),
    ],
)  # fmt: skip
def test_a_span_is_named_as_people_name_it(since, until, words):
    assert demand_span(since, f" {until} ", today=TODAY).words == words


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ("", "", "bulletin_days"), ("2026-02-30", "2026-03-01", "bulletin_days"), ("2026-10-02", "2026-10-01", "bulletin_days"),
        ("2026-11-01", "2026-11-28", "bulletin_future"), ("2025-11-26", "2026-11-27", "bulletin_long"),
        ("2026-10-01\x00", "2026-10-02", "bulletin_days"),
        ("0001-01-01", "0001-01-01", "bulletin_early"), ("2010-12-31", "2010-12-31", "bulletin_early"),
    ],
)  # fmt: skip
def test_a_span_that_makes_no_sense_is_refused(since, until, code):
    with pytest.raises(Refused) as refused:
        demand_span(since, until, today=TODAY)
    assert refused.value.code == code


def test_usual_spans_end_today_at_the_latest_and_are_accepted():
    for _, span in usual_spans(TODAY):
        assert demand_span(span.since.isoformat(), span.until.isoformat(), today=TODAY) == span
    assert [span.words for _, span in usual_spans(TODAY)][0] == "2026年10月"


def test_an_issue_is_short_and_a_briefing_is_thin():
    assert demand_issue("  第 11  期 ") == "第 11 期"
    with pytest.raises(Refused):
        demand_issue("期" * 21)
    for sign in ("\x01", "\x08", "\ufffe", "\u202e"):
        with pytest.raises(Refused):
            demand_issue(f"第{sign}1期")
    demand_thin(120)
    with pytest.raises(Refused):
        demand_thin(121)
