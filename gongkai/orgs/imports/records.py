"""From the rows of a table file to named values, telling what cannot be read and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.ledger.intake.tables import read_rows
from gongkai.orgs.imports.findings import Findings
from gongkai.orgs.imports.shapes import SHAPES, TITLES, Column, Unreadable


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its line in the file, values by field, which were filled in, and whether all could be read."""

    line: int
    values: dict
    filled: frozenset[str]
    sound: bool


def _columns(kind: str, line: int, cells: list[str], findings: Findings) -> list[Column | None]:
    """The column behind each header; all that is wrong with the headers is told at once."""
    by_header = {column.header: column for column in SHAPES[kind]}
    found: list[Column | None] = []
    for cell in cells:
        column = by_header.get(cell)
        if cell and column is None:
            findings.say(line, cell, f"没有“{cell}”这一列。请照模板改列名，或者删去这一列。")
        elif column is not None and column in found:
            findings.say(line, cell, f"“{cell}”这一列有两处。请只留一处。")
            column = None
        found.append(column)
    for column in SHAPES[kind]:
        if column.needed and column not in found:
            findings.say(line, column.header, f"缺“{column.header}”这一列。请照模板补上。")
    return found


def _record(line: int, cells: list[str], columns: list[Column | None], findings: Findings) -> Record:
    values, filled, before = {}, set(), findings.count
    for column, cell in zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False):
        if column is None:
            continue
        if cell:
            filled.add(column.field)
        elif column.needed:
            findings.say(line, column.header, f"“{column.header}”还没有写。")
            continue
        try:
            values[column.field] = column.read(cell)
        except Unreadable as wrong:
            findings.say(line, column.header, str(wrong))
    return Record(line, values, frozenset(filled), findings.count == before)


def records(path: Path, *, name: str, kind: str, findings: Findings) -> Iterator[Record]:
    """The rows below the headers, one by one; the template's untouched example is passed over.

    Where a needed column is absent nothing is read further; other faults of the headers are told with those of the rows.
    """
    sheet = TITLES[kind] if name.lower().endswith("xlsx") else None
    rows = ((line, cells) for line, cells in read_rows(path, name, sheet=sheet) if any(cells))
    head = next(rows, None)
    if head is None:
        findings.say(1, "", "这个文件是空的。请下载模板，填好再导入。")
        return
    columns = _columns(kind, *head, findings)
    if any(column.needed and column not in columns for column in SHAPES[kind]):
        return
    example = [column.example if column else "" for column in columns]
    for line, cells in rows:
        if line == head[0] + 1 and cells + [""] * (len(example) - len(cells)) == example:
            continue
        yield _record(line, cells, columns, findings)
