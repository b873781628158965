"""Guards in the database itself: what stands in the trail and in the logs is only added to, whoever writes (P41, P16).

A migration raises them. They refuse changing, deleting and emptying `AuditEvent` and `Leaf`. Two lawful acts need no exception: a removal
destroys salts, which lie in a table of their own, and the trail is never shortened. The third, setting leaves aside
where a log cannot go on, changes the name of their log and nothing else; so much is allowed, and so is the new place (`org_path`) of the lines of
an organization that moves. Who owns the tables can
take the guards away; that is found by the copy of the trail and by witnesses, not here (decision 24).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ASIDE = ".lost"  # behind a log's name: rows that no signed head covers any more; kept, and shown to nobody as proved
STANDING = 4
# Name, table and sentence of each; 'O': a disabled one does not stand.
FOUND = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND name LIKE 'ledger\\_%\\_kept\\_%' ESCAPE '\\'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE tgname LIKE 'ledger\\_%\\_kept%' AND tgenabled = 'O'",
}


def guards() -> list[tuple[str, str, str]]:
    """Those that stand: name, table and the sentence that raises it."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        return list(cursor.fetchall())


def guarded() -> bool:
    """Do all guards stand?"""
    return len(guards()) == STANDING


@contextmanager
def without_guards() -> Iterator[None]:
    """What somebody does to whom the tables belong; for tests and drills of what finds it."""
    standing = guards()
    with connection.cursor() as cursor:
        for name, table, _ in standing:
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    yield
    with connection.cursor() as cursor:
        for *_, sentence in standing:
            cursor.execute(sentence)
