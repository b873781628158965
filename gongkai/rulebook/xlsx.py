"""The catalog as a workbook: written with xlsxwriter, read back row by row with every problem named."""

import io
from pathlib import Path

import xlsxwriter

from gongkai.ledger.intake.tables import read_rows
from gongkai.rules.catalog_table import COLUMNS, entry_of, row_of
from gongkai.rules.entries import EntryFacts
from gongkai.rules.entry_checks import CatalogProblem, validate
from gongkai.rules.refusals import Refused

SHEET = "目录"
MOST_ENTRIES = 300
WIDTHS = {"公开事项": 28, "内容要素": 36, "公开方式": 36, "公开时限": 28, "说明": 24}
GUIDE = (
    "怎样改这张表",
    "“目录”页一行是一个条目，第一行是列名，不要改列名。",
    "多个内容用“；”隔开；子项、阶段用“、”隔开；公开方式一行写一个范围。",
    "改好后在“公开目录”页面装入，先看检查结果，再决定是否采用。",
)


def write_catalog(name: str, number: int, entries: list[EntryFacts], not_applicable: dict[str, str]) -> bytes:
    """The workbook of a catalog version. Text is written as text: nothing in it can run as a formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 2)
    for column, title in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS.get(title, 14))
        sheet.write_string(0, column, title, head)
    for line, entry in enumerate(entries, 1):
        for column, cell in enumerate(row_of(entry).values()):
            sheet.write_string(line, column, cell, wrap)
    reasons = book.add_worksheet("不适用说明")
    reasons.write_row(0, 0, ("子项", "为什么不适用"), head)
    for line, (code, reason) in enumerate(sorted(not_applicable.items()), 1):
        reasons.write_string(line, 0, code)
        reasons.write_string(line, 1, reason)
    guide = book.add_worksheet("说明")
    for line, text in enumerate((f"{name}　第{number}版", *GUIDE)):
        guide.write_string(line, 0, text)
    book.close()
    return target.getvalue()


def read_catalog(path: Path, name: str) -> tuple[list[EntryFacts], list[tuple[int, CatalogProblem]]]:
    """Entries and, per row, what is wrong. Refused when the table has no usable head or too many rows."""
    rows = read_rows(path, name, sheet=SHEET if name.lower().endswith("xlsx") else None)
    _, titles = next(rows, (1, []))
    if "编码" not in titles or "公开事项" not in titles:
        raise Refused("catalog_table_head", name=name)
    entries, problems, seen = [], [], set()
    for line, cells in rows:
        if not any(cells):
            continue
        if len(entries) >= MOST_ENTRIES:
            raise Refused("catalog_table_long", name=name, most=MOST_ENTRIES)
        found = entry_of(dict(zip(titles, cells, strict=False)))
        if not isinstance(found, EntryFacts):
            problems += [(line, problem) for problem in found]
            continue
        if found.code in seen:
            problems.append(
                (line, CatalogProblem(found.code, "code", "编码和前面的行重复", "请改成别的编码，或删去这一行"))
            )
        seen.add(found.code)
        problems += [(line, problem) for problem in validate(found)]
        entries.append(found)
    return entries, problems
