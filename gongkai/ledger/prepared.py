"""Reads that are asked again and again, compiled once: most of the time of a narrow query goes into writing its SQL.

    LINE = Prepared(lambda paths: Organization.objects.filter(path__in=paths).values_list("pk", "name"))
    rows = LINE(paths=["0001", "00010002"])

The function is called with stand-ins to find out where each value goes; afterwards only the values
change. Lists are compiled once for each length. Values are strings, whole numbers, days or moments,
or lists of these, or lists of pairs of these such as the ranges of `orgs.scopes.ranges`. A number of a
column of 16 bits cannot be one: its stand-in does not fit, and PostgreSQL's read would find nothing for ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

FIRST = 2_000_000_000  # stand-ins for numbers begin here; they fit a column of 32 bits
EARLY = datetime(1, 1, 2, tzinfo=UTC)


def _stand_in(value: Any, number: int) -> Any:
    """Something of the same kind that occurs nowhere else."""
    match value:
        case bool() | None:
            raise TypeError("a prepared read takes no truth values; write one read for each")
        case str():
            return f"\ue000{number}\ue000"
        case int():
            return FIRST + number
        case datetime():
            return EARLY + timedelta(minutes=number)
        case date():
            return EARLY.date() + timedelta(days=1 + number)
    raise TypeError(f"a prepared read takes no {type(value).__name__}")


def _laid_out(value: Any) -> list:
    """The single values of an argument, pairs taken apart."""
    if not isinstance(value, list | tuple):
        return [value]
    return [single for one in value for single in (one if isinstance(one, tuple) else (one,))]


def _adapted(value: Any) -> Any:
    """The value as this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


@dataclass(frozen=True)
class _Plan:
    """SQL with, for each parameter, either a constant or the name and place of a value."""

    sql: str
    parameters: tuple[tuple[str, int, type] | tuple[None, Any, None], ...]
    compiler: Any
    converters: dict


class Prepared:
    """A `values_list` query that is compiled once for each database, each kind of value and each length of its lists."""

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._plans: dict[tuple, _Plan | None] = {}

    def __call__(self, **values: Any) -> list[tuple]:
        """All rows for these values, as tuples."""
        laid = {name: _laid_out(one) for name, one in values.items()}
        shape = tuple(
            (name, len(laid[name]) if isinstance(one, list | tuple) else type(one)) for name, one in values.items()
        )
        key = (connection.vendor, connection.alias, shape)
        if key not in self._plans:
            self._plans[key] = self._compile(values)
        plan = self._plans[key]
        if plan is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, [self._fill(one, laid) for one in plan.parameters])
            rows = cursor.fetchall()
        if plan.converters:
            rows = plan.compiler.apply_converters(rows, plan.converters)
        return [tuple(row) for row in rows]

    @staticmethod
    def _fill(parameter: tuple, laid: dict[str, list]) -> Any:
        name, place, kind = parameter
        if name is None:
            return place
        value = _adapted(laid[name][place])
        return value if type(value) is kind else kind(value)

    def _compile(self, values: dict[str, Any]) -> _Plan | None:
        """None when the query can have no rows, as with an empty list. Raises LookupError for a value that goes nowhere."""
        stand_ins: dict[str, Any] = {}
        places: dict[Any, tuple[str, int]] = {}
        for name, value in values.items():
            made = [_stand_in(one, len(places) + at) for at, one in enumerate(_laid_out(value))]
            places |= {_adapted(one): (name, at) for at, one in enumerate(made)}
            if not isinstance(value, list | tuple):
                stand_ins[name] = made[0]
            elif value and isinstance(value[0], tuple):
                stand_ins[name] = list(zip(made[::2], made[1::2], strict=True))
            else:
                stand_ins[name] = made
        query = self._build(**stand_ins).query
        compiler = query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        found = tuple(
            (*places[one], type(one)) if isinstance(one, str | int | date) and one in places else (None, one, None)
            for one in parameters
        )
        lost = set(places.values()) - {(name, at) for name, at, _ in found if name is not None}
        # An empty list may take a whole branch of the query with it, and with that what else stood there.
        if lost and all(value for value in values.values() if isinstance(value, list | tuple)):
            raise LookupError(f"values that the query does not hold: {sorted(lost)}")
        columns = [select for select, _, _ in compiler.select[: compiler.col_count]]
        return _Plan(sql, found, compiler, compiler.get_converters(columns))


class PreparedModels:
    """The same for whole rows: model instances, with the named relations joined.

    `joined`: relation paths such as `disclosure__org`, outer ones first, each with the fields that are
    read of it (None: all). A field that is not read is fetched when it is touched, as after `defer`.
    """

    def __init__(
        self,
        model: type[Model],
        build: Callable[..., QuerySet],
        joined: dict[str, tuple[str, ...] | None] | None = None,
    ) -> None:
        self._parts: list[tuple[str, type[Model], list[str], slice]] = []
        columns: list[str] = []
        for path, wanted in {"": None, **(joined or {})}.items():
            kind = model
            for step in filter(None, path.split("__")):
                kind = kind._meta.get_field(step).related_model
            fields = [
                one for one in kind._meta.concrete_fields if wanted is None or one.name in wanted or one.primary_key
            ]
            names = [one.attname for one in fields]
            self._parts.append((path, kind, names, slice(len(columns), len(columns) + len(names))))
            columns += [f"{path}__{name}" if path else name for name in names]
        self._read = Prepared(lambda **values: build(**values).values_list(*columns))

    def __call__(self, **values: Any) -> list:
        """The instances, in the order of the query."""
        shared: dict[tuple[str, Any], Model] = {}
        return [self._instance(row, shared) for row in self._read(**values)]

    def _instance(self, row: tuple, shared: dict[tuple[str, Any], Model]) -> Model:
        """`shared`: what was joined to earlier rows of this answer; the same row of a table becomes one instance."""
        made: dict[str, Model | None] = {}
        for path, kind, names, span in self._parts:
            found = row[span]
            key = path, found[names.index(kind._meta.pk.attname)]
            own = shared.get(key) if path else None
            if own is None and key[1] is not None:
                own = kind.from_db(connection.alias, names, found)
                if path:
                    shared[key] = own
            made[path] = own
            if path:
                above, _, step = path.rpartition("__")
                holder = made[above]
                if holder is not None:
                    holder._state.fields_cache[step] = own
        return made[""]
