"""After a restore: nothing is signed until what was signed since is back, or somebody answers that there was nothing."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from gongkai.ledger.actions.checkpoints import append_lost
from gongkai.ledger.actions.events import record
from gongkai.ledger.key_notes import key_place
from gongkai.ledger.log_keys import signers
from gongkai.ledger.log_memory import answered_for, is_restored, remember, remembered
from gongkai.ledger.models import KeyNote, TransparencyLog
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused


def recover_from_witness(actor: Actor, *, log: str, head: str, entries: list[str], now: datetime) -> int:
    """Take the newest head that a witness kept and the entries up to it; how many were put back.

    Raises `Refused`: no_permission, log_head, log_rewritten, log_shorter. The head is remembered all the same
    when it is ours: what we are known to have signed is never forgotten again.
    """
    _demand(actor)
    try:
        note = tlog.parse_note(head)
        told = tlog.parse_checkpoint(note.text)
    except ValueError as damaged:
        raise Refused("log_head") from damaged
    if not verified(note, [one.key for one in signers(log)]):
        raise Refused("log_head")
    known = remembered(log)
    if known is None or known.size < told.size:
        remember(log, head)
    elif known.size == told.size and known.root != told.root:
        raise Refused("log_rewritten", log=log, size=told.size)
    count = append_lost(actor, log=log, entries=entries, now=now)
    _answer(actor, log, f"witness: {told.size}", now)
    return count


def continue_restored(actor: Actor, *, log: str, basis: str, now: datetime) -> bool:
    """Somebody answers that nothing was signed after the copy: recorded with the reason; was there a question?

    Raises `Refused`: no_permission, log_continue_basis.
    """
    _demand(actor)
    if not basis.strip():
        raise Refused("log_continue_basis")
    if not is_restored(log):
        return False
    _answer(actor, log, basis.strip()[:500], now)
    return True


@transaction.atomic
def accept_lost_key(actor: Actor, *, name: str, basis: str, make: Callable[[], None], now: datetime) -> None:
    """Somebody answers that a key is gone for good: what it closed stays closed, and `make` puts a new one in its place.

    Raises `Refused`: no_permission, key_loss_basis, key_not_lost.
    """
    _demand(actor)
    if not basis.strip():
        raise Refused("key_loss_basis")
    if key_place(name).exists():
        raise Refused("key_not_lost", name=name)
    KeyNote.objects.update_or_create(
        pk=name, defaults={"lost_at": now}, create_defaults={"noted_at": now, "lost_at": now}
    )
    record(actor, verb="key.lost", subject=f"key:{name}", now=now, facts={"basis": basis.strip()[:500]})
    make()


def _demand(actor: Actor) -> None:
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)


def _answer(actor: Actor, log: str, basis: str, now: datetime) -> None:
    """The record first: without it the mark stays."""
    size = TransparencyLog.objects.filter(pk=log).values_list("size", flat=True).first() or 0
    record(actor, verb="log.continue", subject=f"log:{log}", now=now, facts={"size": size, "basis": basis})
    answered_for(log)
