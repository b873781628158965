"""Addresses of one part of the site: boards, screens and phones; telling one person; make-up notices."""

WORKERS = (302, 404, 404, 200, 200, 200, 200, 200)
OVERSEERS = (302, 404, 404, 404, 404, 200, 404, 200)
NOBODY = (302,) + (404,) * 7

# name, arguments, codes
TABLE = (
    ("workbench:carriers", (), WORKERS),
    ("workbench:carrier_new", (), WORKERS),
    ("workbench:carrier_sheet", (), WORKERS),
    ("workbench:carriers_stale", (), OVERSEERS),
    ("workbench:carriers_stale_xlsx", (), OVERSEERS),
    ("workbench:carrier", (999999,), NOBODY),
    ("workbench:carrier_photo", (999999, "0" * 32), NOBODY),
    ("workbench:tell", ("{draft}",), NOBODY),  # that text is not meant for one person
    ("workbench:notice", (999999,), NOBODY),
    ("workbench:make_up", ("{publication}",), (302, 404, 404, 200, 200, 200, 404, 200)),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
