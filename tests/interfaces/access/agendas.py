"""Addresses of one part of the site: what Party committees studied about disclosure (第十条)."""

from tests.interfaces.access.publicity import NOT_AT_THE_DESK, OVERSEERS, READERS

# name, arguments, codes
TABLE: tuple = (
    ("workbench:agendas", (), READERS),
    ("workbench:agendas_xlsx", (), READERS),
    ("workbench:agendas_below", (), OVERSEERS),
    ("workbench:agendas_below_xlsx", (), OVERSEERS),
    ("workbench:agenda_new", (), READERS),
    ("workbench:agenda", ("Z01-RC-2011-001",), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
