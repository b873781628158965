"""Appending to a log, in the transaction of the act itself; the same key asked twice is one leaf (P8, P16)."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from gongkai.ledger.bulk import first_free_key, insert
from gongkai.ledger.log_memory import is_restored
from gongkai.ledger.log_names import begin, open_log
from gongkai.ledger.log_tree import LogTree, nodes_completed
from gongkai.ledger.models import Leaf, LeafSalt, TransparencyLog, TreeNode
from gongkai.ledger.prepared import Prepared
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import canonical, commitment, leaf_entry, leaf_hash
from gongkai.rules.tlog.entries import LeafKind
from gongkai.rules.tlog.suites import Suite, suite_of
from gongkai.rules.tlog.tiles import HEIGHT, WIDTH
from gongkai.rules.tlog.tree import fold

SALT = 32
COLUMNS = ("id", "log", "seq", "key", "subject", "entry", "hash")


@dataclass(frozen=True)
class Entry:
    """What an act wants remembered. `fields` are seen by all readers of the log, `content` and files only as commitments.

    `about` is committed to as it is written and kept with the salt, for what is no row of its own.
    """

    key: str
    kind: LeafKind
    subject: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] | None = None
    files: Sequence[Path] = ()
    about: str = ""


def _file(salt: bytes, path: Path, suite: Suite) -> str:
    total = suite.new()
    total.update(salt)
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            total.update(block)
    return f"{suite.hashing}:{total.hexdigest()}"


def _made(entry: Entry, salt: bytes, now: datetime, before: int | None, suite: Suite) -> bytes:
    fields = dict(entry.fields)
    if entry.content is not None:
        fields["content"] = commitment(salt, canonical(entry.content), suite)
    if entry.about:
        fields["c"] = commitment(salt, entry.about.encode(), suite)
    if entry.files:
        fields["files"] = [{"i": place, "h": _file(salt, path, suite)} for place, path in enumerate(entry.files, 1)]
    if before is not None:
        fields["prev"] = before
    return leaf_entry(entry.kind, now, fields)


# An act that stands in an earlier log of the role is known there.
_KNOWN = Prepared(
    lambda role, key: Leaf.objects.filter(
        log__in=TransparencyLog.objects.filter(role=role).values("name"), key=key
    ).values_list("seq")
)
_BEFORE = Prepared(
    lambda log, subject: Leaf.objects.filter(log=log, subject=subject).order_by("-seq").values_list("seq")[:1]
)


def _before(log: str, subject: str) -> int | None:
    rows = _BEFORE(log=log, subject=subject) if subject else []
    return rows[0][0] if rows else None


def _one_more(role: str) -> bool:
    """Take the next place of the log that goes on; until the act is committed others wait. False when there is none."""
    goes_on = TransparencyLog.objects.filter(role=role, closed_at=None, restored_at=None)
    return bool(goes_on.update(size=F("size") + 1))


@transaction.atomic
def append_leaf(actor: Actor, *, log: str, entry: Entry, now: datetime) -> int:
    """Append to the log that fills a role: the leaf's place. Call it last in an act: until it is committed others wait for it.

    Raises `Refused`: log_restored, for a leaf made now would stand where one that was signed and lost has to come back.
    """
    if not _one_more(log):
        if is_restored(log):
            raise Refused("log_restored", log=log)
        begin(log)
        _one_more(log)
    known = _KNOWN(role=log, key=entry.key)
    name, size, _ = open_log(log)
    if known:
        TransparencyLog.objects.filter(pk=name).update(size=size - 1)
        return int(known[0][0])
    salt, suite = secrets.token_bytes(SALT), suite_of(name)
    made = _made(entry, salt, now, _before(name, entry.subject), suite)
    leaf = Leaf.objects.create(
        log=name, seq=size - 1, key=entry.key, subject=entry.subject, entry=made.decode(), hash=leaf_hash(made, suite)
    )
    LeafSalt.objects.create(leaf=leaf, salt=salt.hex(), about=entry.about)
    TreeNode.objects.bulk_create(nodes_completed(name, size))
    return leaf.seq


@transaction.atomic
def load_leaves(actor: Actor, *, log: str, entries: Iterable[Entry], now: datetime) -> int:
    """Append very many at once to the log of a role, none of whose keys is in it yet; how many. Of the log only the links are held in memory."""
    begin(log)
    TransparencyLog.objects.filter(role=log, closed_at=None).update(size=F("size"))  # nobody else appends meanwhile
    name, size, _ = open_log(log)
    start, suite = size, suite_of(name)
    key = first_free_key(Leaf)
    # The hashes of the unfinished block of each height: what the rows before hold, then what comes.
    tree, tail = LogTree(name), {}
    for height in (0, HEIGHT, 2 * HEIGHT):
        count = size >> height
        tail[height] = list(tree.block(height, count // WIDTH)[: count % WIDTH]) if count % WIDTH else []
    known = Leaf.objects.filter(log=name).exclude(subject="").values_list("subject").annotate(last=Max("seq"))
    last: dict[str, int] = dict(known.order_by())
    leaves, salts, nodes = [], [], []

    def write() -> None:
        insert(Leaf, COLUMNS, leaves)
        insert(LeafSalt, ("leaf_id", "salt", "about"), salts)
        insert(TreeNode, ("log", "height", "number", "hash"), nodes)
        for rows in (leaves, salts, nodes):
            rows.clear()

    for entry in entries:
        salt = secrets.token_bytes(SALT)
        before = last.get(entry.subject)
        made = _made(entry, salt, now, before, suite)
        digest = leaf_hash(made, suite)
        leaves.append((key, name, size, entry.key, entry.subject, made.decode(), digest))
        salts.append((key, salt.hex(), entry.about))
        if entry.subject:
            last[entry.subject] = size
        tail[0].append(digest)
        for height in (0, HEIGHT):
            if len(tail[height]) == WIDTH:
                whole = fold(tail[height], suite)
                tail[height].clear()
                number = ((size + 1) >> (height + HEIGHT)) - 1
                nodes.append((name, height + HEIGHT, number, whole))
                tail[height + HEIGHT].append(whole)
        key, size = key + 1, size + 1
        if len(leaves) == 5000:
            write()
    write()
    TransparencyLog.objects.filter(pk=name).update(size=size)
    return size - start
