"""Addresses of public briefings: everybody gets the public one, the Party's own only who belongs to it."""

from tests.interfaces.access.columns import ALL

# name, arguments, codes
TABLE: tuple = (
    ("portal:bulletin", ("{village}",), ALL),
    ("portal:bulletin_file", ("{village}", "pdf"), ALL),
    ("portal:bulletin_file", ("{village}", "docx"), ALL),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
