"""Signing a log's head, the daily anchor, a change of key. Nothing shorter and nothing rewritten is ever signed."""

import json
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.ledger.actions.leaves import Entry, append_leaf
from gongkai.ledger.log_keys import signers, write_signers
from gongkai.ledger.log_memory import is_restored, remember, remember_entries, remembered, signing
from gongkai.ledger.log_tree import LogTree, nodes_completed
from gongkai.ledger.models import Checkpoint, Leaf, LeafSalt, TransparencyLog, TreeNode
from gongkai.ledger.note_signatures import Signer, new_signer, verified
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.entries import LeafKind
from gongkai.rules.tlog.tiles import WIDTH

KEY_OVERLAP = timedelta(days=90)  # both keys sign for so long after a change
CHUNK = 2000


def _demand(actor: Actor) -> None:
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)


def sign_log(actor: Actor, *, log: str, now: datetime) -> Checkpoint | None:
    """Sign the committed leaves of a log; None when nothing came since. In a transaction of its own, never inside an act.

    Raises `Refused`: log_shorter, log_rewritten, log_memory, log_key_missing, log_restored. Then nothing is signed, and that is right.
    """
    _demand(actor)
    if is_restored(log):
        raise Refused("log_restored", log=log)
    if _signed(log):
        return None
    with signing(log), transaction.atomic(durable=True):
        size = TransparencyLog.objects.filter(pk=log).values_list("size", flat=True).first() or 0
        tree = LogTree(log)
        before = _demand_history(log, size, tree)
        if before is not None and before.size == size:
            return None
        start = before.size if before else 0
        _demand_entries(log, start, size)
        text = tlog.Checkpoint(signers(log)[0].name, size, tlog.root(size, tree.read)).text
        note = tlog.Note(text, tuple(one.sign(text) for one in _present(log, now)))
        made = Checkpoint.objects.create(log=log, size=size, note=note.whole, signed_at=now)
        first = start - start % WIDTH
        remember_entries(log, _entries(log, first, size), first)
        remember(log, note.whole)  # its leaves are committed already, whatever becomes of this row
    return made


def _signed(log: str) -> bool:
    """Is everything under a signed head that the files outside the database know too? Cheap, asked every two seconds."""
    size = TransparencyLog.objects.filter(pk=log).values_list("size", flat=True).first() or 0
    outside = remembered(log)
    at_size = outside is not None and outside.size == size
    return at_size and Checkpoint.objects.filter(log=log, size=size).exists()


def _entries(log: str, start: int, size: int) -> list[str]:
    rows = Leaf.objects.filter(log=log, seq__gte=start, seq__lt=size).order_by("seq")
    return list(rows.values_list("entry", flat=True))


def _demand_history(log: str, size: int, tree: LogTree) -> tlog.Checkpoint | None:
    """What was signed before must be the beginning of what is there now; answers with the newest of it."""
    known = []
    row = Checkpoint.objects.filter(log=log).order_by("-size").first()
    if row is not None:
        note = tlog.parse_note(row.note)
        if not verified(note, [one.key for one in signers(log)]):
            raise Refused("log_rewritten", log=log, size=row.size)
        known.append(tlog.parse_checkpoint(note.text))
    outside = remembered(log)
    if outside is not None:
        known.append(outside)
    for head in known:
        if head.size > size:
            raise Refused("log_shorter", log=log, known=head.size, size=size)
        try:
            root = tlog.root(head.size, tree.read)
        except LookupError as gap:
            raise Refused("log_rewritten", log=log, size=head.size) from gap
        if root != head.root:
            raise Refused("log_rewritten", log=log, size=head.size)
    return known[0] if row is not None else None


def _demand_entries(log: str, start: int, size: int) -> None:
    """The new leaves are all there, in order, and hash to what they say."""
    for first in range(start, size, CHUNK):
        last = min(first + CHUNK, size)
        rows = Leaf.objects.filter(log=log, seq__gte=first, seq__lt=last).order_by("seq").values_list("entry", "hash")
        hashed = [tlog.leaf_hash(entry.encode()) == bytes(own) for entry, own in rows]
        if len(hashed) != last - first or not all(hashed):
            raise Refused("log_rewritten", log=log, size=last)


