"""Taking over what happened elsewhere into the trail and the number series, many at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from gongkai.ledger.bulk import insert
from gongkai.ledger.models import AuditEvent, NumberSeries
from gongkai.rules.actor import Actor, ActorKind

COLUMNS = ("at", "actor_kind", "user_id", "actor_name", "verb", "subject", "org_path", "facts")


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
    series = {name for name, _ in wanted}
    held = {
        (row.series, row.year): row
        for row in NumberSeries.objects.select_for_update().order_by("pk")
        if row.series in series
    }
    new, changed, taken = [], [], {}
    for (name, year), count in wanted.items():
        row = held.get((name, year))
        if row is None:
            row = NumberSeries(series=name, year=year)
            new.append(row)
        else:
            changed.append(row)
        taken[name, year] = range(row.last + 1, row.last + count + 1)
        row.last += count
    NumberSeries.objects.bulk_create(new, batch_size=1000)
    NumberSeries.objects.bulk_update(changed, ["last"], batch_size=300)
    return taken
