"""Rows as an .xlsx file to download; no cell of it can run as a formula (R175)."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROW, WIDE = 8, 40
Cell = str | int | float | None


def spreadsheet(content: bytes, name: str) -> HttpResponse:
    """A finished .xlsx file as a download; `name` without extension, any script."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response


def workbook(headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> HttpResponse:
    """A download with one sheet: the headings in bold, then the rows, read one by one.

    Numbers stay numbers, everything else is written as text and never as a formula or link.
    """
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("表")
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, min(max(NARROW, 2 * len(heading) + 4), WIDE))
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(line, column, cell)
                elif cell is not None and cell != "":
                    sheet.write_string(line, column, str(cell))
    return spreadsheet(target.getvalue(), title)
