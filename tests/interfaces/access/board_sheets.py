"""Addresses of the board sheets of a disclosure day: who works there; nothing was published yet, so there is no file."""

WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)
NOBODY = (302,) + (404,) * 7

# name, arguments, codes
TABLE: tuple = (("workbench:board_sheets", (), WORKERS), ("workbench:board_sheets_zip", (), NOBODY))

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
