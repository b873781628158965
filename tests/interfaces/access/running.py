"""Addresses for those who keep the system running, and for what watches it; in the tests no worker runs."""

from tests.interfaces.access.columns import ALL

NOBODY_HERE = (302,) + (404,) * 7

TABLE = (
    ("jobs:healthz", (), ALL),
    ("jobs:readyz", (), (503,) * 8),
    ("jobs:metrics", (), (404,) * 8),  # without the token there is no such page
    ("workbench:running", (), NOBODY_HERE),
)
ELSEWHERE: frozenset[str] = frozenset()
