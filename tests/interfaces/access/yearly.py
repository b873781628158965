"""Addresses of the yearly work report: for those who work there or oversee it (R172)."""

from tests.interfaces.access.columns import OWN_WORK

TABLE = (
    ("workbench:yearly", ("{village}", "2026"), OWN_WORK),
    ("workbench:yearly_file", ("{village}", "2026", "docx"), OWN_WORK),
    ("workbench:yearly_file", ("{village}", "2026", "pdf"), OWN_WORK),
)
ELSEWHERE: frozenset[str] = frozenset()
