"""Webhooks: one's own with what became of their messages, and what the clock needs to send one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from gongkai.ledger.fields import ancestors
from gongkai.orgs import sealed
from gongkai.orgs.models import Hook, HookMessage, HookTry, MachineToken
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing
from gongkai.rules.webhooks import Event

HOOK = "hook"  # the kind of its rows in the outbox
SEAL = "webhook"


@dataclass(frozen=True)
class HookLetter:
    """A message on its way: where to, under which id, signed with which secrets."""

    pk: int
    hook_id: int
    address: str
    message_id: str
    body: str
    secrets: tuple[bytes, ...]
    paused_until: datetime | None  # the address is not to be tried before


def sealed_secret(ref: str, secret: bytes) -> bytes:
    """A secret as the table holds it."""
    return sealed.seal(SEAL, ref, secret)


def own_token(actor: Actor, *, token_id: int, today: date | None = None) -> MachineToken:
    """One of the actor's keys that is not revoked; with `today`, one that still opens something."""
    rows = MachineToken.objects.filter(pk=token_id, user_id=actor.user_id, revoked_at=None)
    found = rows.first() if actor.user_id is not None else None
    if found is None or (today is not None and found.last_day < today):
        raise missing()
    return found


def _own(actor: Actor) -> QuerySet[Hook]:
    if actor.user_id is None:
        raise missing()
    return Hook.objects.filter(token__user_id=actor.user_id, token__revoked_at=None).select_related("token", "org")


def hooks(actor: Actor, *, token_id: int) -> list[Hook]:
    """The addresses of one of the actor's keys, the newest first."""
    return list(_own(actor).filter(token_id=token_id, ended_at=None).order_by("-pk"))


def stopped_hooks(actor: Actor) -> list[Hook]:
    """Those of all the actor's keys that were stopped because nobody answered."""
    return list(_own(actor).filter(ended_at=None).exclude(stopped_at=None).order_by("pk"))


def hook(actor: Actor, *, hook_id: int) -> Hook:
    """One address of the actor's own."""
    found = _own(actor).filter(pk=hook_id).first()
    if found is None:
        raise missing()
    return found


def hook_alive(actor: Actor, *, hook_id: int, today: date) -> bool:
    """May anything be sent there still? No more once it was ended or its key is over."""
    return _alive(today).filter(pk=hook(actor, hook_id=hook_id).pk).exists()


def hook_messages(actor: Actor, *, hook_id: int, limit: int = 50) -> list[HookMessage]:
    """The newest messages of an address with their tries."""
    rows = HookMessage.objects.filter(hook=hook(actor, hook_id=hook_id)).prefetch_related("tries")
    return list(rows.order_by("-pk")[:limit])


def hook_waiting(actor: Actor, *, hook_id: int) -> tuple[int, int]:
    """How many messages of an address wait to be taken, and how many were given up because of a fault of ours."""
    rows = HookMessage.objects.filter(hook=hook(actor, hook_id=hook_id), taken_at=None)
    found = rows.aggregate(
        waiting=Count("pk", filter=Q(given_up_at=None)), faults=Count("pk", filter=Q(our_fault=True))
    )
    return found["waiting"], found["faults"]


def hook_tries(actor: Actor, *, hook_id: int) -> Iterator[HookTry]:
    """Every try that is kept, the newest first."""
    rows = HookTry.objects.filter(message__hook=hook(actor, hook_id=hook_id)).select_related("message")
    return rows.order_by("-pk").iterator()


def _alive(today: date) -> QuerySet[Hook]:
    """Whose key still opens something, for a person who is still here."""
    return Hook.objects.filter(
        ended_at=None, token__revoked_at=None, token__last_day__gte=today, token__user__is_active=True
    )


def wanting(actor: Actor, *, event: Event, paths: Collection[str], today: date) -> dict[str, list[Hook]]:
    """For each of these places the addresses that are told of this kind of thing there, stopped ones too. One query."""
    above = {one for path in paths for one in ancestors(path)}
    at = Q(org_path__in=paths) | Q(org_path__in=above, below=True)
    found = [one for one in _alive(today).filter(at).select_related("org") if event in one.kinds]
    return {path: [one for one in found if one.org_path in _from(path, below=one.below)] for path in paths}


def _from(path: str, *, below: bool) -> Collection[str]:
    """Where an address stands that hears of this place: there, or above when it hears of what is below it too."""
    return ancestors(path) if below else (path,)


def wanted_places(actor: Actor, *, event: Event, today: date) -> list[str]:
    """The paths, without those inside another, at or below which somebody wants to be told of this kind. One query."""
    paths = sorted({one.org_path for one in _alive(today) if event in one.kinds})
    return [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]


def hook_letter(actor: Actor, *, message_id: int, number: int, now: datetime, today: date) -> HookLetter | None:
    """What is to be sent now, None when it no longer is: taken, asked for anew, stopped, ended, the key over."""
    if not actor.is_clock:
        raise missing()
    found = HookMessage.objects.select_related("hook").filter(pk=message_id, round=number, taken_at=None).first()
    if found is None or not _alive(today).filter(pk=found.hook_id, stopped_at=None).exists():
        return None
    row, kept = found.hook, [found.hook.sealed]
    if row.sealed_before is not None and row.before_until is not None and row.before_until > now:
        kept.append(row.sealed_before)
    opened = tuple(sealed.unseal(SEAL, row.ref, bytes(one)) for one in kept)
    return HookLetter(found.pk, row.pk, row.address, found.message_id, found.body, opened, row.paused_until)
