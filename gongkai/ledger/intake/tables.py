"""Rows of xlsx and csv files as plain text, one by one, for imports."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.ledger.intake.encoding import decode
from gongkai.ledger.intake.sniff import kind_of
from gongkai.rules.refusals import Refused

MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_BLANK = 1_000


def plain(cell: object) -> str:
    """A cell as stripped text: dates in ISO form, whole numbers without .0."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _xlsx(path: Path, name: str, sheet: str | None) -> Iterator[list]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        wanted = sheet if sheet in book.sheet_names else book.sheet_names[0]
        opened = book.get_sheet_by_name(wanted)
        if opened.height * max(1, opened.width) > MOST_ROWS * MOST_COLUMNS:
            raise Refused("table_long", name=name, most=MOST_ROWS)
        start = opened.start or (0, 0)
        for _ in range(start[0]):
            yield []
        yield from opened.iter_rows()
    except (CalamineError, OSError, ValueError, IndexError) as broken:
        raise Refused("file_broken", name=name) from broken


def read_rows(
    path: Path, original_name: str, sheet: str | None = None, max_rows: int = MOST_ROWS
) -> Iterator[tuple[int, list[str]]]:
    """Row numbers (from 1) and cells of a table file. Stops after a thousand blank rows.

    Raises `Refused` naming the file: kind, encryption, bomb, encoding, length.
    """
    kind = kind_of(path, original_name).extension
    if kind == "xlsx":
        rows = _xlsx(path, original_name, sheet)
    elif kind in ("csv", "txt"):
        rows = csv.reader(io.StringIO(decode(path.read_bytes(), original_name)))
    else:
        raise Refused("table_kind", name=original_name)
    blank = 0
    try:
        for number, cells in enumerate(rows, 1):
            texts = [plain(cell) for cell in cells[:MOST_COLUMNS]]
            blank = 0 if any(texts) else blank + 1
            if blank > MOST_BLANK:
                return
            if number > max_rows:
                raise Refused("table_long", name=original_name, most=max_rows)
            yield number, texts
    except csv.Error as broken:
        raise Refused("file_broken", name=original_name) from broken
