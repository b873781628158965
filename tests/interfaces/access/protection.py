"""Addresses of protection: the anonymous path is open and knows nobody; names and pressure are for few."""

from tests.interfaces.access.columns import ALL, DESK

NOTHING = "0" * 32
# name, arguments, codes
TABLE = (
    ("portal:anonymous", (), ALL),
    ("portal:anonymous_receipt", (), ALL),
    ("workbench:identity", (), (302, 404, 404, 404, 404, 200, 404, 200)),
    ("workbench:identity_ask", (NOTHING,), (302,) + (404,) * 7),
    ("workbench:identity_request", (999999,), (302,) + (404,) * 7),
    ("workbench:identity_ledger", (), (302,) + (404,) * 7),
    ("workbench:my_name", (), DESK),
    ("workbench:my_pressure", (NOTHING,), (302,) + (404,) * 7),
    ("workbench:slip", (), DESK),
    ("workbench:pressures", (), (302, 404, 404, 404, 404, 404, 404, 200)),
    ("workbench:pressure", (999999,), (302,) + (404,) * 7),
)

# What only the story of protection makes is opened there: tests/interfaces/workbench/test_protection.py.
ELSEWHERE: frozenset[str] = frozenset()
