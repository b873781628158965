"""Worlds are built once by the rooms' own actions; afterwards the same rows are laid down again.

Building the small county takes a second, laying down its rows some milliseconds. The rows are exactly
those that the actions wrote, with the same keys; the objects are copies of the same objects. What an
action does outside the database happens only when the world is really built. Where the database is not
empty the world is built, as if there were no memory.
"""

import pickle
from collections.abc import Callable, Hashable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

P = ParamSpec("P")
T = TypeVar("T")

FILLED_BY_MIGRATIONS = {"contenttypes.contenttype", "auth.permission"}

_kept: dict[Hashable, bytes] = {}


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """A factory that builds once for the same arguments; what it returns must be fit for pickling."""

    @wraps(make)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        if not _is_empty():
            return make(*args, **kwargs)
        key = (make.__module__, make.__qualname__, args, tuple(sorted(kwargs.items())))
        if key in _kept:
            return _lay_down(_kept[key])
        made = make(*args, **kwargs)
        _kept[key] = pickle.dumps((made, [_rows(table) for table in _tables()]))
        return made

    return wrapper


@cache
def _tables() -> list[type[models.Model]]:
    """Every table but those that are never empty."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and model._meta.label_lower not in FILLED_BY_MIGRATIONS]


@cache
def _question() -> str:
    name = connection.ops.quote_name
    return "SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {name(table._meta.db_table)})" for table in _tables())


def _columns(table: type[models.Model]) -> list[str]:
    return [
        connection.ops.quote_name(field.column) for field in table._meta.local_concrete_fields if not field.generated
    ]


def _rows(table: type[models.Model]) -> list[tuple]:
    """All rows as the database keeps them, whatever the table's manager would leave out."""
    # SQLite turns the text of a plain column into days and moments, that of a reckoned one stays as it lies there.
    sign = "+" if connection.vendor == "sqlite" else ""
    columns = ", ".join(sign + column for column in _columns(table))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table._meta.db_table)}")
        return cursor.fetchall()


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_question())
        return not cursor.fetchone()[0]


def _lay_down(kept: bytes) -> object:
    made, rows = pickle.loads(kept)
    filled = [(table, held) for table, held in zip(_tables(), rows, strict=True) if held]
    with transaction.atomic(), connection.cursor() as cursor:
        for table, held in filled:
            columns = _columns(table)
            places = ", ".join(["%s"] * len(columns))
            name = connection.ops.quote_name(table._meta.db_table)
            cursor.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})", held)
        # PostgreSQL counts keys outside any transaction, so an earlier test may have left a counter below these keys.
        if resets := connection.ops.sequence_reset_sql(no_style(), [table for table, _ in filled]):
            cursor.execute("\n".join(resets))
    return made
