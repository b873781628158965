"""An edition on a screen: every word in order until the pages end, and no page that nobody could read in time (第七条（三）)."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.channels import Words
from gongkai.rules.screens import COLUMNS, LINES, LONGEST, MOST_PAGES, SHORTEST, height, in_pages
from tests.covers import covers

LINE = st.text(st.sampled_from("党费公开。；，123"), min_size=1, max_size=700)
ROW = st.lists(st.text(st.sampled_from("党费12"), max_size=20), min_size=2, max_size=4).map("\t".join)
PARTS = st.lists(
    st.tuples(
        st.sampled_from(("内容", "程序", "结果")), st.lists(LINE | ROW, min_size=1, max_size=6).map(tuple)
    ),
    max_size=3,
    unique_by=lambda part: part[0],
)  # fmt: skip


def words(parts, plain="") -> Words:
    return Words(
        "上书村党支部", "上书村", "9月党费", plain, tuple(parts), "500222Z05/2026-00001", "", date(2026, 9, 30)
    )


def said(pages) -> str:
    return "".join(cell for page in pages for block in page.blocks for row in block.rows for cell in row)


@covers("R58", "R174")
@given(PARTS, st.sampled_from(("", "收了180元。")))
def test_the_pages_say_the_edition_in_order_and_admit_when_they_stop(parts, plain):
    pages = in_pages(words(parts, plain))
    whole = plain + "".join(line.replace("\t", "") for _, lines in parts for line in lines)
    shown = said(pages)
    assert whole.startswith(shown) and (shown != whole) == pages[-1].more
    assert [page.number for page in pages] == list(range(1, len(pages) + 1)) and len(pages) <= MOST_PAGES
    assert not any(page.more for page in pages[:-1])
    for page in pages:
        rows = [row for block in page.blocks for row in block.rows]
        lines = sum(map(height, rows)) + sum(1 for block in page.blocks if block.heading)
        assert lines <= LINES or len(rows) == 1  # a row of a table is not torn
        assert SHORTEST <= page.seconds <= LONGEST
        assert all(block.rows for block in page.blocks)  # no heading alone


def test_a_short_edition_is_one_page_and_a_long_paragraph_is_cut_behind_a_sentence():
    (one,) = in_pages(words([("内容", ("收了180元。",))], "党费收齐了。"))
    assert [(block.heading, block.rows) for block in one.blocks] == [
        ("", (("党费收齐了。",),)), ("内容", (("收了180元。",),)),
    ]  # fmt: skip
    long = "村里修路用了十二万元，钱从乡里来，账目已经审计。" * 12
    pages = in_pages(words([("内容", (long,))]))
    assert len(pages) > 1
    assert all(row[-1].endswith("。") for page in pages for block in page.blocks for row in block.rows)


def test_nothing_written_is_still_a_page():
    (empty,) = in_pages(words([]))
    assert empty.blocks == () and empty.seconds == SHORTEST and COLUMNS > 0
