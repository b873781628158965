"""Addresses of one part of the site: disclosure on application."""

from tests.interfaces.access.columns import ALL, DESK

DESK_OF_APPLICATIONS = (302, 404, 404, 200, 200, 200, 200, 404)
NOT_THERE = (302,) + (404,) * 7
MISSING = "Z01-C01-SQ-2011-001"

# name, arguments, codes
TABLE: tuple = (
    ("portal:applications", (), DESK),
    ("portal:application_new", (), DESK),
    ("portal:application", (MISSING,), NOT_THERE),
    ("portal:application_file", (MISSING, "0" * 32), NOT_THERE),
    ("portal:application_letter", (MISSING, "receipt"), NOT_THERE),
    ("portal:application_letter_file", (MISSING, "receipt", "docx"), NOT_THERE),
    ("workbench:applications", (), DESK_OF_APPLICATIONS),
    ("workbench:applications_xlsx", (), DESK_OF_APPLICATIONS),
    ("workbench:application_entry", (), (302, 404, 404, 200, 200, 404, 200, 404)),
    ("workbench:application", (MISSING,), NOT_THERE),
    ("portal:application_figures", ("{village}", "2026"), ALL),
    ("portal:application_figures_xlsx", ("{village}", "2026"), ALL),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
