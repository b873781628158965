"""Rows of xlsx and csv files as plain text, one by one, for imports."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from gongkai.ledger.intake.encoding import decode
from gongkai.ledger.intake.process import answers
from gongkai.ledger.intake.sniff import kind_of
from gongkai.rules.refusals import Refused

MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_BLANK = 1_000


def read_rows(
    path: Path, original_name: str, sheet: str | None = None, max_rows: int = MOST_ROWS
) -> Iterator[tuple[int, list[str]]]:
    """Row numbers (from 1) and cells of a table file. Stops after a thousand blank rows.

    An Excel file is read by a limited child (P22). Raises `Refused` naming the file: kind,
    encryption, bomb, encoding, length.
    """
    kind = kind_of(path, original_name).extension
    if kind == "xlsx":
        rows = _xlsx(path, original_name, sheet)
    elif kind in ("csv", "txt"):
        rows = _csv(path, original_name)
    else:
        raise Refused("table_kind", name=original_name)
    for number, cells in rows:
        if number > max_rows and any(cells):
            raise Refused("table_long", name=original_name, most=max_rows)
        yield number, cells


def _xlsx(path: Path, name: str, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    yield from answers("rows", path, name, sheet or "")


def _csv(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    text = decode(path.read_bytes(), name)
    blank = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            cells = [cell.strip() for cell in row[:MOST_COLUMNS]]
            blank = 0 if any(cells) else blank + 1
            if blank > MOST_BLANK:
                return
            yield number, cells
    except csv.Error as broken:
        raise Refused("file_broken", name=name) from broken
