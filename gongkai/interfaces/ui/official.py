"""Letters as Word files in the layout of official documents (GB/T 9704-2012): no seal, no emblem, only type and space.

Sizes: 二号 22 pt, 三号 16 pt, 四号 14 pt; 22 lines of 28 characters on A4, margins 37/35/28/26 mm.
"""

import io

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from gongkai.rules.letters import Letter
from gongkai.rules.yearly_report import Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Type of the standard first; where it is missing, Word and LibreOffice take a relative of the same family.
TITLE, BODY, HEADING = "方正小标宋简体", "仿宋", "黑体"
RED = RGBColor(0xC8, 0x10, 0x2E)
LINE, SIZE, TITLE_SIZE, MARK_SIZE, FOOT_SIZE = Pt(29), Pt(16), Pt(22), Pt(30), Pt(14)


def word(letter: Letter, document_number: str = "") -> bytes:
    """The letter as .docx: mark of the sender and red line, number, title, body, signature and date, page number."""
    made = _paper()
    _head(made, letter.head, document_number, letter.title, letter.addressee)
    for text in letter.paragraphs:
        _line(made, text, SIZE, BODY, indent=2)
    if letter.attachment:
        _line(made, "", SIZE, BODY)
        _line(made, f"附件：{letter.attachment_title}", SIZE, BODY, indent=2)
    _signed(made, letter.signature, letter.day)
    if letter.attachment:
        first = _line(made, "附件", SIZE, HEADING)
        first.paragraph_format.page_break_before = True
        _line(made, letter.attachment_title, TITLE_SIZE, TITLE, WD_ALIGN_PARAGRAPH.CENTER)
        _line(made, "", SIZE, BODY)
        for text in letter.attachment:
            _line(made, text, SIZE, BODY, indent=2)
    return _saved(made)


def report(said: Report) -> bytes:
    """A report as .docx that can be written on: headings in 黑体, everything else as in a letter."""
    made = _paper()
    _head(made, said.head, "", said.title, said.addressee)
    _line(made, said.opening, SIZE, BODY, indent=2)
    for part in said.sections:
        _line(made, part.heading, SIZE, HEADING, indent=2)
        for text in part.paragraphs:
            _line(made, text, SIZE, BODY, indent=2)
    _signed(made, said.signature, said.day)
    return _saved(made)


def _head(made: Document, head: str, document_number: str, title: str, addressee: str) -> None:
    _line(made, head, MARK_SIZE, TITLE, WD_ALIGN_PARAGRAPH.CENTER, red=True, single=True)
    number = _line(made, document_number, SIZE, BODY, WD_ALIGN_PARAGRAPH.CENTER)
    _red_line(number)
    _line(made, "", SIZE, BODY)
    _line(made, title, TITLE_SIZE, TITLE, WD_ALIGN_PARAGRAPH.CENTER)
    _line(made, "", SIZE, BODY)
    _line(made, f"{addressee}：", SIZE, BODY)


def _signed(made: Document, signature: str, day: str) -> None:
    _line(made, "", SIZE, BODY)
    _line(made, signature, SIZE, BODY, WD_ALIGN_PARAGRAPH.RIGHT, right=2)
    _line(made, day, SIZE, BODY, WD_ALIGN_PARAGRAPH.RIGHT, right=4)


def _saved(made: Document) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _paper() -> Document:
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "— ", FOOT_SIZE, "宋体")
    _page_number(foot)
    _run(foot, " —", FOOT_SIZE, "宋体")
    return made


def _line(
    made: Document, text: str, size: Pt, face: str, align: WD_ALIGN_PARAGRAPH | None = None, *, indent: int = 0,
    right: int = 0, red: bool = False, single: bool = False,
) -> Paragraph:  # fmt: skip
    """One paragraph; `indent` and `right` in characters of 三号."""
    line = made.add_paragraph()
    line.alignment = align
    form = line.paragraph_format
    form.space_before = form.space_after = Pt(0)
    if not single:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    form.first_line_indent = Pt(16 * indent) if indent else None
    form.right_indent = Pt(16 * right) if right else None
    _run(line, text, size, face, red=red)
    return line


def _run(line: Paragraph, text: str, size: Pt, face: str, *, red: bool = False) -> None:
    run = line.add_run(text)
    run.font.size, run.font.name = size, face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if red:
        run.font.color.rgb = RED


def _red_line(line: Paragraph) -> None:
    """The red separating line under the document number."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", "C8102E")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().append(borders)


def _page_number(line: Paragraph) -> None:
    run = line.add_run()
    run.font.size = FOOT_SIZE
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)
