"""Addresses of the leading groups: those who keep or oversee them at the desk, everybody on the site (第十条)."""

from tests.interfaces.access.columns import ALL

KEEPERS = (302, 404, 404, 404, 200, 200, 404, 200)  # the head keeps the village's own, the town and the office all

TABLE = (
    ("workbench:groups", (), KEEPERS),
    ("workbench:groups_xlsx", (), KEEPERS),
    ("workbench:group", ("{village_id}",), KEEPERS),
    ("workbench:group_compose", ("{village_id}",), KEEPERS),
    ("workbench:group_desk", ("{village}",), KEEPERS),
    ("workbench:group_task_new", ("{village}",), KEEPERS),
    ("workbench:group_tasks_xlsx", (), (302, 404, 404, 404, 404, 200, 404, 200)),
    ("workbench:group_task", ("XW-RW-2011-001",), (302,) + (404,) * 7),
    ("portal:group", ("{village}",), ALL),
)
ELSEWHERE: frozenset[str] = frozenset()
