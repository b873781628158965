"""Writing an .xlsx file row by row: memory stays the same whatever the number of rows."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import IO

from gongkai.ledger.later import later

xlsxwriter = later("xlsxwriter")

Cell = str | int | float | None
NARROW, WIDE = 8, 40
LONGEST = 32_767  # characters that a cell may hold
ROWS = 1_048_576  # rows that a sheet may hold
A4 = 9
UNSAID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot say
LINE_END = re.compile("\r\n?")
# Text is never a formula or a link (R175); rows that are written are not kept.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
NO_CLOCK = {"created": datetime(2011, 8, 1, tzinfo=UTC)}  # the same rows give the same bytes


def write(target: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write the workbook into an open file; how many rows it holds. More than a sheet holds: ValueError."""
    line = 0
    with xlsxwriter.Workbook(target, OPTIONS) as book:  # its own files are gone at the end, whatever happens
        book.set_properties(NO_CLOCK)
        sheet = _sheet(book, headings)
        for line, row in enumerate(rows, 1):
            if line >= ROWS:
                raise ValueError("more rows than a sheet holds")
            for column, value in enumerate(row):
                if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
                    sheet.write_number(line, column, value)
                elif text := _text(value):
                    sheet.write_string(line, column, text)
    return line


def _sheet(book, headings: Sequence[str]):
    """The sheet with its head: it stays when one scrolls and is printed on every page of A4 on its side."""
    sheet, bold = book.add_worksheet("表"), book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, min(max(NARROW, 2 * len(heading) + 4), WIDE))
        sheet.write_string(0, column, _text(heading), bold)
    return sheet


def _text(value: Cell) -> str:
    return "" if value is None else UNSAID.sub("", LINE_END.sub("\n", str(value)))[:LONGEST]
