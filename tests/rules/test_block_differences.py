"""Differences of texts with tables: row by row, both sides can be read, and only what changed is marked."""

import time

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.block_differences import Block, RowOp, block_differences
from gongkai.rules.differences import Op
from tests.covers import covers

BEFORE = "表如下。\n项目\t金额\n上月结余\t1,363.00\n收入\t186\n订报\t20\n月末结余\t1,529.00\n报销有票。"
AFTER = "表如下。\n项目\t金额\n上月结余\t1,363.00\n收入\t190\n慰问\t30\n月末结余\t1,523.00\n报销都有票。"
TEXTS = st.lists(
    st.lists(st.sampled_from(["甲", "乙", "1", "2", "合计", ""]), min_size=1, max_size=3).map("\t".join), max_size=8
).map(lambda lines: "\n".join(line for line in lines if line.strip("\t")))


def rows(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(row.op, row.name) for block in blocks for row in block.rows]


def side(blocks: list[Block], gone: Op, row_gone: RowOp) -> str:
    """The text as it was (what was inserted left out) or is; empty cells at the end of a row are not told apart."""
    lines = []
    for block in blocks:
        lines += "".join(one.text for one in block.words if one.op is not gone).split("\n")
        lines += [
            "\t".join("".join(one.text for one in cell if one.op is not gone) for cell in row.cells)
            for row in block.rows
            if row.op is not row_gone
        ]
    return trimmed("\n".join(lines))


def trimmed(text: str) -> str:
    return "\n".join(line.rstrip("\t") for line in text.split("\n") if line.strip("\t"))


@covers("R79")
def test_rows_come_go_and_change_by_the_cell():
    found = block_differences(BEFORE, AFTER)
    assert rows(found) == [
        (RowOp.SAME, "项目"), (RowOp.SAME, "上月结余"), (RowOp.CHANGED, "收入"), (RowOp.REMOVED, "订报"),
        (RowOp.ADDED, "慰问"), (RowOp.CHANGED, "月末结余"),
    ]  # fmt: skip
    name, amount = found[1].rows[2].cells
    assert [(one.op, one.text) for one in name] == [(Op.EQUAL, "收入")]
    assert [(one.op, one.text) for one in amount] == [(Op.DELETE, "186"), (Op.INSERT, "190")]
    assert [block.changed for block in found] == [False, True, True]
    assert [one.text for one in found[2].words if one.op is Op.INSERT] == ["都"]


def test_a_row_moved_in_between_leaves_the_others_alone():
    found = block_differences("a\t1\nb\t2\nc\t3", "a\t1\nx\t9\nb\t2\nc\t3")
    assert rows(found) == [(RowOp.SAME, "a"), (RowOp.ADDED, "x"), (RowOp.SAME, "b"), (RowOp.SAME, "c")]


def test_a_new_table_is_all_added_and_the_old_one_stays():
    found = block_differences("甲\t1\n乙\t2", "丙\t3\n丁\t4\n话\n甲\t1\n乙\t2")
    assert [block.changed for block in found] == [True, True, False]
    assert rows(found)[:2] == [(RowOp.ADDED, "丙"), (RowOp.ADDED, "丁")]


def test_a_new_column_is_a_change_in_each_row():
    found = block_differences("甲\t1\n乙\t2", "甲\t1\t3\n乙\t2\t4")
    assert rows(found) == [(RowOp.CHANGED, "甲"), (RowOp.CHANGED, "乙")]
    assert list(found[0].columns) == [1, 2, 3]


def test_four_thousand_equal_rows_take_little_time():
    start = time.process_time()
    block_differences("一\t二\n" * 4000, "一\t二\n" * 3990 + "一\t三\n")
    assert time.process_time() - start < 2


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read(older, newer):
    found = block_differences(older, newer)
    assert side(found, Op.INSERT, RowOp.ADDED) == trimmed(older)
    assert side(found, Op.DELETE, RowOp.REMOVED) == trimmed(newer)


@given(TEXTS)
def test_the_same_text_has_no_difference(text):
    assert not any(block.changed for block in block_differences(text, text))
