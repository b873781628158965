"""The text of documents, for search and for the privacy check; hidden parts and properties are read too (P29)."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from gongkai.ledger.intake.sheets import whole_text
from gongkai.rules.refusals import Refused
from gongkai.rules.search_text import BESIDE

MOST_CHARACTERS = 2_000_000
MOST_PAGES = 1_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {_W + "t", _W + "delText", "{http://schemas.openxmlformats.org/drawingml/2006/main}t"}
_BREAKS = {_W + "p": "\n", _W + "br": "\n", _W + "tab": "\t", _W + "tc": "\t"}
_NOTES = {
    _W + "del": "有修订痕迹，删掉的字别人也能看到。请接受全部修订再传",
    _W + "ins": "有修订痕迹，删掉的字别人也能看到。请接受全部修订再传",
    _W + "vanish": "有隐藏文字，公开后别人能看到",
    _W + "comment": "有批注，公开后别人能看到",
}
_PROPERTIES = {"creator", "lastModifiedBy", "Company", "Manager", "title", "subject", "keywords", "description"}
_IMAGES = "有图片。图片里的字查不到，请人看一遍"
_PDF_ACTIVE = ("/JavaScript", "/EmbeddedFiles")


def read_text(path: Path, extension: str) -> Iterator[object]:
    """{"text", "notes"} of a document of known kind. Runs inside the limited child."""
    lines, notes = READERS[extension](path)
    said, parts = _pdf_properties(path) if extension == "pdf" else _properties(path)
    notes += parts
    text = "\n".join(lines)
    if len(text) > MOST_CHARACTERS:
        notes.append(f"文字太长，只查了前{MOST_CHARACTERS // 10_000}万字")
    beside = BESIDE + "\n".join(said)[:MOST_CHARACTERS] if said else ""
    yield {"text": text[:MOST_CHARACTERS] + beside, "notes": list(dict.fromkeys(notes))}


def _docx(path: Path) -> tuple[list[str], list[str]]:
    """Every part: body, tables, text boxes, headers, footnotes, comments, deleted and hidden text."""
    import docx  # half a second that only Word files pay

    pieces: list[str] = []
    notes: list[str] = []
    package = docx.Document(str(path)).part.package
    for part in package.iter_parts():
        if not part.content_type.endswith("+xml") or not str(part.partname).startswith("/word/"):
            continue
        for element in _tree(part.blob).iter():
            if element.tag in _TEXTS:
                pieces.append(element.text or "")
            elif element.tag in _BREAKS:
                pieces.append(_BREAKS[element.tag])
            if element.tag in _NOTES:
                notes.append(_NOTES[element.tag])
    return ["".join(pieces)], notes


def _pdf(path: Path) -> tuple[list[str], list[str]]:
    import pypdf  # as above: only PDF files pay

    reader = pypdf.PdfReader(str(path), strict=False)
    if reader.is_encrypted:
        raise Refused("file_encrypted", name=path.name)
    if len(reader.pages) > MOST_PAGES:
        raise Refused("file_heavy", name=path.name)
    pages = [page.extract_text() or "" for page in reader.pages]
    notes = []
    if not any(page.strip() for page in pages):
        notes.append("这份 PDF 没有文字层，检查和查找都看不到里面的字")
    elif not all(page.strip() for page in pages):
        notes.append("有的页没有文字层，那几页的字查不到，请人看一遍")
    names = reader.trailer["/Root"].get("/Names", {})
    if any(key in names.get_object() for key in _PDF_ACTIVE if names):
        notes.append("夹带了脚本或别的文件，那里面的内容查不到")
    return pages, notes


def _pdf_properties(path: Path) -> tuple[list[str], list[str]]:
    """Author, program and the like."""
    import pypdf  # loaded already by the pages

    found = pypdf.PdfReader(str(path), strict=False).metadata or {}
    said = [str(value) for value in found.values() if isinstance(value, str) and value.strip()]
    author = str(found.get("/Author") or "").strip()
    return said, [f"文件属性里有作者：{author[:60]}"] if author else []


def _ofd(path: Path) -> tuple[list[str], list[str]]:
    lines = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith("Content.xml") or name == "OFD.xml":
                lines.append("".join(word for word in _tree(archive.read(name)).itertext() if word.strip()))
    return lines, ["OFD 只查了文字，印章和图片请人看一遍"]


def _properties(path: Path) -> tuple[list[str], list[str]]:
    """Author, company and the like from docProps, and whether pictures or embedded files are inside."""
    lines, notes = [], []
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for name in ("docProps/core.xml", "docProps/app.xml"):
            if name in names:
                for element in _tree(archive.read(name)):
                    word = (element.text or "").strip()
                    kind = etree.QName(element).localname
                    if word and kind in _PROPERTIES and word not in ("python-docx", "openpyxl"):
                        lines.append(word)
                        if kind in ("creator", "lastModifiedBy"):
                            notes.append(f"文件属性里有作者：{word[:60]}")
    if any("/media/" in name for name in names):
        notes.append(_IMAGES)
    if any("/embeddings/" in name for name in names):
        notes.append("夹带了别的文件，那里面的内容查不到")
    return lines, notes


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


READERS = {"docx": _docx, "xlsx": whole_text, "pdf": _pdf, "ofd": _ofd}
