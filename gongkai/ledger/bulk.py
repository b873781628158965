"""Writing very many rows at once with keys given beforehand, for history taken over from elsewhere."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

BATCH = 5000


def first_free_key(model: type[models.Model]) -> int:
    """The first key that no row of the table has; rows inserted in one transaction count up from here."""
    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


@lru_cache(maxsize=4096)
def _known_json(kind: type, items: tuple) -> str:
    return json.dumps(kind(items), ensure_ascii=False)


def _as_json(value: object) -> str:
    """Small lists and objects of plain words come again and again; the rest is written out each time."""
    if type(value) is list and all(type(item) is str for item in value):
        return _known_json(list, tuple(value))
    if type(value) is dict and all(type(item) in (str, bool) for item in value.values()):
        return _known_json(dict, tuple(value.items()))
    return json.dumps(value, ensure_ascii=False)


def _in_utc(moment: datetime) -> str:
    """As Django writes moments into SQLite: in UTC, without the zone."""
    return str(moment.astimezone(UTC))[:-6]


def _converter(field: models.Field) -> Callable | None:
    if isinstance(field, models.DateTimeField):
        return _in_utc if connection.vendor == "sqlite" else connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    return _as_json if isinstance(field, models.JSONField) else None


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Insert rows of plain values in the order of `columns` (attribute names such as `org_id`).

    Every column of the table must be named: no defaults are filled in. Several times quicker than
    model instances. Afterwards the next key of the table follows the highest one. Answers with the
    number of rows; call it inside a transaction.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if left := set(fields) - set(columns) - {"id"}:
        raise TypeError(f"columns without a value: {sorted(left)}")
    quote = connection.ops.quote_name
    names = ", ".join(quote(fields[name].column) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own
    turn = [(place, made) for place, name in enumerate(columns) if (made := _converter(fields[name]))]
    batch, total = [], 0
    with connection.cursor() as cursor:
        for row in rows:
            values = list(row)
            for place, made in turn:
                if values[place] is not None:
                    values[place] = made(values[place])
            batch.append(values)
            if len(batch) >= BATCH:
                cursor.executemany(sql, batch)
                total += len(batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)
            total += len(batch)
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)
    return total
