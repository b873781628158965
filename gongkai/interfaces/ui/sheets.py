"""Writing an .xlsx file row by row: memory stays the same whatever the number of rows.

Only what a ledger needs: one sheet, a bold head that stays and is printed on every page, text and
numbers. Text is written in its place as an inline string, so nothing of earlier rows is kept.
"""

import math
import re
from collections.abc import Iterable, Sequence
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Cell = str | int | float | None
NARROW, WIDE = 8, 40
LONGEST = 32_767  # characters that a cell may hold
ROWS = 1_048_576  # rows that a sheet may hold
LEVEL = 1  # of compression: twice the size of the best, a third of its time
UNSAID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot say
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_PACKAGE, _MAIN = f"{_OFFICE}/package/2006", f"{_OFFICE}/spreadsheetml/2006/main"
_DOCUMENT = f"{_OFFICE}/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">表!$1:$1</definedName></definedNames>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_DOCUMENT}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
        '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"2\"><border/><border><left/><right/><top/><bottom style=\"thin\"/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}  # fmt: skip


def column(number: int) -> str:
    """The name of a column, counted from 0: A, B, … Z, AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(place: str, value: Cell, style: str = "") -> str:
    """One cell: a number as a number, all else as text that no program takes for a formula or a link (R175)."""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return f'<c r="{place}"{style}><v>{value}</v></c>'
    text = "" if value is None else escape(UNSAID.sub("", str(value))[:LONGEST])
    return "" if not text else f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _head(headings: Sequence[str]) -> str:
    widths = (min(max(NARROW, 2 * len(heading) + 4), WIDE) for heading in headings)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    return (
        f'{DECLARED}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews>{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


FOOT = '</sheetData><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name)  # without a clock: the same rows give the same bytes
    part.compress_type = ZIP_DEFLATED
    return part


def write(target: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write the workbook into an open file; how many rows it holds. More than a sheet holds: ValueError."""
    names = [column(number) for number in range(len(headings))]
    line = 1
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as book:
        for name, content in PARTS.items():
            book.writestr(_part(name), DECLARED + content, compresslevel=LEVEL)
        with book.open(_part("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(_head(headings).encode())
            bold = [_cell(f"{name}1", heading, ' s="1"') for name, heading in zip(names, headings, strict=True)]
            sheet.write(f'<row r="1">{"".join(bold)}</row>'.encode())
            for line, row in enumerate(rows, 2):
                if line > ROWS:
                    raise ValueError("more rows than a sheet holds")
                while len(names) < len(row):
                    names.append(column(len(names)))
                cells = "".join([_cell(f"{name}{line}", value) for name, value in zip(names, row, strict=False)])
                sheet.write(f'<row r="{line}">{cells}</row>'.encode())
            sheet.write(FOOT.encode())
    return line - 1
