"""Webhooks: registered for a key by its person, told by the clock, stopped when nobody answers, started again by hand."""

import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import set_once
from gongkai.orgs.models import Hook, HookMessage, HookTry, MachineToken
from gongkai.orgs.queries.hooks import HOOK, hook, own_token, sealed_secret, wanting
from gongkai.orgs.queries.tree import organization
from gongkai.rules.actor import Actor
from gongkai.rules.machine_access import Scope
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.webhooks import GONE, KEPT, MOST_TRIES, OLD_SECRET, Event, demand_hook, in_words, pause

SECRET_BYTES, PORTION = 32, 500


@dataclass(frozen=True)
class Happening:
    """Something at a place that other systems are told of; `key`: the same for the same happening."""

    path: str
    key: str
    data: dict


@dataclass(frozen=True)
class MadeHook:
    """A hook with its new secret, which is known here and nowhere afterwards."""

    hook: Hook
    secret: str


@transaction.atomic
def add_hook(
    actor: Actor, *, token_id: int, org_id: int, below: bool, address: str, kinds: Collection[str], networks: Sequence[str],
    now: datetime, today: date,
) -> MadeHook:  # fmt: skip
    """Register where the key's system is told. Raises `Refused`: hook_scope, hook_place, hook_address, hook_inside, hook_kinds, hooks_too_many."""
    token = own_token(actor, token_id=token_id, today=today)
    if Scope.READ not in token.scopes:
        raise Refused("hook_scope")
    org = organization(actor, org_id=org_id)
    if org.path not in actor.home_paths:
        raise Refused("hook_place")
    MachineToken.objects.select_for_update().get(pk=token.pk)  # two presses at once do not pass the limit
    held = Hook.objects.filter(token=token, ended_at=None).count()
    where, wanted = demand_hook(address=address, kinds=kinds, held=held, networks=networks)
    ref, secret = secrets.token_hex(16), secrets.token_bytes(SECRET_BYTES)
    made = Hook.objects.create(
        token=token, org=org, org_path=org.path, below=below, address=where, kinds=[str(one) for one in wanted],
        ref=ref, sealed=sealed_secret(ref, secret), made_at=now,
    )  # fmt: skip
    _record(actor, "hook.register", made, now, {"address": where, "kinds": made.kinds, "key": token.name})
    return MadeHook(made, in_words(secret))


@transaction.atomic
def change_hook_secret(actor: Actor, *, hook_id: int, now: datetime) -> MadeHook:
    """A new secret; for a day the old one signs too, so that the other side can change over without losing anything."""
    row, secret = _mine(actor, hook_id), secrets.token_bytes(SECRET_BYTES)
    changed = {"sealed": sealed_secret(row.ref, secret), "sealed_before": row.sealed, "before_until": now + OLD_SECRET}
    if not Hook.objects.filter(pk=row.pk, ended_at=None, sealed=row.sealed).update(**changed):
        raise Refused("changed_meanwhile")
    _record(actor, "hook.secret", row, now, {})
    return MadeHook(row, in_words(secret))


@transaction.atomic
def end_hook(actor: Actor, *, hook_id: int, now: datetime) -> None:
    """Nothing is sent there any more; what was sent stays to be read for thirty days."""
    row = _mine(actor, hook_id)
    set_once(row, "ended_at", now)
    _record(actor, "hook.end", row, now, {"address": row.address})


@transaction.atomic
def resume_hook(actor: Actor, *, hook_id: int, now: datetime, today: date) -> int:
    """Start a stopped address again with all that it missed; how many messages. Raises `Refused`: hook_running."""
    row = _sending(actor, hook_id, today)
    fresh = {"stopped_at": None, "stopped_why": "", "misses": 0, "paused_until": None}
    if not Hook.objects.filter(pk=row.pk).exclude(stopped_at=None).update(**fresh):
        raise Refused("hook_running")
    return _all_again(actor, row, "hook.resume", now)


