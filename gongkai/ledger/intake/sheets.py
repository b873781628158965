"""Reads the sheets of an Excel file inside the limited child: cells as plain text, what is hidden, comments."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from lxml import etree
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from gongkai.ledger.intake.words import Words
from gongkai.rules.refusals import Refused

MOST_COLUMNS = 100
MOST_BLANK = 1_000
_HIDDEN = re.compile(rb"<(?:\w{1,9}:)?(?:col|row)\s[^<>]{0,400}?\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_BLOCK = 1 << 20


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
    """Lines of every sheet with comments and text boxes, hidden sheets apart; and notes about what is hidden."""
    book = CalamineWorkbook.from_path(str(path))
    lines: list[str] = []
    unseen: list[str] = []
    notes: list[str] = []
    for sheet in book.sheets_metadata:
        shown = sheet.visible == SheetVisibleEnum.Visible
        if not shown:
            notes.append(f"有隐藏的工作表：{sheet.name}")
        into = lines if shown else unseen
        into.append(sheet.name)
        into += ["\t".join(filter(None, cells)) for _, cells in _rows(book, sheet.name) if any(cells)]
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if any(_has_hidden_cells(archive, name) for name in names if name.startswith("xl/worksheets/sheet")):
            notes.append("有隐藏的行或列，公开后别人能看到")
        remarks = [name for name in names if re.match(r"xl/(?:threadedC|c)omments", name)]
        if remarks:
            notes.append("有批注，公开后别人能看到")
        for name in [*remarks, *(name for name in names if re.match(r"xl/drawings/drawing\d+\.xml$", name))]:
            lines.append(_words(archive, name))
    return Words(lines, notes, unseen)


def _has_hidden_cells(archive: zipfile.ZipFile, name: str) -> bool:
    rest = b""
    with archive.open(name) as part:
        while block := part.read(_BLOCK):
            if _HIDDEN.search(rest + block):
                return True
            rest = block[-500:]
    return False


def _words(archive: zipfile.ZipFile, name: str) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(archive.read(name), parser)
    return "\n".join(word for word in root.itertext() if word.strip())
