"""One look at an uploaded file: allowed kind, digest, text, notes; photos lose their hidden data."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gongkai.ledger.intake.encoding import decode
from gongkai.ledger.intake.process import answers
from gongkai.ledger.intake.sniff import PHOTOS, kind_of


@dataclass(frozen=True)
class Inspected:
    """What is known of a file after the look. `warnings` are Chinese sentences for the checker."""

    media_type: str
    extension: str
    size: int
    sha256: str
    text: str
    warnings: tuple[str, ...]
    pages: int | None = None  # sheets of paper that it prints on, where the file says so


def inspect(path: Path, original_name: str) -> Inspected:
    """Look at a file; a photo is re-saved in place. Raises `Refused` naming the file, reason and remedy.

    The text holds what the privacy check must see: properties, comments, hidden and deleted words too.
    """
    kind = kind_of(path, original_name)
    text, notes, pages = "", [], None
    if kind.extension in PHOTOS:
        pages = 1
        if any(answer["hidden"] for answer in answers("photo", path, original_name)):
            notes.append("照片里的拍摄地点、设备等信息已经去掉")
        notes.append("图片里的字查不到，请人看一遍有没有证件、电话")
    else:
        text, notes, pages = read(path, original_name, kind.extension)
    content = path.read_bytes()
    return Inspected(
        kind.media_type, kind.extension, len(content), hashlib.sha256(content).hexdigest(), text, tuple(notes),
        pages,
    )  # fmt: skip


def read(path: Path, name: str, extension: str) -> tuple[str, list[str], int | None]:
    """Text, notes and pages of a file that is no photo; the file stays as it is. Raises `Refused` naming the file."""
    if extension in ("txt", "csv"):
        return decode(path.read_bytes(), name), [], None
    (found,) = answers("text", path, name, extension)
    return found["text"], found["notes"], found["pages"]
