"""Addresses of one part of the site: the eight systems."""

WORKERS = (302, 404, 404, 200, 200, 200, 200, 302)
OVERSEERS = (302, 404, 404, 404, 404, 200, 404, 200)

# name, arguments, codes
TABLE: tuple = (
    ("workbench:systems", (), WORKERS),
    ("workbench:systems_below", (), OVERSEERS),
    ("workbench:systems_below_xlsx", (), OVERSEERS),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
