"""Addresses for signing in and for one's own account: everybody's own, and nobody else's."""

from tests.interfaces.access.columns import ALL, DESK, POST_ONLY

# tests/interfaces/workbench/test_administrators.py opens them as each of the three.
ADMINISTRATORS = (302,) + (404,) * 7
TO_LOGIN = (302,) * 8

TABLE = (
    ("workbench:login", (), ALL),
    ("workbench:logout", (), (405,) * 8),
    ("workbench:login_code", (), TO_LOGIN),
    ("workbench:prove", (), POST_ONLY),
    ("workbench:sign_on", (), TO_LOGIN),
    ("workbench:sign_on_back", (), TO_LOGIN),
    ("workbench:sign_on_link", (), ADMINISTRATORS),  # nobody's where there is no other system
    ("workbench:enter", (), ALL),
    ("workbench:security", (), DESK),
    ("workbench:session_end", (), POST_ONLY),
    ("workbench:password", (), DESK),
    ("workbench:accounts", (), ADMINISTRATORS),
    ("workbench:accounts_xlsx", (), ADMINISTRATORS),
    ("workbench:account_new", (), ADMINISTRATORS),
    ("workbench:account", (1,), ADMINISTRATORS),
    ("workbench:factor_resets", (), (302, 404, 404, 404, 404, 404, 404, 200)),
    ("workbench:trail", (), ADMINISTRATORS),
    ("workbench:trail_xlsx", (), ADMINISTRATORS),
    ("workbench:trail_print", (), ADMINISTRATORS),
    ("workbench:second_factor", (), DESK),
    ("workbench:second_factor_confirm", (), POST_ONLY),
    ("workbench:second_factor_change", (), POST_ONLY),
)
ELSEWHERE: frozenset[str] = frozenset()
