"""Addresses of one part of the site: contact points, demonstration points, the library of experience."""

from tests.interfaces.access.columns import ALL

NOT_THERE = (404,) * 8
NOT_AT_THE_DESK = (302,) + (404,) * 7
WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)
NUMBER, WORK = "Z01-LX-2011-001", "Z01-C01-JY-2011-001"

# name, arguments, codes
TABLE: tuple = (
    ("portal:points", (), ALL),
    ("portal:points_xlsx", (), ALL),
    ("portal:point", (f"{NUMBER}-01",), NOT_THERE),
    ("portal:library", (), ALL),
    ("portal:library_xlsx", (), ALL),
    ("portal:experience", (WORK,), NOT_THERE),
    ("portal:experience_file", (WORK, "0" * 32), NOT_THERE),
    ("workbench:points", (), WORKERS),
    ("workbench:points_xlsx", (), WORKERS),
    ("workbench:point_activities_xlsx", (), WORKERS),
    ("workbench:point_batch_new", (), WORKERS),
    ("workbench:point_batch", (NUMBER,), NOT_AT_THE_DESK),
    ("workbench:point_nominate", (), (302, 404, 404, 302, 302, 302, 302, 302)),
    ("workbench:point", (f"{NUMBER}-01",), NOT_AT_THE_DESK),
    ("workbench:point_form", (f"{NUMBER}-01",), NOT_AT_THE_DESK),
    ("workbench:point_plaque", (f"{NUMBER}-01",), NOT_AT_THE_DESK),
    ("workbench:point_work", (WORK,), NOT_AT_THE_DESK),
    ("workbench:point_work_file", (WORK, "0" * 32), NOT_AT_THE_DESK),
    ("workbench:point_activity_file", (NUMBER, "0" * 32), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
