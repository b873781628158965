"""Addresses of one part of the site: questions about articles (第十四条)."""

from tests.interfaces.access.columns import ALL
from tests.interfaces.access.publicity import NOT_AT_THE_DESK

REGISTER = (302, 404, 404, 200, 200, 200, 200, 200)

# name, arguments, codes
TABLE: tuple = (
    ("portal:rules_answers", (), ALL),
    ("portal:rules_answer", ("JS-2011-001",), (404,) * 8),
    ("workbench:interpretations", (), REGISTER),
    ("workbench:interpretations_xlsx", (), REGISTER),
    ("workbench:interpretation_new", (), REGISTER),
    ("workbench:interpretation", ("JS-2011-001",), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
