"""Addresses of the forms on paper: the list and the blank forms hold no facts, everyone who logs in may have them."""

from tests.interfaces.access.columns import OWN_WORK, POST_ONLY

LOGGED_IN = (302,) + (200,) * 7
NO_FORM = (302,) + (404,) * 7

TABLE: tuple = (
    ("workbench:paper_forms", (), LOGGED_IN),
    ("workbench:paper_form", ("F1", "docx"), LOGGED_IN),
    ("workbench:paper_form", ("F6", "pdf"), LOGGED_IN),
    ("workbench:paper_form", ("F32", "pdf"), NO_FORM),
    ("workbench:filled_form", ("F1", "{draft}", "docx"), OWN_WORK),
    ("workbench:filled_form", ("F1", "{released}", "pdf"), OWN_WORK),
    ("workbench:filled_form", ("F3", "1", "pdf"), NO_FORM),
    ("workbench:signed_papers", ("{draft}",), OWN_WORK),
    ("workbench:signed_paper_file", ("{draft}", 999999), NO_FORM),
    ("workbench:void_paper", ("{draft}", 999999), POST_ONLY),
    ("workbench:record_papers", ("plan-999999",), NO_FORM),
    ("workbench:record_papers", ("exemption-999999",), NO_FORM),
    ("workbench:record_papers", ("change-999999",), NO_FORM),
    ("workbench:record_papers", ("hearing-1",), NO_FORM),
    ("workbench:record_paper_file", ("plan-999999", 999999), NO_FORM),
    ("workbench:void_record_paper", ("plan-999999", 999999), POST_ONLY),
)
ELSEWHERE: frozenset[str] = frozenset()
