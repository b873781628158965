"""One paragraph or one code of a Word file, written into the page or into a cell."""

import io

from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from gongkai.interfaces.ui import qr
from gongkai.interfaces.ui.papers import parts
from gongkai.rules.documents import page as law

RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def write(
    where: Made | _Cell, text: str, size: float, face: str, pitch: float, align: WD_ALIGN_PARAGRAPH | None = None, *,
    red: bool = False,
) -> Paragraph:  # fmt: skip
    """One paragraph; `pitch` in points from line to line, 0: as high as its type, whatever the grid of the page."""
    made = _begun(where)
    made.alignment = align
    if pitch:
        made.paragraph_format.line_spacing_rule, made.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    run = parts.run(made, text, size, face)
    if red:
        run.font.color.rgb = RGBColor.from_string(law.RED)
    return made


def code(where: Made | _Cell, address: str, side: float, align: WD_ALIGN_PARAGRAPH | None = RIGHT) -> Paragraph:
    """A code for phones, `side` millimetres wide."""
    made = _begun(where)
    made.alignment = align
    made.add_run().add_picture(io.BytesIO(qr.png(address)), width=Mm(side))
    return made


def _begun(where: Made | _Cell) -> Paragraph:
    """An empty paragraph off the grid: a cell's first one, which is always there, before any other."""
    there = where.paragraphs if isinstance(where, _Cell) else []
    made = there[0] if len(there) == 1 and not there[0].runs else where.add_paragraph()
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(0)
    parts.off_grid(made)
    return made
