"""Signing a log's head, the daily anchor, a change of key. Nothing shorter and nothing rewritten is ever signed."""

import json
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.ledger.actions.leaves import Entry, append_leaf
from gongkai.ledger.log_keys import all_signers, made_signer, signers, write_signers
from gongkai.ledger.log_memory import marked_here, remember, remember_entries, remembered, signing
from gongkai.ledger.log_names import begin, current, open_log
from gongkai.ledger.log_tree import LogTree
from gongkai.ledger.models import Checkpoint, Leaf, LeafSalt, TransparencyLog
from gongkai.ledger.note_signatures import Signer, verified
from gongkai.ledger.prepared import Prepared
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.entries import LeafKind
from gongkai.rules.tlog.suites import suite_of
from gongkai.rules.tlog.tiles import WIDTH

KEY_OVERLAP = timedelta(days=90)  # both keys sign for so long after a change
CHUNK = 8 * WIDTH

_NEWEST = Prepared(lambda log: Checkpoint.objects.filter(log=log).order_by("-size").values_list("size", "note")[:1])
_AT_SIZE = Prepared(lambda log, size: Checkpoint.objects.filter(log=log, size=size).values_list("pk")[:1])
_ENTRIES = Prepared(
    lambda log, first, last: (
        Leaf.objects.filter(log=log, seq__gte=first, seq__lt=last).order_by("seq").values_list("entry", "hash")
    )
)


def _demand(actor: Actor) -> None:
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)


def sign_log(actor: Actor, *, log: str, now: datetime) -> Checkpoint | None:
    """Sign the committed leaves of the log of a role; None when nothing came since. In a transaction of its own, never inside an act.

    Raises `Refused`: log_shorter, log_rewritten, log_memory, log_key_missing, log_restored, log_signer. Then nothing is
    signed, and that is right.
    """
    _demand(actor)
    name, size, restored_at = open_log(log)
    if restored_at is not None or marked_here(log):
        raise Refused("log_restored", log=log)
    if _signed(name, size):
        return None
    with signing(name), transaction.atomic(durable=True):
        again, size, _ = open_log(log)
        if again != name:
            return None  # another log goes on since; its turn comes
        if not size:
            begin(log)  # also an empty head binds: the log has its name from now on
        tree = LogTree(name)
        before = _demand_history(name, size, tree)
        if before is not None and before.size == size:
            return None
        _keep_entries(name, before.size if before else 0, size)
        text = tlog.Checkpoint(signers(name)[0].name, size, tree.root(size)).text
        note = tlog.Note(text, tuple(one.sign(text) for one in _present(name, now)))
        made = Checkpoint.objects.create(log=name, size=size, note=note.whole, signed_at=now)
        remember(name, note.whole)  # its leaves are committed already, whatever becomes of this row
    return made


def _signed(log: str, size: int) -> bool:
    """Is everything under a signed head that the files outside the database know too? Cheap, asked every two seconds."""
    outside = remembered(log)
    return outside is not None and outside.size == size and bool(_AT_SIZE(log=log, size=size))


def _demand_history(log: str, size: int, tree: LogTree) -> tlog.Checkpoint | None:
    """What was signed before must be the beginning of what is there now; answers with the newest of it."""
    newest = None
    known = set()
    for own, whole in _NEWEST(log=log):
        note = tlog.parse_note(whole)
        if not verified(note, [one.key for one in signers(log)]):
            raise Refused("log_rewritten", log=log, size=own)
        newest = tlog.parse_checkpoint(note.text)
        known.add(newest)
    outside = remembered(log)
    if outside is not None:
        known.add(outside)
    for head in known:
        if head.size > size:
            raise Refused("log_shorter", log=log, known=head.size, size=size)
        try:
            root = tree.root(head.size)
        except LookupError as gap:
            raise Refused("log_rewritten", log=log, size=head.size) from gap
        if root != head.root:
            raise Refused("log_rewritten", log=log, size=head.size)
    return newest


def _keep_entries(log: str, start: int, size: int) -> None:
    """The new leaves are all there, in order, and hash to what they say; they are kept outside the database with their block."""
    suite = suite_of(log)
    for first in range(start - start % WIDTH, size, CHUNK):
        last = min(first + CHUNK, size)
        rows = _ENTRIES(log=log, first=first, last=last)
        new = rows[max(start - first, 0) :]
        if len(rows) != last - first or any(tlog.leaf_hash(entry.encode(), suite) != bytes(own) for entry, own in new):
            raise Refused("log_rewritten", log=log, size=last)
        remember_entries(log, [entry for entry, _ in rows], first)


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
    name = current(tlog.PARTY)
    head = _NEWEST(log=name)[0][1]
    entry = Entry(f"anchor:{day}", LeafKind.ANCHOR, fields={"log": name}, about=head)
    return append_leaf(actor, log=tlog.PUBLIC, entry=entry, now=now)


def change_log_keys(actor: Actor, *, now: datetime) -> dict[str, str]:
    """New keys for both logs: announced in a leaf under a head that both keys sign; answers with the new public keys by log.

    Raises `Refused`: no_permission, log_key_same when a module holds the keys and has no new ones yet.
    """
    _demand(actor)
    made = {role: made_signer(signers(current(role))[0].name) for role in tlog.LOGS}
    for role, signer in made.items():
        if signer.key in [one.key for one in signers(current(role))]:
            raise Refused("log_key_same", log=current(role))
    for role, signer in made.items():
        old = signers(current(role))[0].key
        entry = Entry(f"key:{signer.key.id.hex()}", LeafKind.KEY, fields={"old": old.text, "new": signer.key.text})
        append_leaf(actor, log=role, entry=entry, now=now)
    write_signers([*made.values(), *all_signers()])
    for role in made:
        sign_log(actor, log=role, now=now)  # the head over that leaf bears both signatures: either key can check it
    return {signer.log: signer.key.text for signer in made.values()}


@transaction.atomic
def destroy_salts(actor: Actor, *, log: str, keys: list[str], basis: str, fields: dict, now: datetime) -> int:
    """The log's part of a lawful removal: the salts go, a leaf says on which legal basis; every proof stays valid.

    Raises `Refused`: no_permission, redact_basis, not_found.
    """
    _demand(actor)
    if not basis.strip():
        raise Refused("redact_basis")
    rows = Leaf.objects.filter(log__in=TransparencyLog.objects.filter(role=log).values("name"), key__in=keys)
    places = sorted(rows.values_list("seq", flat=True))
    if not places:
        raise Refused("not_found")
    LeafSalt.objects.filter(leaf__in=rows).delete()
    entry = Entry(
        f"redact:{places[-1]}:{now.isoformat()}", LeafKind.REDACT,
        fields={**fields, "basis": basis.strip()[:500], "leaves": places},
    )  # fmt: skip
    return append_leaf(actor, log=log, entry=entry, now=now)
