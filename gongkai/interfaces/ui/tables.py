"""Rows as an .xlsx file to download; no cell of it can run as a formula (R175)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from gongkai.interfaces.ui.sheets import Cell, write

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1 << 20  # bytes; a larger file waits on the disk and is sent in pieces


@dataclass(frozen=True)
class Table:
    """A ledger before it has a form: its headings, its rows, and the name of its file."""

    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    name: str


def _named(response: HttpResponseBase, name: str) -> None:
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")


def spreadsheet(content: bytes, name: str) -> HttpResponse:
    """A finished .xlsx file as a download; `name` without extension, any script."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    _named(response, name)
    return response


def download(table: Table) -> HttpResponseBase:
    """The table as a download with one sheet: rows are read one by one, and neither they nor a large file are kept."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - a large one is closed when it was sent
    try:
        write(file, table.headings, table.rows)
        size = file.tell()
        file.seek(0)
        if size <= IN_MEMORY:
            with file:
                return spreadsheet(file.read(), table.name)
    except BaseException:
        file.close()
        raise
    response = FileResponse(file, content_type=MEDIA_TYPE)
    response["Content-Length"] = str(size)
    _named(response, table.name)
    return response


def workbook(headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> HttpResponseBase:
    """The same in one step, for tables that have no other form."""
    return download(Table(headings, rows, title))
