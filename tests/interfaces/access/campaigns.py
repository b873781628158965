"""Addresses of one part of the site: regulations with plans to be filed."""

from tests.interfaces.access.columns import ALL

NOT_AT_THE_DESK = (302,) + (404,) * 7
WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)
OFFICE = (302, 404, 404, 404, 404, 404, 404, 200)

# name, arguments, codes
TABLE: tuple = (
    ("workbench:campaigns", (), WORKERS),
    ("workbench:campaign_new", (), OFFICE),
    ("workbench:campaign", ("qijiang-2011",), NOT_AT_THE_DESK),
    ("workbench:campaign_xlsx", ("qijiang-2011",), NOT_AT_THE_DESK),
    ("workbench:plan_ask", ("qijiang-2011",), NOT_AT_THE_DESK),
    ("workbench:plan_file", ("qijiang-2011", "Z01"), NOT_AT_THE_DESK),
    ("workbench:plan_excuse", ("qijiang-2011", "Z01"), NOT_AT_THE_DESK),
    ("portal:implementation", (), ALL),
    ("portal:implementation_text", ("Z01-SS-2011-001",), (404,) * 8),
    ("workbench:plan_filing", ("Z01-SS-2011-001",), NOT_AT_THE_DESK),
    ("workbench:plan_text", ("Z01-SS-2011-001", "0" * 32), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
