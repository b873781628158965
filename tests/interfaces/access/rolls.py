"""Addresses of the members' roll: each organization's own people, and the county office (R158)."""

OWN = (302, 404, 404, 200, 200, 404, 200, 200)

TABLE = (
    ("workbench:roll", (), OWN),
    ("workbench:roll_xlsx", (), OWN),
    ("workbench:roll_add", (), OWN),
    ("workbench:roll_load", (), OWN),
    ("workbench:roll_code", (), OWN),
    ("workbench:roll_end", (999999,), (302,) + (404,) * 7),
)
ELSEWHERE: frozenset[str] = frozenset()
