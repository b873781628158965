"""Reads the sheets of an Excel file inside the limited child: cells as plain text, what is hidden, comments."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from lxml import etree
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from gongkai.ledger.intake.words import Words
from gongkai.rules.refusals import Refused

MOST_COLUMNS = 100
MOST_BLANK = 1_000
_HIDDEN = re.compile(
    rb"<(?:\w{1,9}:)?(?:col|row)\s(?=[^<>]{0,400}?\bhidden\s*=\s*[\"'](?:1|true)[\"'])[^<>]{0,400}>"  # whole, to its end
)
_NUMBERS = re.compile(rb"\b(r|min|max)\s*=\s*[\"'](\d{1,7})[\"']")
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Hidden:
    """Rows and columns of a sheet that are not shown, counted from 1. `any`: there are some, also such as we cannot number."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    any: bool = False


NOTHING = Hidden()


def plain(cell: object) -> str:
    """A cell as stripped text: dates in ISO form, whole numbers without .0, at most 15 digits as Excel shows."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    return "" if cell is None else str(cell).strip()


def sheet_rows(path: Path, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """Row number from 1 and cells of the named sheet, or of the first; ends after 1,000 blank rows."""
    book = CalamineWorkbook.from_path(str(path))
    if not book.sheet_names:
        raise Refused("file_broken", name=path.name)
    yield from _rows(book, sheet if sheet in book.sheet_names else book.sheet_names[0])


def _rows(book: CalamineWorkbook, title: str) -> Iterator[tuple[int, list[str]]]:
    opened = book.get_sheet_by_name(title)
    before = [""] * (opened.start[1] if opened.start else 0)
    blank = 0
    for number, row in enumerate(opened.iter_rows(), 1):
        cells = [plain(cell) for cell in [*before, *row][:MOST_COLUMNS]]
        blank = 0 if any(cells) else blank + 1
        if blank > MOST_BLANK:
            return
        yield number, cells


def whole_text(path: Path) -> Words:
    """Lines of every sheet with comments and text boxes, what is hidden apart; and notes about it.

    A line with a hidden cell is kept whole among the unseen, so that a number cut in two is still found.
    """
    book = CalamineWorkbook.from_path(str(path))
    lines: list[str] = []
    unseen: list[str] = []
    notes: list[str] = []
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = _parts(archive)
        hidden = {name: _hidden(archive, name) for name in names if name.startswith("xl/worksheets/sheet")}
        for sheet in book.sheets_metadata:
            shown = sheet.visible == SheetVisibleEnum.Visible
            if not shown:
                notes.append(f"有隐藏的工作表：{sheet.name}")
            (lines if shown else unseen).append(sheet.name)
            away = hidden.get(parts.get(sheet.name, ""), NOTHING)
            for number, cells in _rows(book, sheet.name):
                seen = _seen(number, cells, away) if shown else []
                lines += _joined(seen)
                unseen += _joined(cells) if seen != cells else []
        if any(one.any for one in hidden.values()):
            notes.append("有隐藏的行或列，公开后别人能看到")
        remarks = [name for name in names if re.match(r"xl/(?:threadedC|c)omments", name)]
        if remarks:
            notes.append("有批注，公开后别人能看到")
        for name in [*remarks, *(name for name in names if re.match(r"xl/drawings/drawing\d+\.xml$", name))]:
            lines.append(_words(archive, name))
    return Words(lines, notes, unseen)


def _joined(cells: list[str]) -> list[str]:
    """The filled cells as one line; no line without any."""
    return ["\t".join(filter(None, cells))] if any(cells) else []


def _seen(number: int, cells: list[str], away: Hidden) -> list[str]:
    """What of a row one sees: nothing of a hidden row, a hidden column empty."""
    if number in away.rows:
        return [""] * len(cells)
    return ["" if place in away.columns else cell for place, cell in enumerate(cells, 1)] if away.columns else cells


def _hidden(archive: zipfile.ZipFile, name: str) -> Hidden:
    """The hidden rows and columns of a sheet; its part is read in pieces, for it may be long."""
    rows, columns, found, rest = set(), set(), False, b""
    with archive.open(name) as part:
        while block := part.read(_BLOCK):
            for mark in _HIDDEN.finditer(rest + block):
                found = True
                said = {key: int(value) for key, value in _NUMBERS.findall(mark[0])}
                rows |= {said[b"r"]} if b"r" in said else set()
                columns |= set(range(said.get(b"min", 1), min(said.get(b"max", 0), MOST_COLUMNS) + 1))
            rest = block[-500:]
    return Hidden(frozenset(rows), frozenset(columns), found)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """In which part of the file each sheet lies, by its name; empty where the file does not say it as usual."""
    try:
        book, links = (_tree(archive, f"xl/{name}") for name in ("workbook.xml", "_rels/workbook.xml.rels"))
    except (KeyError, etree.XMLSyntaxError):
        return {}
    targets = {one.get("Id"): str(one.get("Target", "")) for one in links}
    sheets = [one for one in book.iter() if etree.QName(one).localname == "sheet"]
    found = {str(one.get("name")): targets.get(one.get(_LINK), "") for one in sheets}
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in found.items()}


def _words(archive: zipfile.ZipFile, name: str) -> str:
    return "\n".join(word for word in _tree(archive, name).itertext() if word.strip())


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(archive.read(name), parser)
