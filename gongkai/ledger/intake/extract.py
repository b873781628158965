"""The text of documents, for search and for the privacy check; hidden parts and properties are read too (P29)."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from gongkai.ledger.intake.sheets import whole_text
from gongkai.ledger.intake.words import Words
from gongkai.rules.refusals import Refused
from gongkai.rules.search_text import BESIDE

MOST_CHARACTERS = 2_000_000
MOST_PAGES = 1_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {_W + "t", _W + "delText", "{http://schemas.openxmlformats.org/drawingml/2006/main}t"}
_GONE = (_W + "del", _W + "moveFrom")
_BREAKS = {_W + "br": "\n", _W + "tab": "\t", _W + "tc": "\t"}
_NOTES = {
    _W + "del": "有修订痕迹，删掉的字别人也能看到。请接受全部修订再传",
    _W + "ins": "有修订痕迹，删掉的字别人也能看到。请接受全部修订再传",
    _W + "vanish": "有隐藏文字，公开后别人能看到",
    _W + "comment": "有批注，公开后别人能看到",
}
_PROPERTIES = {"creator", "lastModifiedBy", "Company", "Manager", "title", "subject", "keywords", "description"}
_IMAGES = "有图片。图片里的字查不到，请人看一遍"
_OFD_PAGE = re.compile(r"/Pages/[^/]+/Content\.xml$")
_PDF_ACTIVE = ("/JavaScript", "/EmbeddedFiles")


def read_text(path: Path, extension: str) -> Iterator[object]:
    """{"text", "notes", "pages"} of a document of known kind. Runs inside the limited child.

    What a reader does not see at once (deleted, hidden, properties) stands behind `BESIDE`: checked, never found.
    """
    found = READERS[extension](path)
    said, parts = _pdf_properties(path) if extension == "pdf" else _properties(path)
    notes, unseen = [*found.notes, *parts], [*found.unseen, *said]
    text = "\n".join(found.lines)
    if len(text) > MOST_CHARACTERS:
        notes.append(f"文字太长，只查了前{MOST_CHARACTERS // 10_000}万字")
    beside = BESIDE + "\n".join(unseen)[:MOST_CHARACTERS] if unseen else ""
    yield {"text": text[:MOST_CHARACTERS] + beside, "notes": list(dict.fromkeys(notes)), "pages": found.pages}


def _docx(path: Path) -> Words:
    """Every part: body, tables, text boxes, headers, footnotes, comments; deleted and hidden text apart.

    A line with something deleted or hidden is kept whole among the unseen, so that a number cut in two is still found.
    """
    import docx  # half a second that only Word files pay

    lines: list[list[tuple[str, bool]]] = [[]]  # pieces of text with whether they are seen
    notes: list[str] = []
    package = docx.Document(str(path)).part.package
    for part in package.iter_parts():
        if not part.content_type.endswith("+xml") or not str(part.partname).startswith("/word/"):
            continue
        for element in _tree(part.blob).iter():
            if element.tag == _W + "p":
                lines.append([])
            elif element.tag in _TEXTS:
                lines[-1].append((element.text or "", not _is_gone(element)))
            elif element.tag in _BREAKS:
                lines[-1].append((_BREAKS[element.tag], True))
            if element.tag in _NOTES:
                notes.append(_NOTES[element.tag])
    seen = ["".join(text for text, shown in line if shown) for line in lines]
    whole = ["".join(text for text, _ in line) for line in lines if not all(shown for _, shown in line)]
    return Words(seen, notes, whole)


def _is_gone(element: etree._Element) -> bool:
    """Deleted or moved away by a revision, or a run that is set not to be shown."""
    if element.tag == _W + "delText" or next(element.iterancestors(*_GONE), None) is not None:
        return True
    run = element.getparent()
    hidden = run.find(f"{_W}rPr/{_W}vanish") if run is not None else None
    return hidden is not None and hidden.get(_W + "val") not in ("0", "false", "off")


def _pdf(path: Path) -> Words:
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
    return Words(pages, notes, pages=len(pages))


def _pdf_properties(path: Path) -> tuple[list[str], list[str]]:
    """Author, program and the like."""
    import pypdf  # loaded already by the pages

    found = pypdf.PdfReader(str(path), strict=False).metadata or {}
    said = [str(value) for value in found.values() if isinstance(value, str) and value.strip()]
    author = str(found.get("/Author") or "").strip()
    return said, [f"文件属性里有作者：{author[:60]}"] if author else []


def _ofd(path: Path) -> Words:
    lines, pages = [], 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            pages += _OFD_PAGE.search(name) is not None
            if name.endswith("Content.xml") or name == "OFD.xml":
                lines.append("".join(word for word in _tree(archive.read(name)).itertext() if word.strip()))
    return Words(lines, ["OFD 只查了文字，印章和图片请人看一遍"], pages=pages or None)


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
