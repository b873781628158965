"""Addresses of the board sheets of a disclosure day: who works there; the month's one sheet is there for its own people."""

WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)

# name, arguments, codes
TABLE: tuple = (("workbench:board_sheets", (), WORKERS), ("workbench:board_sheets_zip", (), (*WORKERS[:6], 404, 200)))

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
