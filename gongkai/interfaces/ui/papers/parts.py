"""What python-docx has no word for, written into the file's XML: grid of characters, rules, fields, font table."""

import math

from docx.document import Document as Made
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt
from docx.table import Table as Grid
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from gongkai.rules.documents import Sheet
from gongkai.rules.documents import page as law

FONT_TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
# What Word takes where a face is missing: its other names, then a relative of the same family.
RELATIVES = {
    law.TITLE_FACE: ("方正小标宋_GBK", "华文中宋", "宋体", "Noto Serif CJK SC"), law.FANGSONG: ("仿宋_GB2312", "FangSong", "华文仿宋", "Noto Serif CJK SC"),
    law.HEI: ("SimHei", "微软雅黑", "Noto Sans CJK SC"), law.KAI: ("楷体_GB2312", "KaiTi", "Noto Serif CJK SC"), law.SONG: ("SimSun", "新宋体", "Noto Serif CJK SC"),
}  # fmt: skip


def _element(name: str, **values: str):
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def grid(section: Section, sheet: Sheet) -> None:
    """The grid of 22 lines, in twentieths of a point. A grid of characters is read differently by Word and LibreOffice.

    None on a sheet for the board: each of its lines says how high it is, and a grid moves the first one down.
    """
    there = section._sectPr.find(qn("w:docGrid"))
    if there is not None:
        section._sectPr.remove(there)
    if not sheet.foot:
        section._sectPr.append(_element("w:docGrid", type="lines", linePitch=str(round(sheet.pitch * 20))))


def tracked(made: Run, points: float) -> None:
    """What each character gives up so that 28 stand in a line, in twentieths of a point; rather a hair more than less."""
    if points:
        spacing = _element("w:spacing", val=str(math.floor(points * 20)))
        made._r.get_or_add_rPr().insert_element_before(
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
        )


def normal(made: Made, sheet: Sheet) -> None:
    """The type of everything that says nothing else, so that what is written in later looks the same."""
    style = made.styles["Normal"]
    style.font.name, style.font.size = law.FANGSONG, Pt(sheet.body)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), law.FANGSONG)
    for lang in made.styles.element.iter(qn("w:lang")):  # else a reader's program takes Japanese forms and commas
        lang.set(qn("w:val"), "zh-CN")
        lang.set(qn("w:eastAsia"), "zh-CN")


def nothing_of_the_library(made: Made) -> None:
    """The picture, the names and the date that the library's own template brings stay out of what is handed on."""
    package, own = made.part.package, made.core_properties
    for key in [key for key, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package.rels.pop(key)
    own.author = own.comments = own.last_modified_by = ""


def run(line: Paragraph, text: str, size: float, face: str) -> Run:
    """Words in a face, for Chinese and Latin letters alike."""
    made = line.add_run(text)
    made.font.size, made.font.name = Pt(size), face
    made._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    return made


def indent(line: Paragraph, characters: int, size: float) -> None:
    """The first line so many characters in."""
    line.paragraph_format.first_line_indent = Pt(characters * size)
    line._p.get_or_add_pPr().find(qn("w:ind")).set(qn("w:firstLineChars"), str(characters * 100))


def rule_below(line: Paragraph, colour: str, eighths: int) -> None:
    """A rule under a paragraph, 4 mm below."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz=str(eighths), space="6", color=colour))
    line._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )


def off_grid(line: Paragraph) -> None:
    """The grid of the page does not spread the lines: small print stays close."""
    properties = line._p.get_or_add_pPr()
    properties.insert_element_before(
        _element("w:snapToGrid", val="0"), "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc",
        "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr",
    )  # fmt: skip


def borderless(made: Grid, inside: float) -> None:
    """A table without lines but for a rule over it, flush with the text; `inside`: points over the words of each row."""
    properties = made._tbl.tblPr
    borders = _element("w:tblBorders")
    borders.append(_element("w:top", val="single", sz="8", space="0", color="000000"))
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = _element("w:tblCellMar")
    for side, points in (("top", inside), ("left", 0), ("right", 0)):
        margins.append(_element(f"w:{side}", w=str(round(points * 20)), type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")


def page_number(line: Paragraph, size: float) -> None:
    """— 1 — in 宋体."""
    run(line, "— ", size, law.SONG)
    field = run(line, "", size, law.SONG)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = _element("w:fldChar", fldCharType=kind) if kind else _element("w:instrText")
        part.text = text or None
        field._r.append(part)
    run(line, " —", size, law.SONG)


def repeated(row: _Row) -> None:
    """The row is said again at the top of every page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def keep_together(row: _Row) -> None:
    """The row is not torn between two pages."""
    row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))


def font_table(made: Made) -> None:
    """Name the relatives of each face, so that Word does not guess."""
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{",".join(names)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"swiss" if face == law.HEI else "roman"}"/></w:font>'
        for face, names in RELATIVES.items()
    )
    source = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    there = [one for one in made.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.FONT_TABLE]
    if there:
        there[0].target_part._blob = source.encode()
        return
    part = Part(PackURI("/word/fontTable.xml"), FONT_TABLE, source.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
