"""Addresses of notices and calendars: everyone's own; the state of the mail for the system's administrators."""

from tests.interfaces.access.columns import ALL, DESK, POST_ONLY

NOBODY_HERE = (302,) + (404,) * 7

TABLE = (
    ("workbench:notices", (), DESK),
    ("workbench:notices_xlsx", (), DESK),
    ("workbench:notices_read", (), POST_ONLY),
    ("workbench:notices_mine", (), DESK),
    ("workbench:feed_new", (), POST_ONLY),
    ("workbench:feed_end", (1,), POST_ONLY),
    ("workbench:mail", (), NOBODY_HERE),
    ("workbench:mail_xlsx", (), NOBODY_HERE),
    ("portal:calendar_feed", ("A" * 43,), (404,) * 8),
    ("portal:organization_calendar", ("{village}",), ALL),
)
ELSEWHERE: frozenset[str] = frozenset()
