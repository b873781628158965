"""Addresses of one part of the site: the ledgers in their three forms, the maps of what is lacking, published grades."""

from tests.interfaces.access.columns import ALL

WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)
OVERSEERS = (302, 404, 404, 404, 404, 200, 404, 200)
NOBODY = (302,) + (404,) * 7

# name, arguments, codes
TABLE: tuple = (
    ("workbench:ledgers", (), WORKERS),
    ("workbench:ledger", ("exemptions",), WORKERS),
    ("workbench:ledger", ("off-catalog",), WORKERS),
    ("workbench:ledger", ("changes",), WORKERS),
    ("workbench:ledger", ("month",), OVERSEERS),
    ("workbench:ledger", ("late",), OVERSEERS),
    ("workbench:ledger", ("no-such-ledger",), NOBODY),
    ("workbench:burden", (), OVERSEERS),
    ("workbench:burden_xlsx", (), OVERSEERS),
    ("workbench:effect", (), WORKERS),
    ("workbench:effect_xlsx", (), WORKERS),
    ("workbench:ledger_print", ("effect",), WORKERS),
    ("workbench:coverage", (), OVERSEERS),
    ("workbench:coverage_xlsx", (), OVERSEERS),
    ("portal:grades", ("Z01-C01",), ALL),
    ("workbench:ledger_xlsx", ("exemptions",), WORKERS),
    ("workbench:ledger_xlsx", ("late",), OVERSEERS),
    ("workbench:ledger_print", ("exemptions",), WORKERS),
    ("workbench:ledger_print", ("late",), OVERSEERS),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
