"""A sheet for the board as Word: how small it is set so that it stays one sheet, and its foot, codes beside the words.

The pitches are those of the PDF; every line is exactly as high, so the height is known without a page being laid out.
"""

import re
from dataclasses import replace
from math import ceil

from docx.document import Document as Made
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from gongkai.interfaces.ui.papers import parts
from gongkai.interfaces.ui.papers.lines import code, write
from gongkai.rules.documents import Document, Page, Sheet, Style, Table, Text
from gongkai.rules.documents import page as law
from gongkai.rules.documents.description import SmallPrint, width
from gongkai.rules.documents.head import BREAK

BOARDS = (Page.BOARD_A4, Page.BOARD_A3, Page.BOARD_LARGE)
HEAD, TITLE, TABLE, FOOT, SMALL = 1.4, 1.5, 1.35, 1.4, 1.3  # from line to line, in sizes of the type
OF_BODY = 0.9  # the size of the head, in that of the body
AROUND_TITLE = 6.0  # points
RULE = 10.0  # points that the rule under the head takes
SIDE, SMALL_SIDE = 0.14, 0.125  # how wide the codes are, as shares of the sheet
GAP = 4.0  # mm between a code and the words beside it
CELL = 12.0  # points that a cell of a table leaves free at its left and right, a hair more than it does
OVER = 10.0  # points between the last words and the rule over the foot
INSIDE = 4.0  # points over the words of each row of the foot
LETTERS = 1.2  # keys and signatures are wider than half a Chinese character for each letter
MEETING = re.compile(r"[0-9A-Za-z](?=[\u4e00-\u9fff])|[\u4e00-\u9fff](?=[0-9A-Za-z])")
SLACK = 6.0  # points; another program's type is a hair higher


def fitting(sheet: Sheet, one: Document) -> Sheet:
    """The sheet as it is, or with the largest of the smaller types that keeps the document on one sheet, if any does."""
    room = sheet.type_height - _foot_height(sheet, one) - SLACK
    for share in (1.0, *law.SHARES):
        made = replace(
            sheet, title=sheet.title * share, body=sheet.body * share, table=sheet.table * share,
            pitch=sheet.pitch * share,
        )  # fmt: skip
        if _height(made, one) <= room:
            return made
    return sheet


def _height(sheet: Sheet, one: Document) -> float:
    """Points from the head to the last words."""
    made = len(_head_lines(sheet, one)) * sheet.body * OF_BODY * HEAD + RULE
    made += _lines(one.title, sheet.type_width, sheet.title) * sheet.title * TITLE + 2 * AROUND_TITLE
    for block in one.blocks:
        if isinstance(block, Table):
            made += _table_height(sheet, block)
        else:
            size, pitch = (
                (law.SIZE_5, law.SIZE_5 * HEAD + 4) if block.style is Style.NOTE else (sheet.body, sheet.pitch)
            )
            indent = law.STYLE_INDENTS.get(block.style, 0)
            made += _lines(block.text, sheet.type_width, size, indent) * pitch
    return made


def _table_height(sheet: Sheet, table: Table) -> float:
    share, made = sheet.type_width / sum(table.columns), 0.0
    for row in table.rows:
        start, most = 0, max(cell.lines for cell in row)
        for cell in row:
            wide = sum(table.columns[start : start + cell.span]) * share - CELL
            most = max(most, sum(_lines(text, wide, sheet.table) for text in cell.text.split("\n")))
            start += cell.span
        made += most * sheet.table * TABLE + 7
    return made


def _lines(text: str, wide: float, size: float, indent: int = 0, letters: float = 1.0) -> int:
    """How many lines; between Chinese and Latin letters programs leave a quarter of a character."""
    said = text.replace(BREAK, "")
    needed = width(said) * letters + len(MEETING.findall(said)) / 4 + indent
    return max(ceil(needed / max(int(wide / size), 1)), 1)


