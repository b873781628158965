"""After a restore: nothing is signed until what was signed since is back, or somebody answers that there was nothing."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from gongkai.ledger.actions.events import record
from gongkai.ledger.key_notes import key_place
from gongkai.ledger.log_keys import signers
from gongkai.ledger.log_memory import answered_for, is_restored, notes, remember, remembered
from gongkai.ledger.log_names import begin, current, open_log
from gongkai.ledger.log_tree import LogTree, nodes_completed
from gongkai.ledger.models import KeyNote, Leaf, TransparencyLog, TreeNode
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.suites import suite_of


@transaction.atomic
def append_lost(actor: Actor, *, log: str, entries: list[str], now: datetime) -> int:
    """After a restore: put back the entries that the restored database does not have; how many.

    `entries`: all of the role's log from its first, from this machine's files or a witness's mirror. They must go
    on from what is there and lead to the newest head that this machine signed; else nothing is put back.
    Raises `Refused`: no_permission, log_rewritten, log_shorter.
    """
    _demand(actor)
    begin(log)
    TransparencyLog.objects.select_for_update().get(role=log, closed_at=None)
    name, size, _ = open_log(log)
    suite, goal = suite_of(name), remembered(name)
    if goal is None or goal.size <= size:
        return 0
    if len(entries) < goal.size:
        raise Refused("log_shorter", log=name, known=goal.size, size=len(entries))
    held = Leaf.objects.filter(log=name, seq__lt=size).order_by("seq").values_list("entry", flat=True)
    if list(held) != entries[:size]:
        raise Refused("log_rewritten", log=name, size=size)
    for seq in range(size, goal.size):
        entry = entries[seq]
        Leaf.objects.create(
            log=name, seq=seq, key=f"lost:{seq}", entry=entry, hash=tlog.leaf_hash(entry.encode(), suite)
        )  # its salt was in the database that is lost
        TreeNode.objects.bulk_create(nodes_completed(name, seq + 1))
    TransparencyLog.objects.filter(pk=name).update(size=goal.size)
    if LogTree(name).root(goal.size) != goal.root:
        raise Refused("log_rewritten", log=name, size=goal.size)
    return goal.size - size


def recover_from_witness(actor: Actor, *, log: str, head: str, entries: list[str], now: datetime) -> int:
    """Take the newest head that a witness kept and the entries up to it; how many were put back.

    Raises `Refused`: no_permission, log_head, log_rewritten, log_shorter. The head is remembered all the same
    when it is ours: what we are known to have signed is never forgotten again.
    """
    _demand(actor)
    name = current(log)
    head = notes(head)[0]  # a machine's own file holds several, one behind the other
    try:
        note = tlog.parse_note(head)
        told = tlog.parse_checkpoint(note.text)
    except ValueError as damaged:
        raise Refused("log_head") from damaged
    if not verified(note, [one.key for one in signers(name)]):
        raise Refused("log_head")
    known = remembered(name)
    if known is None or known.size < told.size:
        remember(name, head)
    elif known.size == told.size and known.root != told.root:
        raise Refused("log_rewritten", log=name, size=told.size)
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
    _, size, _ = open_log(log)
    record(actor, verb="log.continue", subject=f"log:{log}", now=now, facts={"size": size, "basis": basis})
    answered_for(log)
