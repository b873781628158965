"""Checking a whole log anew, from the entries up: every altered row is found and named (P16)."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.ledger.log_keys import signers
from gongkai.ledger.log_memory import remembered
from gongkai.ledger.log_names import names
from gongkai.ledger.models import Checkpoint, Leaf, TransparencyLog, TreeNode
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.tlog.suites import Suite, suite_of
from gongkai.rules.tlog.tiles import HEIGHT
from gongkai.rules.tlog.tree import node_hash

CHUNK = 2000


@dataclass(frozen=True)
class Finding:
    """What does not fit: in which log, at which place, what kind of trouble."""

    log: str
    seq: int
    code: str


def leaves_of(log: str, start: int = 0) -> Iterator[tuple[int, str, bytes]]:
    """All leaves in order, a few thousand in memory at a time."""
    while True:
        rows = list(
            Leaf.objects.filter(log=log, seq__gte=start).order_by("seq").values_list("seq", "entry", "hash")[:CHUNK]
        )
        yield from ((seq, entry, bytes(hashed)) for seq, entry, hashed in rows)
        if len(rows) < CHUNK:
            return
        start = rows[-1][0] + 1


class Peaks:
    """The growing tree as the roots of its complete parts only: 18 hashes for 200,000 leaves."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self.peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> list[tuple[int, bytes]]:
        """Take a leaf in; the complete subtrees that end with it, by height."""
        height, found, done = 0, leaf, [(0, leaf)]
        while self.peaks and self.peaks[-1][0] == height:
            found = node_hash(self.peaks.pop()[1], found, self.suite)
            height += 1
            done.append((height, found))
        self.peaks.append((height, found))
        return done

    def root(self) -> bytes:
        if not self.peaks:
            return tlog.empty_root(self.suite)
        found = self.peaks[-1][1]
        for _, peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found, self.suite)
        return found


def check_log(actor: Actor, *, log: str) -> list[Finding]:
    """Hash every entry of the log of this name again, build the tree anew, compare every signed head.

    Nothing found: nothing was altered. Of a closed log what was lost is no finding again; its successor says it.
    """
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    found: list[Finding] = []
    row = TransparencyLog.objects.filter(pk=log).first()
    heads = _heads(log, found, outside=row is None or row.closed_at is None)
    nodes = {
        (height, number): bytes(hashed)
        for height, number, hashed in TreeNode.objects.filter(log=log).values_list("height", "number", "hash")
    }
    suite = suite_of(log)
    peaks, size = Peaks(suite), 0
    _compare(log, 0, peaks, heads, found)
    for seq, entry, hashed in leaves_of(log):
        if seq != size:
            found.append(Finding(log, size, "gap"))
            size = seq
        own = tlog.leaf_hash(entry.encode(), suite)
        if own != hashed:
            found.append(Finding(log, seq, "altered"))
        for height, whole in peaks.add(own):
            if height in (HEIGHT, 2 * HEIGHT) and nodes.pop((height, seq >> height), None) != whole:
                found.append(Finding(log, seq, "node"))
        size += 1
        _compare(log, size, peaks, heads, found)
    if (row.size if row else 0) != size:
        found.append(Finding(log, size, "size"))
    found += [Finding(log, beyond, "shorter") for beyond in sorted(heads)]
    found += [Finding(log, number << height, "node") for height, number in nodes]
    return found


def _heads(log: str, found: list[Finding], *, outside: bool) -> dict[int, set[bytes]]:
    keys = [one.key for one in signers(log)]
    heads: dict[int, set[bytes]] = {}
    for size, note in Checkpoint.objects.filter(log=log).values_list("size", "note").iterator():
        try:
            read = tlog.parse_note(note)
            head = tlog.parse_checkpoint(read.text)
        except ValueError:
            found.append(Finding(log, size, "signature"))
            continue
        if head.size != size or not verified(read, keys):
            found.append(Finding(log, size, "signature"))
        heads.setdefault(size, set()).add(head.root)
    try:
        kept = remembered(log) if outside else None
    except Refused:
        found.append(Finding(log, 0, "memory"))
        kept = None
    if kept is not None:
        heads.setdefault(kept.size, set()).add(kept.root)
    return heads


def _compare(log: str, size: int, peaks: Peaks, heads: dict[int, set[bytes]], found: list[Finding]) -> None:
    roots = heads.pop(size, None)
    if roots is not None and roots != {peaks.root()}:
        found.append(Finding(log, size, "root"))


def leaf_keys(actor: Actor, *, log: str, prefix: str) -> set[str]:
    """The keys of a kind of act that the logs of a role hold, for finding what was never logged or has vanished."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    return set(Leaf.objects.filter(log__in=names(log), key__startswith=prefix).values_list("key", flat=True))
