"""Addresses of the machines' door, asked by browsers: a session counts for nothing there, a key is needed."""

from tests.interfaces.access.columns import ALL, DESK, POST_ONLY

NO_KEY = (401,) * 8
NOT_THERE = (404,) * 8
NO_GET = (405,) * 8
MISSING = (302,) + (404,) * 7  # another person's: a desk asks to log in first

# name, arguments, codes
TABLE: tuple = (
    ("api:openapi-json", (), ALL),
    ("api:organizations", (), ALL),
    ("api:organization", ("{village}",), ALL),
    ("api:month", ("{village}", "{period}"), ALL),
    ("api:catalog", ("{village}",), ALL),
    ("api:items", (), ALL),
    ("api:item", ("{inside}",), NOT_THERE),  # what only members may read is hidden from every browser
    ("api:days", (2026,), ALL),
    ("api:me", (), NO_KEY),
    ("api:todo", ("{village}",), NO_KEY),
    ("api:drafts", (), NO_KEY),
    ("api:edition", ("{draft}",), NO_KEY),
    ("api:start", ("{village}",), NO_GET),
    ("api:save", ("{draft}",), NO_GET),
    ("api:attach", ("{draft}",), NO_GET),
    ("api:detach", ("{draft}", "0" * 32), NO_GET),
    ("api:submit", ("{draft}",), NO_GET),
    ("api:recall", ("{draft}",), NO_GET),
    ("api:abandon", ("{draft}",), NO_GET),
    ("api:nil", ("{village}",), NO_GET),
    ("api:place", ("{publication}",), NO_GET),
    ("api:circle", ("{draft}",), NO_KEY),
    ("api:release", ("{draft}",), NO_GET),
    ("api:happen", ("{village}",), NO_GET),
    ("api:exempt", ("{village}",), NO_GET),
    ("api:changes", (), NO_KEY),
    ("api:change", (99_999,), NO_KEY),
    ("api:ask_change", ("{draft}",), NO_GET),
    ("api:write_explanation", (99_999,), NO_GET),
    ("api:explain", (99_999,), NO_GET),
    ("api:recall_change", (99_999,), NO_GET),
    ("api:next_edition", ("{draft}",), NO_GET),
    ("api:opinions", (), NO_KEY),
    ("api:opinion", ("{opinion}",), NO_KEY),
    ("api:enter_opinion", ("{village}",), NO_GET),
    ("api:step_opinion", ("{opinion}",), NO_GET),
    ("api:applications", (), NO_KEY),
    ("api:application", ("Z01-C01-SQ-2026-001",), NO_KEY),
    ("api:enter_application", ("{village}",), NO_GET),
    ("api:step_application", ("Z01-C01-SQ-2026-001",), NO_GET),
    ("api:attach_application", ("Z01-C01-SQ-2026-001",), NO_GET),
    ("api:detach_application", ("Z01-C01-SQ-2026-001", "0" * 32), NO_GET),
    ("api:joint", ("{village}",), NO_KEY),
    ("api:join", (99_999,), NO_GET),
    ("api:api-root", (), NOT_THERE),
    ("api:nothing", (), NOT_THERE),
    ("workbench:tokens", (), DESK),
    ("workbench:token_end", (1,), POST_ONLY),
    ("workbench:token_hooks", (99_999,), MISSING),
    ("workbench:hook", (99_999,), MISSING),
    ("workbench:hook_xlsx", (99_999,), MISSING),
    ("workbench:hook_secret", (99_999,), POST_ONLY),
    ("workbench:hook_end", (99_999,), POST_ONLY),
    ("workbench:hook_act", (99_999, "test"), POST_ONLY),
    ("workbench:hook_resend", (99_999,), POST_ONLY),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
