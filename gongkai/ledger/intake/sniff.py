"""What a file really is: an allow-list by its first bytes and, for zip forms, by its directory (P22, P25)."""

from dataclasses import dataclass
from pathlib import Path

from gongkai.ledger.intake.archives import MEGABYTE, checked_names
from gongkai.rules.refusals import Refused

PHOTO_LIMIT = 10 * MEGABYTE
PHOTOS = ("jpg", "png")  # what may stand where a photo is asked for
FILE_LIMIT = 20 * MEGABYTE
TEXT_NEVER_STARTS = (
    b"MZ", b"\x7fELF", b"GIF8", b"RIFF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf", b"#!",
    b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php",
)  # fmt: skip
_LOWERED = tuple(start.lower() for start in TEXT_NEVER_STARTS)


@dataclass(frozen=True)
class Kind:
    extension: str
    media_type: str
    limit: int = FILE_LIMIT


KINDS = {
    "pdf": Kind("pdf", "application/pdf"),
    "docx": Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ofd": Kind("ofd", "application/ofd"),
    "txt": Kind("txt", "text/plain"),
    "csv": Kind("csv", "text/csv"),
    "jpg": Kind("jpg", "image/jpeg", PHOTO_LIMIT),
    "png": Kind("png", "image/png", PHOTO_LIMIT),
}
WITHOUT_MARK = ("txt", "csv")  # known by nothing at their beginning
SAME = {"jpeg": "jpg", "text": "txt"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MARKS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}


def extension_of(name: str) -> str:
    """The written extension in small letters, one spelling each."""
    written = Path(name).suffix.lower().lstrip(".")
    return SAME.get(written, written)


def _zip_kind(path: Path, name: str) -> str:
    names = checked_names(path, name)
    marks = [kind for mark, kind in ZIP_MARKS.items() if mark in names]
    if not marks:
        raise Refused("file_kind", name=name)
    return marks[0]


def kind_of(path: Path, name: str) -> Kind:
    """The kind of a file, by content and not by name. Raises `Refused` with reason and remedy."""
    size = path.stat().st_size
    written = extension_of(name)
    if size == 0:
        raise Refused("file_empty", name=name)
    limit = KINDS[written].limit if written in KINDS else FILE_LIMIT
    if size > limit:
        raise Refused("file_large", name=name, size=round(size / MEGABYTE, 1), limit=limit // MEGABYTE)
    with path.open("rb") as opened:
        head = opened.read(64)
    if head.startswith(OLD_OFFICE):
        raise Refused("file_encrypted" if written in ("docx", "xlsx") else "file_old_office", name=name)
    found = ""
    if head.startswith(b"%PDF-"):
        found = "pdf"
    elif head.startswith(b"\xff\xd8\xff"):
        found = "jpg"
    elif head.startswith(b"\x89PNG\r\n\x1a\n"):
        found = "png"
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found = _zip_kind(path, name)
    elif written in WITHOUT_MARK and not head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_LOWERED):
        found = written
    if not found and written in KINDS and written not in WITHOUT_MARK:
        raise Refused("file_false", name=name, written=written)
    if not found:
        raise Refused("file_kind", name=name)
    if written and written != found:
        raise Refused("file_lies", name=name, found=found)
    return KINDS[found]
