"""A file that somebody uploaded, on its way out: the only place that sends one (P24, P25)."""

from pathlib import Path
from typing import Protocol

from django.http import FileResponse

# What a browser may show by itself. The intake judged these by their bytes and saved them anew; all else is downloaded.
SHOWN = frozenset({"image/jpeg", "image/png"})
POLICY = "sandbox; default-src 'none'"


class Kept(Protocol):
    """What is known of the file: its kind as found by the intake, its name as the sender wrote it."""

    name: str
    media_type: str


def _spoken(name: str) -> str:
    """The name without what cannot be seen: line ends would break the header, turned writing hides the true ending."""
    return "".join(letter for letter in name if letter.isprintable())


def send_stored(path: Path, file: Kept) -> FileResponse:
    """The file for its reader: nothing in it can run here, and no machine on the way keeps a copy."""
    response = FileResponse(
        path.open("rb"), as_attachment=file.media_type not in SHOWN, filename=_spoken(file.name),
        content_type=file.media_type,
    )  # fmt: skip
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
