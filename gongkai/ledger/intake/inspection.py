"""One look at an uploaded file: allowed kind, digest, text, notes; photos lose their hidden data."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gongkai.ledger.intake.child import text_of
from gongkai.ledger.intake.images import cleaned
from gongkai.ledger.intake.sniff import kind_of

NO_TEXT = ("jpg", "png", "ofd")


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
    """Look at a file; a photo is re-saved in place. Raises `Refused` naming the file, reason and remedy."""
    kind = kind_of(path, original_name)
    text, notes = "", []
    if kind.extension in ("jpg", "png"):
        had_hidden, _ = cleaned(path, original_name)
        if had_hidden:
            notes.append("照片里的拍摄地点、设备等信息已经去掉")
    elif kind.extension not in NO_TEXT:
        text, notes = text_of(path, kind.extension, original_name)
    content = path.read_bytes()
    return Inspected(
        kind.media_type, kind.extension, len(content), hashlib.sha256(content).hexdigest(), text, tuple(notes)
    )
