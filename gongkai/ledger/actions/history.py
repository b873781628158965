"""Taking over what happened elsewhere into the trail and the number series, many at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.ledger.bulk import insert
from gongkai.ledger.models import AuditEvent, NumberSeries
from gongkai.rules.actor import Actor, ActorKind

COLUMNS = ("at", "actor_kind", "user_id", "actor_name", "verb", "subject", "org_path", "facts")
NAMED = 500  # so many series are asked for by name


@transaction.atomic
def load_events(
    actor: Actor, *, rows: Iterable[tuple[datetime, int | None, str, str, str, str, dict]],
    kind: ActorKind = ActorKind.PERSON,
) -> int:  # fmt: skip
    """Many acts, of persons unless `kind` says else: rows of moment, user, name, verb, subject, path, facts."""
    return insert(
        AuditEvent,
        COLUMNS,
        (
            (at, kind.value, user, name, verb, subject, path, facts)
            for at, user, name, verb, subject, path, facts in rows
        ),
    )


@transaction.atomic
def take_many(actor: Actor, *, wanted: Mapping[tuple[str, int], int]) -> dict[tuple[str, int], range]:
    """Take consecutive numbers of many series at once; `wanted`: how many by (series, year)."""
    there = set(_series(wanted).values_list("series", "year"))
    new = [NumberSeries(series=name, year=year) for name, year in sorted(set(wanted) - there)]
    NumberSeries.objects.bulk_create(
        new, batch_size=1000, ignore_conflicts=True
    )  # another may have begun one meanwhile
    held = {(row.series, row.year): row for row in _series(wanted).select_for_update().order_by("pk")}
    taken = {}
    for key, count in wanted.items():
        row = held[key]
        taken[key] = range(row.last + 1, row.last + count + 1)
        row.last += count
    NumberSeries.objects.bulk_update([held[key] for key in wanted], ["last"], batch_size=300)
    return taken


def _series(wanted: Mapping[tuple[str, int], int]) -> QuerySet[NumberSeries]:
    """The rows of these series; of very many, too many for one question, those of all series in these years."""
    rows = NumberSeries.objects.filter(year__in={year for _, year in wanted})
    names = {name for name, _ in wanted}
    return rows.filter(series__in=names) if len(names) <= NAMED else rows
