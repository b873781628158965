"""Addresses of one part of the site: plans of inspection, inspections, rectification."""

from tests.interfaces.access.columns import ALL

NOT_THERE = (404,) * 8
NOT_AT_THE_DESK = (302,) + (404,) * 7
WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)

# name, arguments, codes
TABLE: tuple = (
    ("portal:inspections", (), ALL),
    ("portal:inspection_plan", ("Z01-JC-2011-001",), NOT_THERE),
    ("workbench:inspections", (), WORKERS),
    ("workbench:inspections_xlsx", (), WORKERS),
    ("workbench:rectifications_xlsx", (), WORKERS),
    ("workbench:inspection_plan_new", (), WORKERS),
    ("workbench:inspection_plan", ("Z01-JC-2011-001",), NOT_AT_THE_DESK),
    ("workbench:inspection_appoint", (), WORKERS),
    ("workbench:inspection", ("Z01-C01-XC-2011-001",), NOT_AT_THE_DESK),
    ("workbench:inspection_letter", ("Z01-C01-XC-2011-001",), NOT_AT_THE_DESK),
    ("workbench:inspection_file", ("Z01-C01-XC-2011-001", "0" * 32), NOT_AT_THE_DESK),
    ("workbench:rectification", ("Z01-C01-ZG-2011-001",), NOT_AT_THE_DESK),
    ("workbench:rectification_file", ("Z01-C01-ZG-2011-001", "0" * 32), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
