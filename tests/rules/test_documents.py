"""Distances of signature and day, and the sheet for the board as parts (R174, F3)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.channels import Paper, Words
from gongkai.rules.documents import Page, Signing, Style, Table, Text
from gongkai.rules.documents.board import SheetFacts, of_sheet
from gongkai.rules.documents.description import width
from gongkai.rules.documents.forms import BY_CODE, NARROWEST, ROWS, WIDEST, Filling, filled, opinion
from gongkai.rules.documents.head import BREAK, HeadFacts, of_head
from tests.covers import covers

WORDS = Words(
    "东溪镇上书村党支部", "上书村", "9月党费收缴", "9月党费收齐了。",
    (("内容", ("应交45人。", "姓名\t金额", "张某\t20", "李某\t30", "完毕。")), ("结果", ("待10月8日大会通报",))), "500222TW03/2026-00045",
    "023-0000 0001",
)  # fmt: skip
FACTS = SheetFacts("向党内公开", "2026年9月", 2, "9F3C 7A21", date(2026, 10, 9), "张三", address="http://example.test/")


@pytest.mark.parametrize("name", ["綦江", "中共东溪镇委", "中国共产党綦江县东溪镇上书村支部委员会"])
def test_day_and_name_are_centred_over_one_another_with_room_for_a_seal(name):
    signing = Signing(name, "2026年9月28日")
    middle = signing.day_indent + width(signing.day) / 2
    assert middle == pytest.approx(signing.name_indent + width(name) / 2)
    assert signing.day_indent >= 4 and signing.name_indent >= 2


@covers("R174")
@pytest.mark.parametrize(
    ("paper", "page"), [(Paper.A4, Page.BOARD_A4), (Paper.A3, Page.BOARD_A3), (Paper.LARGE, Page.BOARD_LARGE)]
)
def test_the_board_sheet_says_what_was_approved_and_nothing_else(paper, page):
    sheet = of_sheet(WORDS, FACTS, paper)
    assert sheet.page is page and sheet.title == WORDS.title
    assert [block.text for block in sheet.blocks if isinstance(block, Text)] == [
        "9月党费收齐了。", "内容", "应交45人。", "完毕。", "结果", "待10月8日大会通报",
    ]  # fmt: skip
    (table,) = [block for block in sheet.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows] == [["姓名", "金额"], ["张某", "20"], ["李某", "30"]]
    assert sheet.blocks[1] == Text("内容", Style.HEADING)
    assert "索引号 500222TW03/2026-00045" in sheet.foot[0] and "第2版" in sheet.foot[0] and "张三" in sheet.foot[1]


@pytest.mark.parametrize("paper", Paper)
def test_the_sheet_of_a_signed_head_bears_its_lines_its_keys_and_its_code(paper):
    note = f"name/log/public\n3\n{'A' * 44}\n\n— name/log/public {'B' * 92}\n"
    facts = HeadFacts(
        "某县党务公开", "public", 3, note, datetime(2026, 10, 9, 17, 0, tzinfo=UTC), ("name+1+" + "C" * 44,)
    )
    sheet = of_head(facts, paper)
    small = [block.text.replace(BREAK, "") for block in sheet.blocks if block.style is Style.NOTE]
    assert small == [*filter(None, note.split("\n")), *facts.keys] and sheet.address == note
    assert "2026年10月10日 01:00" in sheet.blocks[0].text and "共 3 条" in sheet.blocks[0].text, (
        "the day is that of the village"
    )


def test_a_sheet_alone_bears_the_signed_head_with_the_key_and_its_time():
    note = f"name/log/public\n3\n{'A' * 44}\n\n— name/log/public {'B' * 92}\n"
    head = HeadFacts(
        "某县", "public", 3, note, datetime(2026, 10, 9, 17, 0, tzinfo=UTC), ("name+1+" + "C" * 44, "old+2+D")
    )
    small = of_sheet(WORDS, SheetFacts(**{**vars(FACTS), "signed": head}), Paper.A4).small
    assert [one.replace(BREAK, "") for one in small.lines] == [*filter(None, note.split("\n")), f"公钥 {head.keys[0]}"]
    assert small.code == note and "2026年10月10日 01:00共3条" in small.said
    assert of_sheet(WORDS, FACTS, Paper.A4).small is None, "nothing is signed yet"


def test_a_public_notice_says_until_when_and_where_to_object():
    sheet = of_sheet(WORDS, SheetFacts(**{**vars(FACTS), "notice": (date(2026, 10, 9), date(2026, 10, 15))}), Paper.A4)
    assert "公示期2026年10月9日至2026年10月15日" in sheet.blocks[1].text and "023-0000 0001" in sheet.blocks[1].text


def test_a_form_with_facts_keeps_room_for_the_pen_where_nothing_is_said():
    said = Filling(
        {"被检查组织": "甲村", "检查组签字": opinion("属实。", "王五", date(2026, 9, 4))},
        {"编号": "Z-1"},
        (("领导体制", "3", "1", "没有会议"),),
    )
    document = filled(BY_CODE["F19"], said)
    sheet, _, listed = document.blocks
    texts = {row[0].text: row[1].text for row in sheet.rows}
    assert texts["检查组签字"] == "属实。\n\n王五　2026年9月4日" and "签字：" in texts["被检查组织签字"]
    assert [cell.text for cell in listed.rows[1]] == ["领导体制", "3", "1", "没有会议"]
    assert len(listed.rows) == 1 + ROWS and listed.columns[0] > listed.columns[1]
    assert document.facts[0] == ("编号", "Z-1")
    assert opinion("") == ""


@pytest.mark.parametrize("wrong", [Filling({"无此栏": "x"}), Filling(head={"页": "1"}), Filling(rows=(("太少",),))])
def test_a_fact_that_the_form_has_no_place_for_is_an_error(wrong):
    with pytest.raises(ValueError, match="F19"):
        filled(BY_CODE["F19"], wrong)


@given(st.lists(st.tuples(*[st.text(max_size=60)] * 4), max_size=30))
def test_a_list_of_any_length_is_a_table(rows):
    listed = filled(BY_CODE["F19"], Filling(rows=tuple(rows))).blocks[-1]
    assert len(listed.rows) == 1 + max(len(rows), ROWS) and all(
        NARROWEST <= one <= WIDEST or one == 1 for one in listed.columns
    )
