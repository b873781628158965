"""Addresses of the yearly work report: for those who work there or oversee it (R172)."""

from tests.interfaces.access.columns import OWN_WORK

TABLE = (
    ("workbench:yearly", ("{village}", "2026"), OWN_WORK),
    ("workbench:yearly_docx", ("{village}", "2026"), OWN_WORK),
)
ELSEWHERE: frozenset[str] = frozenset()
