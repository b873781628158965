"""Addresses of one part of the site: working funds (第十二条)."""

from tests.interfaces.access.publicity import NOT_AT_THE_DESK, OVERSEERS, READERS

# name, arguments, codes
TABLE: tuple = (
    ("workbench:funds", (), READERS),
    ("workbench:funds_xlsx", (), READERS),
    ("workbench:funds_below", (), OVERSEERS),
    ("workbench:funds_below_xlsx", (), OVERSEERS),
    ("workbench:fund_new", ("spending",), READERS),
    ("workbench:fund", ("Z01-C01-JF-2011-001",), NOT_AT_THE_DESK),
    ("workbench:fund_receipt", ("Z01-C01-JF-2011-001", "0" * 32), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
