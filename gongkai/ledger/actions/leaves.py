"""Appending to a log, in the transaction of the act itself; the same key asked twice is one leaf (P8, P16)."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from gongkai.ledger.bulk import first_free_key, insert
from gongkai.ledger.log_memory import is_restored
from gongkai.ledger.log_tree import LogTree, nodes_completed
from gongkai.ledger.models import Leaf, LeafSalt, TransparencyLog, TreeNode
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import canonical, commitment, leaf_entry, leaf_hash
from gongkai.rules.tlog.entries import LeafKind
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


def _file(salt: bytes, path: Path) -> str:
    total = sha256(salt)
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            total.update(block)
    return f"sha256:{total.hexdigest()}"


def _made(entry: Entry, salt: bytes, now: datetime, before: int | None) -> bytes:
    fields = dict(entry.fields)
    if entry.content is not None:
        fields["content"] = commitment(salt, canonical(entry.content))
    if entry.about:
        fields["c"] = commitment(salt, entry.about.encode())
    if entry.files:
        fields["files"] = [{"i": place, "h": _file(salt, path)} for place, path in enumerate(entry.files, 1)]
    if before is not None:
        fields["prev"] = before
    return leaf_entry(entry.kind, now, fields)


def _before(log: str, subject: str) -> int | None:
    if not subject:
        return None
    found = Leaf.objects.filter(log=log, subject=subject).order_by("-seq").values_list("seq", flat=True)
    return found.first()


@transaction.atomic
def append_leaf(actor: Actor, *, log: str, entry: Entry, now: datetime) -> int:
    """Append to a log: the leaf's place. Call it last in an act: until the act is committed others wait for it.

    Raises `Refused`: log_restored, for a leaf made now would stand where one that was signed and lost has to come back.
    """
    if not TransparencyLog.objects.filter(pk=log, restored_at=None).update(size=F("size") + 1):
        if is_restored(log):
            raise Refused("log_restored", log=log)
        TransparencyLog.objects.get_or_create(pk=log)
        TransparencyLog.objects.filter(pk=log).update(size=F("size") + 1)
    known = Leaf.objects.filter(log=log, key=entry.key).values_list("seq", flat=True).first()
    if known is not None:
        TransparencyLog.objects.filter(pk=log).update(size=F("size") - 1)
        return known
    size = TransparencyLog.objects.values_list("size", flat=True).get(pk=log)
    salt = secrets.token_bytes(SALT)
    made = _made(entry, salt, now, _before(log, entry.subject))
    leaf = Leaf.objects.create(
        log=log, seq=size - 1, key=entry.key, subject=entry.subject, entry=made.decode(), hash=leaf_hash(made)
    )
    LeafSalt.objects.create(leaf=leaf, salt=salt.hex(), about=entry.about)
    TreeNode.objects.bulk_create(nodes_completed(log, size))
    return leaf.seq


@transaction.atomic
def load_leaves(actor: Actor, *, log: str, entries: Iterable[Entry], now: datetime) -> int:
    """Append very many at once, none of whose keys is in the log yet; how many. Of the log only the links are held in memory."""
    TransparencyLog.objects.get_or_create(pk=log)
    TransparencyLog.objects.filter(pk=log).update(size=F("size"))  # nobody else appends meanwhile
    begin = size = TransparencyLog.objects.values_list("size", flat=True).get(pk=log)
    key = first_free_key(Leaf)
    # The hashes of the unfinished block of each height: what the rows before hold, then what comes.
    tree, tail = LogTree(log), {}
    for height in (0, HEIGHT, 2 * HEIGHT):
        count = size >> height
        tail[height] = list(tree.block(height, count // WIDTH)[: count % WIDTH]) if count % WIDTH else []
    known = Leaf.objects.filter(log=log).exclude(subject="").values_list("subject").annotate(last=Max("seq"))
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
        made = _made(entry, salt, now, before)
        digest = leaf_hash(made)
        leaves.append((key, log, size, entry.key, entry.subject, made.decode(), digest))
        salts.append((key, salt.hex(), entry.about))
        if entry.subject:
            last[entry.subject] = size
        tail[0].append(digest)
        for height in (0, HEIGHT):
            if len(tail[height]) == WIDTH:
                whole = fold(tail[height])
                tail[height].clear()
                number = ((size + 1) >> (height + HEIGHT)) - 1
                nodes.append((log, height + HEIGHT, number, whole))
                tail[height + HEIGHT].append(whole)
        key, size = key + 1, size + 1
        if len(leaves) == 5000:
            write()
    write()
    TransparencyLog.objects.filter(pk=log).update(size=size)
    return size - begin
