"""A described document as Word that can be written on: the same parts in the same order as the PDF, no seal, no emblem.

The type of the standard is named first; where it is missing, the file's font table names relatives (`w:altName`).
"""

import io

import docx
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from gongkai.interfaces.ui import qr
from gongkai.interfaces.ui.papers import parts
from gongkai.rules.documents import PAGES, Cell, Document, Page, Sheet, Signing, Style, Table, Text
from gongkai.rules.documents import page as law
from gongkai.rules.documents.description import width

CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BOARDS = (Page.BOARD_A4, Page.BOARD_A3, Page.BOARD_LARGE)
MARK = 42.0  # points; a long name is set smaller so that it stays on one line


def word(one: Document) -> bytes:
    """The document as .docx."""
    made, sheet = docx.Document(), PAGES[one.page]
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
        first = _line(made, "附件", sheet.body, law.HEI, sheet.pitch)
        first.paragraph_format.page_break_before = True
        _line(made, each.title, sheet.title, law.TITLE_FACE, 0, CENTER)
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
            size = min(MARK, sheet_width(sheet) / max(len(one.head), 1))
            mark = _line(made, one.head, size, law.TITLE_FACE, 0, CENTER, red=True)
            mark.paragraph_format.space_before = Mm(law.MARK_BELOW)
            number = _line(made, one.number, sheet.body, law.FANGSONG, sheet.pitch, CENTER)
            number.paragraph_format.space_before = Pt(2 * sheet.pitch - 8)
            parts.rule_below(number, law.RED, 12)
        title = _line(made, one.title, sheet.title, law.TITLE_FACE, 0, CENTER)
        title.paragraph_format.space_before = Pt(2 * sheet.pitch - 11) if one.head else Pt(0)
        title.paragraph_format.space_after = Pt(sheet.pitch)
        if one.addressee:
            _paragraph(made, sheet, Text(f"{one.addressee}：", Style.ADDRESS))
        return
    if one.page in BOARDS:
        head = _line(made, f"{one.head}　　{one.number}", sheet.body * 0.9, law.HEI, 0)
        parts.rule_below(head, "000000", 16)
    elif one.address:
        _code(made, one.address, 20)
    title = _line(made, one.title, sheet.title, law.TITLE_FACE, 0, CENTER)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    if one.facts:
        line = None
        for said in _facts_in_lines([f"{name}：{value or '　' * 6}" for name, value in one.facts], sheet):
            line = _line(made, said, sheet.table, law.FANGSONG, 0)
        if line is not None:
            line.paragraph_format.space_after = Pt(4)


def _facts_in_lines(facts: list[str], sheet: Sheet) -> list[str]:
    """The facts side by side, as many to a line as it holds: no fact is broken where another line has room for it."""
    most, lines = sheet_width(sheet) / sheet.table, [""]
    for one in facts:
        joined = f"{lines[-1]}　　{one}" if lines[-1] else one
        if width(joined) <= most:
            lines[-1] = joined
        else:
            lines.append(one)
    return [one for one in lines if one]


def sheet_width(sheet: Sheet) -> float:
    """The width of the type area in points."""
    return (sheet.width - sheet.left - sheet.right) * law.POINT


def _attachments_named(made: Made, sheet: Sheet, one: Document) -> None:
    if one.attachments:
        _paragraph(made, sheet, Text(""))
    for place, each in enumerate(one.attachments, 1):
        number = f"{place}. " if len(one.attachments) > 1 else ""
        _paragraph(made, sheet, Text(f"附件：{number}{each.title}"))


def _signed(made: Made, sheet: Sheet, signing: Signing) -> None:
    name = _line(made, signing.name, sheet.body, law.FANGSONG, sheet.pitch, RIGHT)
    name.paragraph_format.space_before = Pt(2 * sheet.pitch)
    name.paragraph_format.keep_with_next = True
    name.paragraph_format.right_indent = Pt(signing.name_indent * sheet.body)
    day = _line(made, signing.day, sheet.body, law.FANGSONG, sheet.pitch, RIGHT)
    day.paragraph_format.right_indent = Pt(signing.day_indent * sheet.body)


def _foot(made: Made, sheet: Sheet, one: Document) -> None:
    if one.page not in BOARDS:
        for text in one.foot:
            _paragraph(made, sheet, Text(text, Style.NOTE))
        return
    text_before = made.paragraphs[-1]
    if text_before.text and one.blocks and isinstance(one.blocks[-1], Text):
        text_before.paragraph_format.keep_with_next = True
    if one.address:
        _code(made, one.address, sheet.width * 0.14, left=True).paragraph_format.keep_with_next = True
    lines = [_line(made, text, sheet.foot, law.FANGSONG, 0) for text in one.foot]
    if one.small:
        lines += [
            _line(made, text, law.SMALL * sheet.width / 210, law.SONG, 0) for text in (one.small.said, *one.small.lines)
        ]
        lines[-1].paragraph_format.space_after = Pt(4)
        lines.append(_code(made, one.small.code, sheet.width * 0.125, left=True))
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True


def _code(made: Made, address: str, side: float, *, left: bool = False) -> Paragraph:
    line = made.add_paragraph()
    line.alignment = None if left else RIGHT
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(6 if left else 0), Pt(0)
    line.add_run().add_picture(io.BytesIO(qr.png(address)), width=Mm(side))
    return line


def _paragraph(made: Made, sheet: Sheet, text: Text) -> None:
    small = text.style is Style.NOTE
    size, pitch = (law.SIZE_5, 0.0) if small else (sheet.body, sheet.pitch)
    line = _line(made, text.text, size, law.STYLE_FACES[text.style], pitch)
    parts.tracked(line.runs[0], 0 if small else sheet.tracking)
    indent = law.STYLE_INDENTS.get(text.style, 0)
    if indent:
        parts.indent(line, indent, size + sheet.tracking)
    if small:
        line.paragraph_format.space_before = Pt(4)


def _line(
    made: Made, text: str, size: float, face: str, pitch: float, align: WD_ALIGN_PARAGRAPH | None = None, *,
    red: bool = False,
) -> Paragraph:  # fmt: skip
    """One paragraph; `pitch` 0: as high as its type."""
    line = made.add_paragraph()
    line.alignment = align
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
    if pitch:
        line.paragraph_format.line_spacing_rule, line.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    run = parts.run(line, text, size, face)
    if red:
        run.font.color.rgb = RGBColor.from_string(law.RED)
    return line


def _table(made: Made, sheet: Sheet, table: Table) -> None:
    grid = made.add_table(len(table.rows), len(table.columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    share = sheet_width(sheet) / sum(table.columns)
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
    return max(cell.lines for cell in row) * sheet.table * 1.35 + 6


def _cells(there, row: tuple[Cell, ...], widths: list[float], sheet: Sheet, *, bold: bool) -> None:
    start = 0
    for cell in row:
        last = start + cell.span - 1
        made = there[start].merge(there[last]) if cell.span > 1 else there[start]
        made.width = Pt(sum(widths[start : last + 1]))
        made.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for number, text in enumerate(cell.text.split("\n")):
            line = made.paragraphs[0] if number == 0 else made.add_paragraph()
            line.alignment = CENTER if cell.heading else None
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
            parts.run(line, text, sheet.table, law.HEI if bold and cell.heading else law.FANGSONG)
        start += cell.span