@transaction.atomic
def retry_hook(actor: Actor, *, hook_id: int, now: datetime, today: date) -> int:
    """Try at once all that an address has not taken yet, given up or waiting; how many messages.

    Raises `Refused`: hook_stopped, hook_nothing_waits.
    """
    row = _running(actor, hook_id, today)
    Hook.objects.filter(pk=row.pk).update(misses=0, paused_until=None)
    asked = _all_again(actor, row, "hook.retry", now)
    if not asked:
        raise Refused("hook_nothing_waits")
    return asked


def _all_again(actor: Actor, row: Hook, verb: str, now: datetime) -> int:
    """Everything that was not taken is asked for once more, in a new round."""
    missed = HookMessage.objects.select_for_update().filter(hook=row, taken_at=None).order_by("pk")
    last = asked = 0
    while portion := list(missed.filter(pk__gt=last).values_list("pk", "round")[:PORTION]):
        keys = [pk for pk, _ in portion]
        HookMessage.objects.filter(pk__in=keys).update(round=F("round") + 1, given_up_at=None, our_fault=False)
        wishes = dict(_wish(pk, before + 1) for pk, before in portion)
        ledger.enqueue_all(actor, kind=HOOK, wishes=wishes, now=now)
        last, asked = keys[-1], asked + len(keys)
    _record(actor, verb, row, now, {"messages": asked})
    return asked


@transaction.atomic
def try_hook(actor: Actor, *, hook_id: int, now: datetime, today: date) -> None:
    """Send a message that says nothing. Raises `Refused`: hook_stopped, hook_test_waits."""
    row = _running(actor, hook_id, today)
    if HookMessage.objects.filter(hook=row, kind=Event.TEST, taken_at=None, given_up_at=None).exists():
        raise Refused("hook_test_waits")
    _write(actor, row, Event.TEST, secrets.token_hex(16), {"organization": row.org.code}, now)


@transaction.atomic
def resend_hook_message(actor: Actor, *, message_id: int, now: datetime, today: date) -> Hook:
    """Send one message once more, with the id and the bytes that it had. Raises `Refused`: hook_stopped."""
    found = HookMessage.objects.filter(pk=message_id).first()
    if found is None:
        raise missing()
    row = _running(actor, found.hook_id, today)
    _again(actor, found, now)
    _record(actor, "hook.resend", row, now, {"message": found.message_id})
    return row


@transaction.atomic
def tell_hooks(actor: Actor, *, event: Event, happened: Collection[Happening], now: datetime, today: date) -> int:
    """Write what happened for every address that wants to know; what was told before is not told again. How many.

    Two queries when nothing is new.
    """
    if not actor.is_clock:
        raise missing()
    wanted = wanting(actor, event=event, paths={one.path for one in happened}, today=today)
    letters = {_id(row, event, one.key): (row, one) for one in happened for row in wanted[one.path]}
    known = set(HookMessage.objects.filter(message_id__in=letters).values_list("message_id", flat=True))
    new = [letters[one] for one in letters if one not in known]
    return sum(_write(actor, row, event, one.key, one.data, now) for row, one in new)


@transaction.atomic
def keep_hook_try(
    actor: Actor, *, message_id: int, number: int, status: int | None, said: str, took_ms: int, now: datetime
) -> datetime | None:
    """Keep what was answered; when it is to be tried again, None when nobody will: it was taken, or given up.

    An address that does not take a message is left alone for a while, longer each time in a row, whatever waits for it;
    after so many in a row it is stopped. One message that is refused again and again while others are taken is given up.
    `number`: the round in which it was sent. What comes late, when somebody has had it sent anew, is kept as a try and
    decides nothing. Only what was really tried counts.
    """
    if not actor.is_clock:
        raise missing()
    HookTry.objects.create(message_id=message_id, round=number, at=now, status=status, said=said[:200], took_ms=took_ms)
    mine = HookMessage.objects.filter(pk=message_id, round=number)
    row = HookMessage.objects.select_related("hook").get(pk=message_id).hook
    if status is not None and 200 <= status < 300:
        mine.update(taken_at=now, given_up_at=None)
        if row.misses:
            Hook.objects.filter(pk=row.pk).update(misses=0, paused_until=None)
        return None
    if not mine.exists():
        return None  # sent anew meanwhile: this answer decides nothing
    misses = row.misses + 1
    Hook.objects.filter(pk=row.pk).update(misses=F("misses") + 1, paused_until=now + pause(misses))
    tries = _tried(message_id, number)
    given_up = tries >= MOST_TRIES and bool(mine.update(given_up_at=now))
    if misses >= MOST_TRIES or status == GONE:
        given_up = bool(mine.update(given_up_at=now))
        why = f"对方答复不要再发（{said}）" if status == GONE else f"一连{misses}次都没有收下：{said}"
        if Hook.objects.filter(pk=row.pk, stopped_at=None).update(stopped_at=now, stopped_why=why[:200]):
            _record(actor, "hook.stop", row, now, {"address": row.address, "why": why[:200]})
    return None if given_up else now + pause(max(misses, tries))


