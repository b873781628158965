"""Addresses of one part of the site: supervisors, their meetings, their marks."""

from tests.interfaces.access.columns import ALL

NOT_AT_THE_DESK = (302,) + (404,) * 7
WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)

# name, arguments, codes
TABLE: tuple = (
    ("portal:supervisors", ("{village}",), ALL),
    ("portal:supervisors_xlsx", ("{village}",), ALL),
    ("workbench:supervisors", (), WORKERS),
    ("workbench:supervisors_xlsx", (), WORKERS),
    ("workbench:supervisor_new", (), WORKERS),
    ("workbench:support_new", (), WORKERS),
    ("workbench:supports_xlsx", (), WORKERS),
    ("workbench:supervisors_meeting_new", (), WORKERS),
    ("workbench:supervisors_meeting", ("Z01-C01-JH-2011-001",), NOT_AT_THE_DESK),
    ("workbench:supervisor", ("Z01-C01-JD-2011-001",), NOT_AT_THE_DESK),
    ("workbench:supervisor_certificate", ("Z01-C01-JD-2011-001", "docx"), NOT_AT_THE_DESK),
    ("workbench:marks", (), WORKERS),
    ("workbench:marks_xlsx", (), WORKERS),
    ("workbench:mark", ("Z01-C01-JY-2011-001",), NOT_AT_THE_DESK),
    ("workbench:mark_photo", ("Z01-C01-JY-2011-001",), NOT_AT_THE_DESK),
    ("workbench:spot_checks", (), WORKERS),
    ("workbench:spot_checks_xlsx", (), WORKERS),
    ("workbench:spot_check_new", ("{village}",), (302, 404, 404, 200, 404, 200, 404, 200)),
    ("workbench:spot_check", ("Z01-C01-CC-2011-001",), NOT_AT_THE_DESK),
    ("workbench:spot_photo", ("Z01-C01-CC-2011-001", "now"), NOT_AT_THE_DESK),
    ("workbench:supervising", (), NOT_AT_THE_DESK),
    ("workbench:mark_new", ("{inside}",), NOT_AT_THE_DESK),
    ("workbench:gap_mark_new", ("{village}", "{period}", "C14", 0), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
