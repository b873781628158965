"""Writing an .xlsx file row by row: memory stays the same whatever the number of rows."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import repeat
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gongkai.ledger.later import later

xlsxwriter = later("xlsxwriter")

Cell = str | int | float | None
NARROW, WIDE = 8, 40
LONGEST = 32_767  # characters that a cell may hold
ROWS = 1_048_576  # rows that a sheet may hold
A4 = 9
UNSAID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot say
LINE_END = re.compile("\r\n?")
# Text is never a formula or a link (R175).
OPTIONS = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
NO_CLOCK = {"created": datetime(2011, 8, 1, tzinfo=UTC)}  # the same rows give the same bytes
ROWS_OF = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"
DIMENSION = re.compile(rb"<dimension [^>]*/>")  # says where the rows end, which is not known yet; readers do without
PIECE = 1_000  # rows that are packed at once


def write(target: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write the workbook into an open file; how many rows it holds. More than a sheet holds: ValueError.

    The library makes the book with its head; the rows, of which there may be many, are put into its sheet here.
    """
    frame, count = BytesIO(), [0]
    with xlsxwriter.Workbook(frame, OPTIONS) as book:
        book.set_properties(NO_CLOCK)
        _sheet(book, headings)
    with ZipFile(frame) as empty, ZipFile(target, "w", ZIP_DEFLATED) as full:
        for part in empty.infolist():
            entry = ZipInfo(part.filename, part.date_time)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, part.external_attr
            content = empty.read(part)
            if part.filename != ROWS_OF:
                full.writestr(entry, content)
                continue
            head, _, tail = DIMENSION.sub(b"", content).partition(END)
            with full.open(entry, "w", force_zip64=True) as sheet:
                sheet.write(head)
                for piece in _pieces(rows, count):
                    sheet.write(piece)
                sheet.write(END + tail)
    return count[0]


def _pieces(rows: Iterable[Sequence[Cell]], count: list[int]) -> Iterator[bytes]:
    """The rows below the head as the sheet has them, many at a time; `count` holds how many there were."""
    said: list[str] = []
    names: list[str] = []
    for line, row in enumerate(rows, 2):
        if line > ROWS:
            raise ValueError("more rows than a sheet holds")
        names += map(_letters, range(len(names), len(row)))
        said.append(f'<row r="{line}">{"".join(map(_cell, row, names, repeat(line)))}</row>')
        count[0] = line - 1
        if len(said) == PIECE:
            yield "".join(said).encode()
            said.clear()
    yield "".join(said).encode()


def _cell(value: Cell, column: str, line: int) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return f'<c r="{column}{line}"><v>{value!r}</v></c>'
    if text := _text(value):
        return f'<c r="{column}{line}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return ""


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
    if value is None:
        return ""
    said = str(value)
    return said if said.isprintable() and len(said) < LONGEST else UNSAID.sub("", LINE_END.sub("\n", said))[:LONGEST]


def _letters(place: int) -> str:
    """A, B … Z, AA, AB …: how a sheet names its columns."""
    name = ""
    while place >= 0:
        name, place = chr(65 + place % 26) + name, place // 26 - 1
    return name
