"""The writer of workbooks: what goes in comes out, nothing runs, and memory does not grow with the rows."""

import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.interfaces.ui import sheets, tables
from gongkai.interfaces.ui.sheets import LONGEST, write
from gongkai.interfaces.ui.tables import IN_MEMORY, Table, download
from tests.covers import covers


def written(headings, rows) -> bytes:
    target = io.BytesIO()
    write(target, headings, rows)
    return target.getvalue()


def read(content: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.values)


def test_numbers_stay_numbers_and_empty_cells_stay_empty():
    assert read(written(("甲", "乙", "丙", "丁"), [(1, 2.5, None, ""), (0, "0", True, -3)])) == [
        ("甲", "乙", "丙", "丁"), (1, 2.5, None, None), (0, "0", "True", -3),
    ]  # fmt: skip


@covers("R175")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "http://a.b/", "  两头有空格  ", "<&>\"'", "两\n行"])
def test_text_stays_text_and_never_runs(text):
    content = written(("甲",), [(text,)])
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = book.active["A2"]
    assert cell.value == text and cell.data_type in ("s", "inlineStr") and cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f" not in parts.read("xl/worksheets/sheet1.xml")


@given(st.text(max_size=40))
def test_whatever_is_typed_the_file_opens_and_loses_only_what_cannot_be_said(text):
    kept = sheets.UNSAID.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    assert read(written(("甲", "乙"), [(text, "末")]))[1] == (kept or None, "末")


def test_what_no_cell_holds_is_cut_and_what_is_no_number_is_text():
    rows = read(written(("甲", "乙"), [("长" * (LONGEST + 5), float("inf"))]))
    assert len(rows[1][0]) == LONGEST and rows[1][1] == "inf"


def test_a_row_longer_than_the_head_keeps_all_its_cells_and_a_table_without_rows_its_head():
    assert read(written(("甲",), [(1, 2, 3)]))[1] == (1, 2, 3)
    assert read(written(("甲", "乙"), [])) == [("甲", "乙")]


@pytest.mark.parametrize("rows", [999, 1_000, 1_001, 2_500])
def test_rows_are_packed_in_pieces_and_none_is_lost_in_columns_beyond_z(rows):
    table = [(n, *(f"{n}.{column}" for column in range(29))) for n in range(rows)]
    assert read(written(("数",), table))[1:] == table


def test_the_head_stays_and_is_printed_on_every_sheet_of_a4_on_its_side():
    sheet = openpyxl.load_workbook(io.BytesIO(written(("甲", "乙"), [(1, 2)]))).active
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold and not sheet["A2"].font.bold
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


def test_the_same_rows_give_the_same_bytes():
    assert written(("甲",), [(1,)]) == written(("甲",), [(1,)])


def test_more_rows_than_a_sheet_holds_are_not_swallowed(monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 3)
    assert len(read(written(("甲",), [(1,), (2,)]))) == 3
    with pytest.raises(ValueError, match="more rows"):
        written(("甲",), [(1,), (2,), (3,)])


def _peak(number: int) -> int:
    rows = ((n, f"第{n}村党支部", "党费收缴使用情况" * 3, "2026-01-09") for n in range(number))
    tracemalloc.start()
    try:
        answer = download(Table(("一", "二", "三", "四"), rows, "台账"))
        answer.close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.django_db
def test_ten_times_the_rows_take_no_more_memory():
    small, large = _peak(4_000), _peak(40_000)
    assert large < small + IN_MEMORY + 500_000


@pytest.mark.django_db
def test_a_large_table_is_sent_in_pieces_from_the_disk():
    rows = [(n, str(hash((n, "x"))), str(hash((n, "y")))) for n in range(40_000)]
    answer = download(Table(("一", "二", "三"), rows, "很多行"))
    assert answer.streaming and int(answer["Content-Length"]) > IN_MEMORY
    content = b"".join(answer.streaming_content)
    answer.close()
    assert len(content) == int(answer["Content-Length"])
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    assert sum(1 for _ in book.active.values) == 40_001
    book.close()
    assert answer["Content-Type"] == tables.MEDIA_TYPE
    assert "%E5%BE%88%E5%A4%9A%E8%A1%8C.xlsx" in answer["Content-Disposition"]


def test_rows_that_fail_give_no_half_file():
    def broken():
        yield (1,)
        raise RuntimeError("lost")

    with pytest.raises(RuntimeError, match="lost"):
        download(Table(("甲",), broken(), "台账"))
