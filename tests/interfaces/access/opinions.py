"""Addresses of one part of the site: opinions and their protection."""

from tests.interfaces.access.columns import ALL, DESK

NOBODY = (404,) * 8
OPINION_DESK = (302, 404, 404, 200, 200, 200, 200, 200)

# name, arguments, codes
TABLE: tuple = (
    ("portal:opinion_new", ("{village}",), ALL),
    ("portal:opinion_results", ("{village}",), ALL),
    ("portal:opinions_mine", (), DESK),
    ("portal:opinion_receipt", ("{receipt}",), ALL),  # whoever holds the receipt is the author
    ("portal:opinion_receipt", ("1.made-up",), NOBODY),
    ("workbench:opinions", (), OPINION_DESK),
    ("workbench:opinions_xlsx", (), OPINION_DESK),
    ("workbench:opinion_entry", (), OPINION_DESK),
    ("workbench:opinion_paper", ("1.made-up",), (302,) + (404,) * 7),
    ("workbench:opinions_below", (), (302, 404, 404, 404, 404, 200, 404, 200)),
    # the village's own: its officers; the town and the county not before it is overdue
    ("workbench:opinion", ("{opinion}",), (302, 404, 404, 200, 200, 404, 404, 404)),
    # about the village's leaders, no ear anywhere: the county's office alone
    ("workbench:opinion", ("{about_leaders}",), (302, 404, 404, 404, 404, 404, 404, 200)),
    ("workbench:opinion", (999999,), (302,) + (404,) * 7),
    ("workbench:rights", (), DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
