"""Entries are lost for good: another log goes on, and its first leaf says what the old one had signed (guarantees 3.7)."""

from base64 import b64encode
from datetime import datetime

from django.db import transaction

from gongkai.ledger.actions.events import record
from gongkai.ledger.actions.leaves import Entry, append_leaf
from gongkai.ledger.guards import ASIDE
from gongkai.ledger.log_keys import all_signers, made_signer, signers, write_signers
from gongkai.ledger.log_memory import answered_for, signing
from gongkai.ledger.models import Checkpoint, Leaf, TransparencyLog, TreeNode
from gongkai.ledger.queries.log_loss import Loss, log_loss
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.entries import LeafKind
from gongkai.rules.tlog.tiles import HEIGHT

LONGEST = 500


def succeed_log(actor: Actor, *, log: str, basis: str, now: datetime) -> Loss:
    """Close the log of a role where it still proves itself, and begin the next with a leaf that quotes it; what was lost.

    What lies behind the last head that still holds is set aside under another name; nothing is deleted. The new
    log has a key of its own. Raises `Refused`: no_permission, log_succeed_basis, log_whole, log_recoverable.
    """
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    if not basis.strip():
        raise Refused("log_succeed_basis")
    loss = log_loss(actor, role=log)
    _make_key(loss)
    with signing(loss.log), transaction.atomic(durable=True):
        if not TransparencyLog.objects.filter(pk=loss.log, closed_at=None).update(
            closed_at=now, size=loss.kept, restored_at=None
        ):
            raise Refused("changed_meanwhile")
        _set_aside(loss)
        TransparencyLog.objects.create(name=loss.successor, role=log)
        append_leaf(actor, log=log, entry=_first(loss, basis), now=now)
        facts = {
            "signed": loss.signed,
            "kept": loss.kept,
            "successor": loss.successor,
            "basis": basis.strip()[:LONGEST],
        }
        record(actor, verb="log.succeed", subject=f"log:{loss.log}", now=now, facts=facts)
    answered_for(log)
    return loss


def _make_key(loss: Loss) -> None:
    """The successor's key is in the file before anything is signed with it; a second try takes what is there."""
    if any(one.log == loss.successor for one in all_signers()):
        return
    place = signers(loss.log)[0].name.removesuffix(loss.log)
    write_signers([made_signer(place + loss.successor), *all_signers()])


def _set_aside(loss: Loss) -> None:
    aside = loss.log + ASIDE
    Leaf.objects.filter(log=loss.log, seq__gte=loss.kept).update(log=aside)
    Checkpoint.objects.filter(log=loss.log, size__gt=loss.kept).update(log=aside)
    for height in (HEIGHT, 2 * HEIGHT):
        whole = loss.kept >> height
        TreeNode.objects.filter(log=loss.log, height=height, number__gte=whole).update(log=aside)


def _first(loss: Loss, basis: str) -> Entry:
    """The leaf that ties the new log to the old one, for everybody to read."""
    head = tlog.parse_checkpoint(tlog.parse_note(loss.note).text)
    fields = {
        "old": loss.log, "size": loss.signed, "root": b64encode(head.root).decode(), "checkpoint": loss.note,
        "kept": loss.kept, "lost": loss.lost, "basis": basis.strip()[:LONGEST],
        "old_key": signers(loss.log)[0].key.text, "key": signers(loss.successor)[0].key.text,
    }  # fmt: skip
    return Entry(f"succeed:{loss.log}", LeafKind.SUCCEED, fields=fields)
