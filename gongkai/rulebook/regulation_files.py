"""Reads a regulation from a file a person holds in hand: .txt or .docx (R1)."""

import codecs
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from gongkai.rules.provisions import RegulationText, parse
from gongkai.rules.refusals import Refused

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 10 * MEGABYTE
UNPACKED_LIMIT = 100 * MEGABYTE
MEMBER_LIMIT = 1000
DAMAGED = (zipfile.BadZipFile, zlib.error, OpcError, XMLSyntaxError, KeyError, ValueError, RuntimeError)


def read_regulation(path: Path | str, *, name: str = "") -> RegulationText:
    """Read a .txt or .docx file of at most 10 MB into chapters, articles and items.

    ``name`` is what the person calls the file when it is kept under another name.
    Refuses files that are missing, too large, of another kind, damaged or without articles.
    """
    path = Path(path)
    name = name or path.name
    if not path.is_file():
        raise Refused("regulation_file_missing", name=name)
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        raise _too_large(name, size, SIZE_LIMIT)
    kind = Path(name).suffix.lower()
    if kind == ".txt":
        return parse(decode(path.read_bytes(), name=name))
    if kind == ".docx":
        return parse(_docx_text(path, name))
    raise Refused("regulation_file_kind", name=name)


def decode(content: bytes, *, name: str = "") -> str:
    """Turn bytes into text: a byte order mark decides, else UTF-8, else GB18030, never guessed."""
    marks = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"))
    for mark, encoding in (*marks, (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, name, skipped=len(mark))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, "gb18030", name)


def _strictly(content: bytes, encoding: str, name: str, skipped: int = 0) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        where = error.start + skipped + 1
        raise Refused("regulation_file_encoding", name=name, byte=where) from error


def _docx_text(path: Path, name: str) -> str:
    """Return the document's paragraphs and table cells in the order they stand on the page."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
        unpacked = sum(member.file_size for member in members)
        if unpacked > UNPACKED_LIMIT or len(members) > MEMBER_LIMIT:
            raise _too_large(name, unpacked, UNPACKED_LIMIT)
        document = docx.Document(str(path))
        return "\n".join(_blocks(document))
    except DAMAGED as error:
        raise Refused("regulation_file_damaged", name=name) from error


def _blocks(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from _cells(block)


def _cells(table: Table) -> Iterator[str]:
    """Yield each cell once; python-docx repeats a merged cell for every place it covers."""
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                for block in cell.iter_inner_content():
                    if isinstance(block, Paragraph):
                        yield block.text
                    else:
                        yield from _cells(block)


def _too_large(name: str, size: int, limit: int) -> Refused:
    return Refused(
        "regulation_file_too_large",
        name=name,
        size=-(-size // MEGABYTE),
        limit=limit // MEGABYTE,
    )
