"""Imports read rows of xlsx and csv as plain text, one after the other, with true row numbers."""

from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from gongkai.ledger.intake.tables import read_rows
from gongkai.rules.refusals import Refused
from tests.ledger import intake_files as made


def test_cells_become_plain_stripped_text(tmp_path):
    rows = [[" 上书村 ", 3, 3.5, date(2024, 1, 2), datetime(2024, 1, 2, 9, 5), None, "0023"]]
    path = made.excel(tmp_path / "a.xlsx", rows)
    assert list(read_rows(path, "a.xlsx")) == [
        (1, ["上书村", "3", "3.5", "2024-01-02", "2024-01-02 09:05", "", "0023"])
    ]


def test_row_and_column_places_are_those_of_the_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active["B3"] = "第三行"
    book.save(tmp_path / "a.xlsx")
    rows = [(number, cells) for number, cells in read_rows(tmp_path / "a.xlsx", "a.xlsx") if any(cells)]
    assert rows == [(3, ["", "第三行"])]


def test_a_named_sheet_and_an_empty_one(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "一"
    book.create_sheet("二")["A1"] = "乙"
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")
    assert list(read_rows(tmp_path / "a.xlsx", "a.xlsx", sheet="二")) == [(1, ["乙"])]
    assert list(read_rows(tmp_path / "a.xlsx", "a.xlsx", sheet="空")) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_in_every_encoding_an_office_program_writes(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,备注\r\n"张某","一行\n二行"\r\n李某, 好 \r\n'.encode(encoding))
    assert list(read_rows(path, "a.csv")) == [
        (1, ["姓名", "备注"]),
        (2, ["张某", "一行\n二行"]),
        (3, ["李某", "好"]),
    ]


def test_an_open_quote_is_refused_and_not_swallowed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('姓名,备注\n"张某,没有收尾\n李某,1\n', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        list(read_rows(path, "a.csv"))
    assert refused.value.code == "file_broken"


def test_a_table_longer_than_allowed_is_refused_not_cut(tmp_path):
    for path in (made.excel(tmp_path / "a.xlsx", [[n] for n in range(1, 12)]), tmp_path / "a.csv"):
        if path.suffix == ".csv":
            path.write_text("\n".join(str(n) for n in range(1, 12)))
        assert len(list(read_rows(path, path.name, max_rows=11))) == 11
        with pytest.raises(Refused) as refused:
            list(read_rows(path, path.name, max_rows=10))
        assert (refused.value.code, refused.value.facts["most"]) == ("table_long", 10)


def test_other_kinds_are_no_tables(tmp_path):
    with pytest.raises(Refused) as refused:
        list(read_rows(made.word(tmp_path / "a.docx", "x"), "a.docx"))
    assert refused.value.code == "table_kind"


def test_blank_rows_end_the_reading(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲\n" + "\n" * 1500 + "乙\n", encoding="utf-8")
    assert ["乙"] not in [cells for _, cells in read_rows(path, "a.csv")]


def test_one_hundred_thousand_rows_come_one_by_one(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("党员")
        for number in range(100_000):
            sheet.write_row(number, 0, [f"演示{number}", number, "上书村"])
    rows = read_rows(path, "a.xlsx")
    assert next(rows) == (1, ["演示0", "0", "上书村"])
    assert sum(1 for _ in rows) == 99_999


def test_a_reader_that_stops_early_leaves_no_child_behind(tmp_path):
    path = made.excel(tmp_path / "a.xlsx", [[f"行{n}" * 20] for n in range(20_000)])
    rows = read_rows(path, "a.xlsx")
    assert next(rows)[0] == 1
    rows.close()
    with pytest.raises(StopIteration):
        next(rows)