@transaction.atomic
def keep_hook_fault(actor: Actor, *, message_id: int, number: int, said: str, now: datetime) -> bool:
    """A message could not be written or sent because of a fault of ours; False when nobody will try again by itself.

    The other side has done nothing wrong: its address goes on, and the message waits for somebody to try it again.
    """
    if not actor.is_clock:
        raise missing()
    HookTry.objects.create(message_id=message_id, round=number, at=now, said=said[:200], took_ms=0)
    if _tried(message_id, number) < MOST_TRIES:
        return True
    HookMessage.objects.filter(pk=message_id, round=number).update(given_up_at=now, our_fault=True)
    return False


def _tried(message_id: int, number: int) -> int:
    return HookTry.objects.filter(message_id=message_id, round=number).count()


def forget_hook_messages(actor: Actor, *, now: datetime) -> int:
    """Drop what was told more than thirty days ago; how many messages."""
    old = HookMessage.objects.filter(made_at__lt=now - KEPT)
    number = old.count()
    old.delete()
    return number


def _id(row: Hook, event: Event, key: str) -> str:
    """The id comes from the address and what happened: written twice it is one message."""
    return f"msg_{sha256(f'{row.ref}|{event}|{key}'.encode()).hexdigest()[:32]}"


def _write(actor: Actor, row: Hook, event: Event, key: str, data: dict, now: datetime) -> int:
    message_id = _id(row, event, key)
    said = {"id": message_id, "type": str(event), "timestamp": now.isoformat(), "data": data}
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    made, new = HookMessage.objects.get_or_create(
        message_id=message_id, defaults={"hook": row, "kind": event, "body": body, "made_at": now}
    )
    if new:  # for a stopped address too: it may be started again at this moment, and else the clock lets go of it
        _ask(actor, made, made.round, now)
    return int(new)


def _again(actor: Actor, message: HookMessage, now: datetime) -> None:
    fresh = {"round": message.round + 1, "taken_at": None, "given_up_at": None, "our_fault": False}
    if not HookMessage.objects.filter(pk=message.pk, round=message.round).update(**fresh):
        raise Refused("changed_meanwhile")
    _ask(actor, message, message.round + 1, now)


def _ask(actor: Actor, message: HookMessage, number: int, now: datetime) -> None:
    key, payload = _wish(message.pk, number)
    ledger.enqueue(actor, kind=HOOK, key=key, payload=payload, now=now)


def _wish(message_id: int, number: int) -> tuple[str, dict]:
    return f"{HOOK}:{message_id}:{number}", {"message": message_id, "round": number}


def _mine(actor: Actor, hook_id: int) -> Hook:
    row = hook(actor, hook_id=hook_id)
    if row.ended_at is not None:
        raise missing()
    return row


def _sending(actor: Actor, hook_id: int, today: date) -> Hook:
    row = _mine(actor, hook_id)
    own_token(actor, token_id=row.token_id, today=today)  # past its last day nothing is sent any more
    return row


def _running(actor: Actor, hook_id: int, today: date) -> Hook:
    row = _sending(actor, hook_id, today)
    if row.stopped_at is not None:
        raise Refused("hook_stopped")
    return row


def _record(actor: Actor, verb: str, row: Hook, now: datetime, facts: dict) -> None:
    ledger.record(actor, verb=verb, subject=f"hook:{row.pk}", now=now, org_path=row.org_path, facts=facts)
