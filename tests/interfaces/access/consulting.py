"""Addresses of one part of the site: consultations, hearings, enquiries, briefings and reports upward."""

from tests.interfaces.access.columns import ALL

NOT_THERE = (404,) * 8
NOT_AT_THE_DESK = (302,) + (404,) * 7
WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)

# name, arguments, codes
TABLE: tuple = (
    ("portal:consulting", (), ALL),
    ("portal:consultation", ("Z01-C01-ZQ-2011-001",), NOT_THERE),
    ("portal:consultation_file", ("Z01-C01-ZQ-2011-001", "0" * 32), NOT_THERE),
    ("portal:hearing", ("Z01-C01-TZ-2011-001",), NOT_THERE),
    ("portal:enquiries", ("{village}",), ALL),
    ("portal:briefings", ("{village}",), (404, 200, 404, 200, 200, 200, 404, 200)),
    ("portal:reports", (), (302, 200, 404, 404, 404, 404, 404, 404)),
    ("portal:report", ("Z01-C01-FY-2011-001",), NOT_AT_THE_DESK),
    ("portal:spokespersons", (), ALL),
    ("workbench:consulting", (), WORKERS),
    ("workbench:consulting_xlsx", (), WORKERS),
    ("workbench:consultation_new", (), WORKERS),
    ("workbench:consultation", ("Z01-C01-ZQ-2011-001",), NOT_AT_THE_DESK),
    ("workbench:hearing_new", (), WORKERS),
    ("workbench:hearing", ("Z01-C01-TZ-2011-001",), NOT_AT_THE_DESK),
    ("workbench:enquiry", ("Z01-C01-ZX-2011-001",), NOT_AT_THE_DESK),
    ("workbench:exchange", (), WORKERS),
    ("workbench:briefing_new", (), WORKERS),
    ("workbench:briefing", ("Z01-C01-TB-2011-001",), NOT_AT_THE_DESK),
    ("workbench:situation_new", (), WORKERS),
    ("workbench:situation", ("Z01-C01-FY-2011-001",), NOT_AT_THE_DESK),
    ("workbench:message_new", (), WORKERS),
    ("workbench:message", ("Z01-C01-WL-2011-001",), NOT_AT_THE_DESK),
    ("workbench:spokespersons", (), (302, 404, 404, 200, 200, 200, 200, 200)),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
