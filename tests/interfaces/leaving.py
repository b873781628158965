"""What must hold of every uploaded file on its way out, and uploads that would like to be pages."""

from django.core.files.uploadedfile import SimpleUploadedFile

# The intake takes it for what it is, a text; a browser that guessed would find a page with a script in it.
SCRIPT = '说明：<html><body><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'


def page_like(name: str = "说明.txt") -> SimpleUploadedFile:
    """A text that looks like a page, said to be one by its sender."""
    return SimpleUploadedFile(name, SCRIPT.encode(), "text/html")


def _closed(answer) -> None:
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def downloaded(answer) -> str:
    """The text of a file that the browser only keeps, never shows."""
    _closed(answer)
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Type"] == "text/plain"
    return b"".join(answer.streaming_content).decode()


def shown(answer, kind: str) -> bytes:
    """The bytes of a photo that the browser shows by itself."""
    _closed(answer)
    assert answer["Content-Disposition"].startswith("inline; filename")
    assert answer["Content-Type"] == kind
    return b"".join(answer.streaming_content)
