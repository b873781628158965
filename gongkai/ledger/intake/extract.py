"""The text of documents, for search and for the privacy check; hidden sheets are read too (P29)."""

from pathlib import Path

import docx
import pypdf
from docx.table import Table
from python_calamine import CalamineWorkbook

from gongkai.ledger.intake.encoding import decode
from gongkai.ledger.intake.tables import MOST_BLANK, plain

MOST_CHARACTERS = 2_000_000


def _docx(path: Path) -> tuple[str, list[str]]:
    document = docx.Document(str(path))
    parts = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            parts += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            parts.append(block.text)
    for section in document.sections:
        parts += [p.text for side in (section.header, section.footer) for p in side.paragraphs]
    author = (document.core_properties.author or "").strip()
    notes = [f"文件属性里有作者：{author}"] if author and author != "python-docx" else []
    return "\n".join(parts), notes


def _xlsx(path: Path) -> tuple[str, list[str]]:
    book = CalamineWorkbook.from_path(str(path))
    parts, notes = [], []
    for sheet in book.sheets_metadata:
        if str(sheet.visible) != "SheetVisibleEnum.Visible":
            notes.append(f"有隐藏的工作表：{sheet.name}")
        blank = 0
        for cells in book.get_sheet_by_name(sheet.name).iter_rows():
            line = "\t".join(filter(None, map(plain, cells)))
            blank = 0 if line else blank + 1
            if blank > MOST_BLANK:
                break
            if line:
                parts.append(line)
    return "\n".join(parts), notes


def _pdf(path: Path) -> tuple[str, list[str]]:
    reader = pypdf.PdfReader(str(path), strict=False)
    if reader.is_encrypted:
        raise PermissionError("encrypted")
    text = "\n".join(page.extract_text() or "" for page in reader.pages)
    author = (reader.metadata.author or "") if reader.metadata else ""
    notes = [f"文件属性里有作者：{author}"] if author.strip() else []
    if not text.strip():
        notes.append("这份 PDF 没有文字层，检查和查找都看不到里面的字")
    return text, notes


READERS = {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf}


def read_text(path: Path, extension: str, name: str) -> tuple[str, list[str]]:
    """Text and notes of a document whose kind is known. Runs inside the limited child."""
    if extension in ("txt", "csv"):
        return decode(path.read_bytes(), name)[:MOST_CHARACTERS], []
    text, notes = READERS[extension](path)
    return text[:MOST_CHARACTERS], notes
