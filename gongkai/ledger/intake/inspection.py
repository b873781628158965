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


def inspect(path: Path, original_name: str) -> Inspected:
    """Look at a file; a photo is re-saved in place. Raises `Refused` naming the file, reason and remedy.

    The text holds what the privacy check must see: properties, comments, hidden and deleted words too.
    """
    kind = kind_of(path, original_name)
    text, notes = "", []
    if kind.extension in PHOTOS:
        if any(answer["hidden"] for answer in answers("photo", path, original_name)):
            notes.append("照片里的拍摄地点、设备等信息已经去掉")
        notes.append("图片里的字查不到，请人看一遍有没有证件、电话")
    elif kind.extension in ("txt", "csv"):
        text = decode(path.read_bytes(), original_name)
    else:
        for answer in answers("text", path, original_name, kind.extension):
            text, notes = answer["text"], answer["notes"]
    content = path.read_bytes()
    return Inspected(
        kind.media_type, kind.extension, len(content), hashlib.sha256(content).hexdigest(), text, tuple(notes)
    )
