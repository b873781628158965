"""The whole trail, for the audit administrator; and what happened to one's own account, for its person (P41, 8.1.4.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from gongkai.ledger.models import AuditEvent
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand_proof, may_anywhere
from gongkai.rules.refusals import missing

OWN = 30


@dataclass(frozen=True)
class Asked:
    """Which acts: from and before a moment, of a person by a part of the name, of a kind by the beginning of its verb."""

    since: datetime | None = None
    before: datetime | None = None
    person: str = ""
    verb: str = ""


def audit(actor: Actor, *, asked: Asked, after: int | None = None) -> Iterator[AuditEvent]:
    """Acts, the newest first, those before the act with the number `after`; read piece by piece. For the audit administrator alone."""
    if not may_anywhere(actor, Permission.READ_AUDIT):
        raise missing()
    demand_proof(actor, Permission.READ_AUDIT)
    return acts(asked, after).iterator(chunk_size=1000)


def acts(asked: Asked, after: int | None = None) -> QuerySet[AuditEvent]:
    """Along the index of moments, whatever is asked for: days of long ago are found without passing the newer ones."""
    rows = AuditEvent.objects.order_by("-at", "-id")
    if after is not None:
        at = AuditEvent.objects.filter(pk=after).values_list("at", flat=True).first()
        rows = rows.filter(at__lte=at).exclude(at=at, pk__gte=after) if at else rows.none()
    if asked.since:
        rows = rows.filter(at__gte=asked.since)
    if asked.before:
        rows = rows.filter(at__lt=asked.before)
    if asked.person:
        rows = rows.filter(actor_name__icontains=asked.person)
    if asked.verb:
        rows = rows.filter(verb__startswith=asked.verb)
    return rows


def _as_line(row: AuditEvent) -> dict[str, Any]:
    return {
        "n": row.pk, "at": row.at.astimezone(UTC).isoformat(), "kind": row.actor_kind, "user": row.user_id,
        "who": row.actor_name, "verb": row.verb, "subject": row.subject, "org": row.org_path, "facts": row.facts,
    }  # fmt: skip


def acts_after(actor: Actor, *, number: int, until: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Acts with higher numbers, up to the first that is later than `until`, as they are copied elsewhere; for the clock alone."""
    if not actor.is_clock:
        raise missing()
    rows = AuditEvent.objects.filter(pk__gt=number).order_by("pk")
    for row in rows.iterator(chunk_size=1000):
        if until and row.at > until:
            return
        yield _as_line(row)


def act(actor: Actor, *, number: int) -> dict[str, Any] | None:
    """One act as it is copied elsewhere; for the clock alone."""
    if not actor.is_clock:
        raise missing()
    row = AuditEvent.objects.filter(pk=number).first()
    return _as_line(row) if row else None


def own_account_trail(actor: Actor) -> list[AuditEvent]:
    """The newest acts on the person's own account, whoever did them (§2.1). One query."""
    if actor.user_id is None:
        return []
    return list(AuditEvent.objects.filter(subject=f"user:{actor.user_id}").order_by("-id")[:OWN])
