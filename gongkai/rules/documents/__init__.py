"""Documents for paper, described once and rendered to Word and PDF alike (R172–R174, GB/T 9704-2012)."""

from gongkai.rules.documents.description import (
    BLANK,
    TERMS,
    Attachment,
    Block,
    Cell,
    Document,
    Page,
    Signing,
    Style,
    Table,
    Text,
)
from gongkai.rules.documents.page import PAGES, Sheet

__all__ = [
    "BLANK", "PAGES", "TERMS", "Attachment", "Block", "Cell", "Document", "Page", "Sheet", "Signing", "Style", "Table", "Text",
]  # fmt: skip
