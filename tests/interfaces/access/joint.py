"""Addresses of joint columns: open to everyone; kept by those who make public."""

from tests.interfaces.access.columns import ALL

ROOM = (302, 404, 404, 200, 200, 200, 200, 200)
NOT_THERE = (302,) + (404,) * 7
POST_ONLY = (302,) + (405,) * 7

# name, arguments, codes
TABLE: tuple = (
    ("portal:joint", ("{village}",), ALL),
    ("workbench:joint", (), ROOM),
    ("workbench:joint_source", (99_999,), NOT_THERE),
    ("workbench:joint_run", (99_999,), NOT_THERE),
    ("workbench:joint_end", (99_999,), POST_ONLY),
    ("workbench:joint_drop", (99_999, 1), POST_ONLY),
    ("workbench:joint_link", (99_999, 1), POST_ONLY),
    ("workbench:joint_unlink", (99_999,), POST_ONLY),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
