"""A described document as Word that can be written on: the same parts in the same order as the PDF, no seal, no emblem.

The type of the standard is named first; where it is missing, the file's font table names relatives (`w:altName`).
"""

import io

import docx
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from gongkai.interfaces.ui.papers import board, parts
from gongkai.interfaces.ui.papers.board import BOARDS
from gongkai.interfaces.ui.papers.lines import code, write
from gongkai.rules.documents import PAGES, Cell, Document, Page, Sheet, Signing, Style, Table, Text
from gongkai.rules.documents import page as law
from gongkai.rules.documents.description import width

CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
MARK = 42.0  # points; a long name is set smaller so that it stays on one line


def word(one: Document) -> bytes:
    """The document as .docx."""
    made, sheet = docx.Document(), PAGES[one.page]
    if one.page in BOARDS:
        sheet = board.fitting(sheet, one)
    parts.nothing_of_the_library(made)
    _paper(made, sheet)
    _head(made, sheet, one)
    for block in one.blocks:
        if isinstance(block, Text):
            _paragraph(made, sheet, block)
        else:
            _table(made, sheet, block)
    _attachments_named(made, sheet, one)
    if one.signing:
        _signed(made, sheet, one.signing)
    _foot(made, sheet, one)
    for each in one.attachments:
        first = write(made, "附件", sheet.body, law.HEI, sheet.pitch)
        first.paragraph_format.page_break_before = True
        write(made, each.title, sheet.title, law.TITLE_FACE, 0, CENTER)
        for text in ("", *each.paragraphs):
            _paragraph(made, sheet, Text(text))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _paper(made: Made, sheet: Sheet) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    parts.grid(section, sheet)
    parts.normal(made, sheet)
    parts.font_table(made)
    if sheet.numbered:
        section.footer_distance = Mm(max(sheet.bottom - law.PAGE_NUMBER_BELOW - 3, 5))
        made.settings.odd_and_even_pages_header_footer = True
        for foot, side in ((section.footer, RIGHT), (section.even_page_footer, None)):
            line = foot.paragraphs[0]
            line.alignment = side
            line.paragraph_format.right_indent = line.paragraph_format.left_indent = Pt(law.SIZE_4)
            parts.page_number(line, law.SIZE_4)


def _head(made: Made, sheet: Sheet, one: Document) -> None:
    if one.page is Page.OFFICIAL:
        if one.head:
            size = min(MARK, sheet.type_width / max(len(one.head), 1))
            mark = write(made, one.head, size, law.TITLE_FACE, 0, CENTER, red=True)
            mark.paragraph_format.space_before = Mm(law.MARK_BELOW)
            number = write(made, one.number, sheet.body, law.FANGSONG, sheet.pitch, CENTER)
            number.paragraph_format.space_before = Pt(2 * sheet.pitch - 8)
            parts.rule_below(number, law.RED, 12)
        title = write(made, one.title, sheet.title, law.TITLE_FACE, 0, CENTER)
        title.paragraph_format.space_before = Pt(2 * sheet.pitch - 11) if one.head else Pt(0)
        title.paragraph_format.space_after = Pt(sheet.pitch)
        if one.addressee:
            _paragraph(made, sheet, Text(f"{one.addressee}：", Style.ADDRESS))
        return
    if one.page in BOARDS:
        board.head(made, sheet, one)
    elif one.address:
        code(made, one.address, 20)
    pitch = sheet.title * board.TITLE if one.page in BOARDS else 0
    title = write(made, one.title, sheet.title, law.TITLE_FACE, pitch, CENTER)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(board.AROUND_TITLE)
    if one.facts:
        line = None
        for said in _facts_in_lines([f"{name}：{value or '　' * 6}" for name, value in one.facts], sheet):
            line = write(made, said, sheet.table, law.FANGSONG, 0)
        if line is not None:
            line.paragraph_format.space_after = Pt(4)


def _facts_in_lines(facts: list[str], sheet: Sheet) -> list[str]:
    """The facts side by side, as many to a line as it holds: no fact is broken where another line has room for it."""
    most, lines = sheet.type_width / sheet.table, [""]
    for one in facts:
        joined = f"{lines[-1]}　　{one}" if lines[-1] else one
        if width(joined) <= most:
            lines[-1] = joined
        else:
            lines.append(one)
    return [one for one in lines if one]


def _attachments_named(made: Made, sheet: Sheet, one: Document) -> None:
    if one.attachments:
        _paragraph(made, sheet, Text(""))
    for place, each in enumerate(one.attachments, 1):
        number = f"{place}. " if len(one.attachments) > 1 else ""
        _paragraph(made, sheet, Text(f"附件：{number}{each.title}"))


def _signed(made: Made, sheet: Sheet, signing: Signing) -> None:
    name = write(made, signing.name, sheet.body, law.FANGSONG, sheet.pitch, RIGHT)
    name.paragraph_format.space_before = Pt(2 * sheet.pitch)
    name.paragraph_format.keep_with_next = True
    name.paragraph_format.right_indent = Pt(signing.name_indent * sheet.body)
    day = write(made, signing.day, sheet.body, law.FANGSONG, sheet.pitch, RIGHT)
    day.paragraph_format.right_indent = Pt(signing.day_indent * sheet.body)


def _foot(made: Made, sheet: Sheet, one: Document) -> None:
    if one.page not in BOARDS:
        for text in one.foot:
            _paragraph(made, sheet, Text(text, Style.NOTE))
        return
    board.foot(made, sheet, one)


def _paragraph(made: Made, sheet: Sheet, text: Text) -> None:
    small = text.style is Style.NOTE
    size, pitch = (law.SIZE_5, 0.0) if small else (sheet.body, sheet.pitch)
    line = write(made, text.text, size, law.STYLE_FACES[text.style], pitch)
    line.paragraph_format.keep_with_next = True if text.style in (Style.HEADING, Style.SUBHEADING) else None
    parts.tracked(line.runs[0], 0 if small else sheet.tracking)
    indent = law.STYLE_INDENTS.get(text.style, 0)
    if indent:
        parts.indent(line, indent, size + sheet.tracking)
    if small:
        line.paragraph_format.space_before = Pt(4)


def _table(made: Made, sheet: Sheet, table: Table) -> None:
    grid = made.add_table(len(table.rows), len(table.columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    share = sheet.type_width / sum(table.columns)
    widths = [one * share for one in table.columns]
    for column, points in zip(grid.columns, widths, strict=True):
        column.width = Pt(points)
    for place, row in enumerate(table.rows):
        made_row = grid.rows[place]
        made_row.height_rule, made_row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Pt(_height(row, sheet))
        parts.keep_together(made_row)
        if place < table.repeat:
            parts.repeated(made_row)
        _cells(made_row.cells, row, widths, sheet, bold=place < table.repeat)


def _height(row: tuple[Cell, ...], sheet: Sheet) -> float:
    return max(cell.lines for cell in row) * sheet.table * board.TABLE + 6


def _cells(there, row: tuple[Cell, ...], widths: list[float], sheet: Sheet, *, bold: bool) -> None:
    start, pitch = 0, sheet.table * board.TABLE if sheet.foot else 0
    for cell in row:
        last = start + cell.span - 1
        made = there[start].merge(there[last]) if cell.span > 1 else there[start]
        made.width = Pt(sum(widths[start : last + 1]))
        made.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for text in cell.text.split("\n"):
            face = law.HEI if bold and cell.heading else law.FANGSONG
            write(made, text, sheet.table, face, pitch, CENTER if cell.heading else None)
        start += cell.span
