"""Writing very many rows at once with keys given beforehand, for history taken over from elsewhere."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models import Max

BATCH = 5000
EASED = {"synchronous": "OFF", "secure_delete": "OFF", "cache_size": -256_000}


def first_free_key(model: type[models.Model]) -> int:
    """The first key that no row of the table has; rows inserted in one transaction count up from here."""
    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


@lru_cache(maxsize=4096)
def _known_json(kind: type, items: tuple) -> str:
    return json.dumps(kind(items), ensure_ascii=False)


def _as_json(value: object) -> str | None:
    """Small lists and objects of plain words come again and again; the rest is written out each time."""
    kind = type(value)
    if kind is list:
        if not value:
            return "[]"
        if set(map(type, value)) == {str}:
            return _known_json(list, tuple(value))
    elif kind is dict:
        if not value:
            return "{}"
        if set(map(type, value.values())) <= {str, bool}:
            return _known_json(dict, tuple(value.items()))
    return None if value is None else json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=100_000)
def _in_utc(moment: datetime | None) -> str | None:
    """As Django writes moments into SQLite: in UTC, without the zone. The same moments come again and again."""
    return None if moment is None else str(moment.astimezone(UTC))[:-6]


@lru_cache(maxsize=10_000)
def _as_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _converter(field: models.Field) -> Callable | None:
    """What makes a value fit for the driver, None included; PostgreSQL's takes days and moments as they are."""
    sqlite = connection.vendor == "sqlite"
    if isinstance(field, models.DateTimeField):
        return _in_utc if sqlite else None
    if isinstance(field, models.DateField):
        return _as_day if sqlite else None
    return _as_json if isinstance(field, models.JSONField) else None


def _converted(batch: list[Sequence], turn: list[tuple[int, Callable]]) -> list[Sequence]:
    """The rows with some columns turned: column by column, since that is several times quicker than row by row."""
    columns: list = list(zip(*batch, strict=True))
    for place, made in turn:
        columns[place] = map(made, columns[place])
    return list(zip(*columns, strict=True))


def _set_aside(cursor: CursorWrapper, model: type[models.Model]) -> list[str]:
    """Drop a nearly empty table's indexes and answer with the statements that build them again: once is cheaper.

    SQLite only. It undoes that too when the caller's transaction fails, and nobody else sees it meanwhile.
    """
    if connection.vendor != "sqlite" or len(model.objects.order_by()[:BATCH].values_list("pk")) == BATCH:
        return []
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
        [model._meta.db_table],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    return [sql for _, sql in found]


def put_rows(cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Write rows as the driver takes them; `table` and `columns` are quoted. PostgreSQL has COPY for it, ten times quicker."""
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - names of our own


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Insert rows of plain values in the order of `columns` (attribute names such as `org_id`).

    Every column of the table must be named: no defaults are filled in. Several times quicker than
    model instances. Afterwards the next key of the table follows the highest one. Answers with the
    number of rows; call it inside a transaction, and let `rows` read nothing from the same table.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if left := set(fields) - set(columns) - {"id"}:
        raise TypeError(f"columns without a value: {sorted(left)}")
    quote = connection.ops.quote_name
    table, named = quote(model._meta.db_table), [quote(fields[name].column) for name in columns]
    turn = [(place, made) for place, name in enumerate(columns) if (made := _converter(fields[name]))]
    waiting, total = iter(rows), 0
    batch = list(islice(waiting, BATCH))
    with connection.cursor() as cursor:
        aside = _set_aside(cursor, model) if len(batch) == BATCH else []
        while batch:
            put_rows(cursor, table, named, _converted(batch, turn))
            total += len(batch)
            batch = list(islice(waiting, BATCH))
        for index in aside:
            cursor.execute(index)
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)
    return total


def take_stock() -> None:
    """Gather PostgreSQL's statistics now, inside the transaction, for a load that goes on to ask what it has laid in.

    Otherwise it plans as for empty tables until autovacuum comes by after the commit, and joins of some
    thousand rows take minutes. SQLite plans well without: there it changes nothing. Of our own tables only:
    those that all databases of a server share would stay locked for the others until the end of the transaction.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


@contextmanager
def into_empty_database() -> Iterator[None]:
    """Fill a new SQLite database without waiting for the disk after every step; at the end everything is on it.

    Only for what can be loaded again from nothing. A power cut in between may spoil the file, so the
    caller makes sure that there was nothing in it. Inside a transaction and on PostgreSQL it changes nothing.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in EASED}
        for name, value in EASED.items():
            cursor.execute(f"PRAGMA {name}={value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, value in before.items():
                cursor.execute(f"PRAGMA {name}={value}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
