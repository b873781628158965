"""Addresses of one part of the site: the eight systems, publicity, disclosure days."""

from tests.interfaces.access.columns import ALL

WORKERS = (302, 404, 404, 200, 200, 200, 200, 302)
READERS = (302, 404, 404, 200, 200, 200, 200, 200)
NOT_AT_THE_DESK = (302,) + (404,) * 7
OVERSEERS = (302, 404, 404, 404, 404, 200, 404, 200)

# name, arguments, codes
TABLE: tuple = (
    ("workbench:systems", (), WORKERS),
    ("workbench:systems_below", (), OVERSEERS),
    ("workbench:systems_below_xlsx", (), OVERSEERS),
    ("portal:activities", ("Z01-C01",), ALL),
    ("portal:concerns", (), ALL),
    ("portal:cases", (), ALL),
    ("workbench:concerns", (), READERS),
    ("workbench:concerns_xlsx", (), READERS),
    ("workbench:concern_new", (), READERS),
    ("workbench:concern", ("Z01-C01-GQ-2011-001",), NOT_AT_THE_DESK),
    ("workbench:typical_cases", (), READERS),
    ("workbench:typical_cases_xlsx", (), READERS),
    ("workbench:typical_case_new", (), READERS),
    ("workbench:typical_case", ("Z01-C01-DX-2011-001",), NOT_AT_THE_DESK),
    ("workbench:activities", (), READERS),
    ("workbench:activities_xlsx", (), READERS),
    ("workbench:activities_below", (), OVERSEERS),
    ("workbench:activities_below_xlsx", (), OVERSEERS),
    ("workbench:activity_new", (), READERS),
    ("workbench:activity_new_day", (), READERS),
    ("workbench:activity", ("Z01-C01-XJ-2011-001",), NOT_AT_THE_DESK),
    ("workbench:activity_photo", ("Z01-C01-XJ-2011-001", "0" * 32), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