def _present(log: str, now: datetime) -> tuple[Signer, ...]:
    """The key that signs, and for 90 days after a change the one before it too."""
    keys = signers(log)
    if len(keys) > 1:
        changed = Leaf.objects.filter(log=log, key__startswith="key:").order_by("-seq").first()
        at = datetime.fromisoformat(json.loads(changed.entry)["at"]) if changed else now
        return keys[:2] if now - at < KEY_OVERLAP else keys[:1]
    return keys


def drop_anchor(actor: Actor, *, day: date, now: datetime) -> int:
    """Pin the party log in the public one: one leaf a day, salted anew, so that not even "nothing happened" shows.

    A day that has its anchor gets no second one. Answers with the leaf's place.
    """
    _demand(actor)
    sign_log(actor, log=tlog.PARTY, now=now)
    head = Checkpoint.objects.filter(log=tlog.PARTY).order_by("-size").first()
    entry = Entry(f"anchor:{day}", LeafKind.ANCHOR, fields={"log": tlog.PARTY}, about=head.note)
    return append_leaf(actor, log=tlog.PUBLIC, entry=entry, now=now)


def change_log_keys(actor: Actor, *, now: datetime) -> dict[str, str]:
    """New keys for both logs: announced in a leaf that the old key signs; answers with the new public keys."""
    _demand(actor)
    made = {log: new_signer(signers(log)[0].name) for log in tlog.LOGS}
    for log, signer in made.items():
        old = signers(log)[0].key
        entry = Entry(f"key:{signer.key.id.hex()}", LeafKind.KEY, fields={"old": old.text, "new": signer.key.text})
        append_leaf(actor, log=log, entry=entry, now=now)
        sign_log(actor, log=log, now=now)
    write_signers([one for log in tlog.LOGS for one in (made[log], *signers(log))])
    return {log: signer.key.text for log, signer in made.items()}


@transaction.atomic
def destroy_salts(actor: Actor, *, log: str, keys: list[str], basis: str, fields: dict, now: datetime) -> int:
    """The log's part of a lawful removal: the salts go, a leaf says on which legal basis; every proof stays valid.

    Raises `Refused`: no_permission, redact_basis, not_found.
    """
    _demand(actor)
    if not basis.strip():
        raise Refused("redact_basis")
    rows = Leaf.objects.filter(log=log, key__in=keys)
    places = sorted(rows.values_list("seq", flat=True))
    if not places:
        raise Refused("not_found")
    LeafSalt.objects.filter(leaf__in=rows).delete()
    entry = Entry(
        f"redact:{places[-1]}:{now.isoformat()}", LeafKind.REDACT,
        fields={**fields, "basis": basis.strip()[:500], "leaves": places},
    )  # fmt: skip
    return append_leaf(actor, log=log, entry=entry, now=now)


@transaction.atomic
def append_lost(actor: Actor, *, log: str, entries: list[str], now: datetime) -> int:
    """After a restore: put back the entries that the restored database does not have; how many.

    `entries`: all of the log from its first, from this machine's files or a witness's mirror. They must go on
    from what is there and lead to the newest head that this machine signed; else nothing is put back.
    Raises `Refused`: no_permission, log_rewritten, log_shorter.
    """
    _demand(actor)
    TransparencyLog.objects.get_or_create(pk=log)
    TransparencyLog.objects.select_for_update().get(pk=log)
    size = TransparencyLog.objects.get(pk=log).size
    goal = remembered(log)
    if goal is None or goal.size <= size:
        return 0
    if len(entries) < goal.size:
        raise Refused("log_shorter", log=log, known=goal.size, size=len(entries))
    held = _entries(log, 0, size)
    if held != entries[:size]:
        raise Refused("log_rewritten", log=log, size=size)
    for seq in range(size, goal.size):
        entry = entries[seq]
        Leaf.objects.create(
            log=log, seq=seq, key=f"lost:{seq}", entry=entry, hash=tlog.leaf_hash(entry.encode())
        )  # its salt was in the database that is lost
        TreeNode.objects.bulk_create(nodes_completed(log, seq + 1))
    TransparencyLog.objects.filter(pk=log).update(size=goal.size)
    if tlog.root(goal.size, LogTree(log).read) != goal.root:
        raise Refused("log_rewritten", log=log, size=goal.size)
    return goal.size - size
