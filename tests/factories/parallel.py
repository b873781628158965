"""Several people pressing at the same moment, each on a connection of their own to one real database."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier

from django.db import connection, connections

from gongkai.rules.refusals import Refused


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run the acts together, started by one signal: each one's result, or the code of its refusal."""
    signal = Barrier(len(acts))

    def press(act: Callable[[], object]) -> object:
        signal.wait()
        try:
            return act()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(press, acts))


@contextmanager
def file_database(folder: Path) -> Iterator[None]:
    """The committed test database as a file, for the connections of new threads.

    SQLite's database in memory knows no two writers; a file with its journal does, as in production.
    On another database everybody shares the test database anyway.
    """
    if connection.vendor != "sqlite":
        yield
        return
    copy = folder / "parallel.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
        # Going over to the journal asks for the file alone and does not wait; production does it once, at migration.
        target.execute("PRAGMA journal_mode=WAL")
    target.close()
    settings = connections.settings["default"]
    name = settings["NAME"]
    # Under the file's name Django would close the database in memory too; one handle more keeps it for later tests.
    with closing(sqlite3.connect(name, uri=True)):
        settings["NAME"] = str(copy)
        try:
            yield
        finally:
            settings["NAME"] = name
            connection.ensure_connection()


def seen(ask: Callable[[], object]) -> object:
    """What one more connection reads afterwards."""
    return at_once([ask])[0]
