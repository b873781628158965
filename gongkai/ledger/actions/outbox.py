"""The outbox: what an act causes is written with the act and carried out once, whoever dies meanwhile."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import F, Q

from gongkai.ledger.models import Heartbeat, Outbox
from gongkai.rules.actor import Actor

LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
FIRST_WAIT = timedelta(seconds=30)


def enqueue(actor: Actor, *, kind: str, key: str, payload: dict, now: datetime, due_at: datetime | None = None) -> bool:
    """Ask for something to happen once. The same key asked twice happens once; False when it was asked for before."""
    wish = {"kind": kind, "payload": payload, "due_at": due_at or now}
    return Outbox.objects.get_or_create(key=key, defaults=wish)[1]


def enqueue_all(actor: Actor, *, kind: str, wishes: Mapping[str, dict], now: datetime) -> None:
    """Ask for many things at once, each once as with `enqueue`: payloads by their keys. One query."""
    rows = [Outbox(key=key, kind=kind, payload=payload, due_at=now) for key, payload in wishes.items()]
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)


def claim(
    actor: Actor, *, now: datetime, limit: int = 20, kind: str = "", without: Collection[str] = ()
) -> list[Outbox]:
    """Take due rows for two minutes. Each is taken by one worker: the update is the claim.

    `kind`: only rows of this kind; `without`: none of those.
    """
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    rows = Outbox.objects.filter(free, done_at=None, due_at__lte=now)
    if kind:
        rows = rows.filter(kind=kind)
    if without:
        rows = rows.exclude(kind__in=without)
    due = rows.order_by("due_at")[:limit]
    taken = []
    for row in due:
        won = Outbox.objects.filter(free, pk=row.pk, done_at=None).update(
            claimed_until=now + LEASE, attempts=F("attempts") + 1
        )
        if won:
            row.attempts += 1
            row.claimed_until = now + LEASE
            taken.append(row)
    return taken


def renew(actor: Actor, *, row: Outbox, now: datetime) -> bool:
    """Keep a claimed row for two more minutes, from before the work on it and while it lasts; False when it is another's.

    It is another's when a second worker has claimed it since.
    """
    until = now + LEASE
    kept = Outbox.objects.filter(pk=row.pk, done_at=None, claimed_until=row.claimed_until).update(claimed_until=until)
    if kept:
        row.claimed_until = until
    return bool(kept)


def finish(actor: Actor, *, row_id: int, now: datetime) -> None:
    """The row's effect has happened."""
    Outbox.objects.filter(pk=row_id).update(done_at=now, claimed_until=None, last_error="")


def fail(
    actor: Actor, *, row_id: int, attempts: int, error: str, now: datetime, until: datetime | None = None
) -> None:  # fmt: skip
    """Try again later: after 1 min, 2 min, 4 min … at most six hours apart, or when the other side is due (`until`)."""
    wait = min(FIRST_WAIT * 2 ** min(attempts, 12), LONGEST_WAIT)
    Outbox.objects.filter(pk=row_id).update(due_at=until or now + wait, claimed_until=None, last_error=error[:2000])


def put_off(actor: Actor, *, row_id: int, why: str, until: datetime) -> None:
    """It was not its turn: a claimed row goes back until then, and the claim does not count as an attempt."""
    Outbox.objects.filter(pk=row_id).update(
        due_at=until, claimed_until=None, attempts=F("attempts") - 1, last_error=why[:2000]
    )


def beat(
    actor: Actor, *, job: str, said: str, now: datetime, failed: bool = False, took: timedelta | None = None
) -> None:
    """A periodic job says that it ran, how long it took, and whether it went well. Only its first line is kept.

    What a database says of a failure goes on with values of the row: those are nobody's business here.
    """
    run = {"ran_at": now, "said": said.strip().partition("\n")[0][:200]}
    run["took_ms"] = None if took is None else round(took.total_seconds() * 1000)
    if failed:
        defaults, first = {**run, "failures": F("failures") + 1}, {**run, "failures": 1}
    else:
        defaults = first = {**run, "failures": 0, "well_at": now}
    Heartbeat.objects.update_or_create(job=job, defaults=defaults, create_defaults=first)
