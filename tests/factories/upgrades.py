"""A database as it was before an upgrade, beside the test's own: going back in that one would take it all down."""

from contextlib import contextmanager

from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

OLD = "old"


class ToTheOldOne:
    """Everything a migration reads and writes is in the old database."""

    def db_for_read(self, model, **hints):
        return OLD

    db_for_write = db_for_read


@contextmanager
def old_database(settings, folder):
    """An empty database beside the test's own, of the same kind, as it was before anything was installed."""
    own = connections.settings["default"]
    name = str(folder / "old.sqlite3")
    if connection.vendor == "postgresql":
        name = f"{own['NAME']}_old"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connections.settings[OLD] = {**own, "NAME": name}
    settings.DATABASE_ROUTERS = [ToTheOldOne()]
    try:
        yield connections[OLD]
    finally:
        settings.DATABASE_ROUTERS = []
        connections[OLD].close()
        del connections[OLD], connections.settings[OLD]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def migrate(database, targets):
    executor = MigrationExecutor(database)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps
