"""Addresses of one part of the site: yearly assessments and accountability."""

from tests.interfaces.access.columns import OWN_WORK

WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)
OFFICE = (302, 404, 404, 404, 404, 404, 404, 200)
NOT_THERE = (302,) + (404,) * 7

# name, arguments, codes
TABLE: tuple = (
    ("workbench:assessment", (), WORKERS),
    ("workbench:assessment_xlsx", (), WORKERS),
    ("workbench:year_sheet", ("{village}", "{year}"), OWN_WORK),
    ("workbench:year_line", ("{village}", "{year}", "on_time"), OWN_WORK),
    ("workbench:year_line_xlsx", ("{village}", "{year}", "on_time"), OWN_WORK),
    ("workbench:year_dispute", (999999,), NOT_THERE),
    ("workbench:accountability", (), OFFICE),
    ("workbench:accountability_xlsx", (), OFFICE),
    ("workbench:case_new", (), NOT_THERE),
    ("workbench:case", ("XW-ZJ-2011-001",), NOT_THERE),
    ("workbench:case_paper", ("XW-ZJ-2011-001", "0" * 32), NOT_THERE),
    ("workbench:case_print", ("XW-ZJ-2011-001",), NOT_THERE),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