def _foot_height(sheet: Sheet, one: Document) -> float:
    side, small_side = sheet.width * SIDE * law.POINT, sheet.width * SMALL_SIDE * law.POINT
    words = sheet.type_width - side - GAP * law.POINT
    said = sum(_lines(text, words, sheet.foot) for text in one.foot) * sheet.foot * FOOT
    made = max(side if one.address else 0, said) + OVER + INSIDE + 2
    if one.small:
        size = law.SMALL * sheet.width / law.PAGES[Page.BOARD_A4].width
        words = sheet.type_width - small_side - GAP * law.POINT
        lines = _lines(one.small.said, words, size)
        lines += sum(_lines(text, words, size, letters=LETTERS) for text in one.small.lines)
        made += max(small_side, lines * size * SMALL) + INSIDE
    return made


def _head_lines(sheet: Sheet, one: Document) -> list[str]:
    """Whose sheet it is and for whom, in one line where it holds both, else one under the other."""
    both = _lines(f"{one.head}　{one.number}", sheet.type_width, sheet.body * OF_BODY) == 1
    return [f"{one.head}\t{one.number}"] if both else [one.head, one.number]


def head(made: Made, sheet: Sheet, one: Document) -> None:
    """The first line over a rule: the organization to the left, the circle and the month to the right."""
    size = sheet.body * OF_BODY
    lines = [write(made, text, size, law.HEI, size * HEAD) for text in _head_lines(sheet, one)]
    for line in lines:
        line.paragraph_format.tab_stops.add_tab_stop(Pt(sheet.type_width), WD_TAB_ALIGNMENT.RIGHT)
    parts.rule_below(lines[-1], "000000", 16)


def foot(made: Made, sheet: Sheet, one: Document) -> None:
    """Under a rule the code with the words beside it, then the small print with its code to the right, all on one page."""
    _keep_last_block(made, one)
    _thin(made, OVER).paragraph_format.keep_with_next = True
    side, small_side = sheet.width * SIDE, sheet.width * SMALL_SIDE
    edges = (side + GAP, small_side + GAP)
    wide = (edges[0], sheet.type_width / law.POINT - sum(edges), edges[1])
    grid = made.add_table(2 if one.small else 1, 3)
    grid.autofit = False
    parts.borderless(grid, INSIDE)
    for column, each in zip(grid.columns, wide, strict=True):
        column.width = Mm(each)
        for cell in column.cells:
            cell.width = Mm(each)
    left, middle, right = grid.rows[0].cells
    words = middle.merge(right)
    if one.address:
        code(left, one.address, side, None)
    for text in one.foot:
        write(words, text, sheet.foot, law.FANGSONG, sheet.foot * FOOT)
    if one.small:
        left, middle, right = grid.rows[1].cells
        _small(left.merge(middle), right, sheet, one.small)
    for row in grid.rows:
        parts.keep_together(row)
        _keep(row)
    _thin(made, 1)  # Word wants a paragraph behind a table


def _thin(made: Made, points: float) -> Paragraph:
    """A paragraph without words, so high."""
    return write(made, "", 1, law.FANGSONG, points)


def _small(words: _Cell, beside: _Cell, sheet: Sheet, small: SmallPrint) -> None:
    size = law.SMALL * sheet.width / law.PAGES[Page.BOARD_A4].width
    for place, text in enumerate((small.said, *small.lines)):
        write(words, text, size, law.SONG if place else law.HEI, size * SMALL)
    code(beside, small.code, sheet.width * SMALL_SIDE)


def _keep_last_block(made: Made, one: Document) -> None:
    """The last words, or the last row of the last table, stay with the foot."""
    if one.blocks and isinstance(one.blocks[-1], Text):
        made.paragraphs[-1].paragraph_format.keep_with_next = True
    elif one.blocks:
        _keep(made.tables[-1].rows[-1])


def _keep(row: _Row) -> None:
    for cell in row.cells:
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True
