"""A document as a download, in the form asked for by the end of the address."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongkai.ledger.later import later
from gongkai.rules.documents import Document

writer, printer = later("gongkai.interfaces.ui.papers.word"), later("gongkai.interfaces.ui.papers.pdf")

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
}  # fmt: skip


def download(document: Document, kind: str, name: str) -> HttpResponse:
    """The document as `docx` or `pdf`; `name` without extension. It is nobody's to keep on the way (no-store)."""
    content = writer.word(document) if kind == "docx" else printer.pdf(document)
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    response["Cache-Control"] = "no-store"
    return response
