"""Reading the logs: heads, proofs, entries, tiles, and what opens one leaf's commitments (guarantees 3.4)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gongkai.ledger.log_keys import signers
from gongkai.ledger.log_names import current, names
from gongkai.ledger.log_tree import LogTree
from gongkai.ledger.models import Checkpoint, Leaf, LeafSalt, TransparencyLog
from gongkai.ledger.prepared import Prepared
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import missing
from gongkai.rules.tlog import tiles
from gongkai.rules.tlog.suites import is_log_name, role_of

CHUNK = 2000
HEAD = "checkpoint"


def reads_log(actor: Actor, *, log: str) -> bool:
    """The public log is everybody's; the party's is its members' and of those who read inside."""
    inside = actor.is_clock or bool(actor.party) or may_anywhere(actor, Permission.READ_INSIDE)
    return is_log_name(log) and (role_of(log) == tlog.PUBLIC or inside)


def _demand_reader(actor: Actor, log: str) -> None:
    if not reads_log(actor, log=log):
        raise missing()


@dataclass(frozen=True)
class Head:
    """The newest signed head of a log."""

    size: int
    note: str
    signed_at: datetime

    @property
    def root(self) -> bytes:
        return tlog.parse_checkpoint(tlog.parse_note(self.note).text).root


_HEAD = Prepared(
    lambda log: Checkpoint.objects.filter(log=log).order_by("-size").values_list("size", "note", "signed_at")[:1]
)


def _head(log: str) -> Head | None:
    return next((Head(*row) for row in _HEAD(log=log)), None)


def head(actor: Actor, *, log: str) -> Head:
    """The newest signed head of the log of this name, when the actor may read it; missing before the first."""
    _demand_reader(actor, log)
    found = _head(log)
    if found is None:
        raise missing()
    return found


def leaf_proof(actor: Actor, *, log: str, index: int) -> str:
    """The proof of a leaf under the newest head, as text; missing when the head does not hold it."""
    return _proof(log, head(actor, log=log), index)


def _proof(log: str, found: Head, index: int) -> str:
    if not 0 <= index < found.size:
        raise missing()
    hashes = LogTree(log).inclusion(index, found.size)
    return tlog.InclusionProof(index, tuple(hashes), found.note).text


def leaf_consistency(actor: Actor, *, log: str, older: int, newer: int) -> list[bytes]:
    """What shows that the log with `older` leaves is the beginning of that with `newer`."""
    if not 0 < older <= newer <= head(actor, log=log).size:
        raise missing()
    return LogTree(log).consistency(older, newer)


def entry_lines(actor: Actor, *, log: str, start: int = 0) -> Iterator[str]:
    """The entries under the newest head from `start` on, one a line, a few thousand in memory at a time."""
    size = head(actor, log=log).size
    return _lines(log, max(start, 0), size)


def _lines(log: str, start: int, size: int) -> Iterator[str]:
    for first in range(start, size, CHUNK):
        rows = Leaf.objects.filter(log=log, seq__gte=first, seq__lt=min(first + CHUNK, size)).order_by("seq")
        yield "".join(entry + "\n" for entry in rows.values_list("entry", flat=True))


def tile(actor: Actor, *, log: str, place: str, level: int | None) -> bytes:
    """A tile of hashes, or with `level` None a bundle of entries, as mirrors fetch them (C2SP tlog-tiles)."""
    size = head(actor, log=log).size
    try:
        wanted = tiles.parse_tile(level or 0, place)
    except ValueError as wrong:
        raise missing() from wrong
    if not tiles.available(size, wanted):
        raise missing()
    if level is None:
        first = wanted.number * tiles.WIDTH
        rows = Leaf.objects.filter(log=log, seq__gte=first, seq__lt=first + wanted.width).order_by("seq")
        entries = [entry.encode() for entry in rows.values_list("entry", flat=True)]
        return b"".join(len(one).to_bytes(2, "big") + one for one in entries)
    return b"".join(LogTree(log).block(level * tiles.HEIGHT, wanted.number)[: wanted.width])


def log_keys(actor: Actor) -> dict[str, list[str]]:
    """The public keys of the logs the actor may read, by name, the present one of each first."""
    return {name: [one.key.text for one in signers(name)] for name in log_names(actor)}


def log_names(actor: Actor, *, role: str | None = None) -> list[str]:
    """The logs the actor may read, those of a role together, the one that goes on first."""
    roles = [one for one in tlog.LOGS if role in (None, one) and reads_log(actor, log=one)]
    return [name for one in roles for name in names(one)]


def current_log(actor: Actor, *, role: str) -> str:
    """The name of the log that fills a role now."""
    _demand_reader(actor, role)
    return current(role)


@dataclass(frozen=True)
class Evidence:
    """A leaf with its salt; `salt` is empty after a lawful removal. `proof` is empty until the next head is signed."""

    log: str
    seq: int
    entry: str
    salt: str
    about: str
    head: Head | None
    proof: str = ""

    @property
    def covered(self) -> bool:
        return self.head is not None and self.seq < self.head.size


_LEAF = Prepared(
    lambda role, key: (
        Leaf.objects.filter(log__in=TransparencyLog.objects.filter(role=role).values("name"), key=key)
        .order_by("-pk")
        .values_list("log", "seq", "entry", "salt__salt", "salt__about")
    )
)


def evidence(actor: Actor, *, log: str, key: str, proof: bool = False) -> Evidence | None:
    """The leaf of an act in the logs of a role. The room whose act it is decides who may have it, and only that room asks."""
    if not actor.is_clock:
        raise missing()
    for name, seq, entry, salt, about in _LEAF(role=log, key=key):
        found = _head(name)
        text = _proof(name, found, seq) if proof and found is not None and seq < found.size else ""
        return Evidence(name, seq, entry, salt or "", about or "", found, text)
    return None


@dataclass(frozen=True)
class LoggedLeaf:
    """Where an act stands in a log; `intact`: its words are still those; `removed`: they and the salt are gone by law."""

    log: str
    index: int
    intact: bool
    covered: bool
    removed: bool = False

    def altered(self) -> "LoggedLeaf":
        """The same, with words that are not those any more."""
        return replace(self, intact=False)


def logged_leaf(actor: Actor, *, role: str, key: str, content: Mapping[str, Any]) -> LoggedLeaf | None:
    """The leaf of an act beside its words of today; None when there is none, or the actor does not read that log.

    The room whose act it is has opened it to the actor. Two queries.
    """
    if not reads_log(actor, log=role):
        return None
    found = evidence(Actor.clock(), log=role, key=key)
    if found is None:
        return None
    said = json.loads(found.entry).get("content")
    intact = not found.salt or tlog.opened_by(said, bytes.fromhex(found.salt), tlog.canonical(content))
    return LoggedLeaf(found.log, found.seq, intact, found.covered, removed=not found.salt)


def leaf_places(actor: Actor, *, role: str, keys: Iterable[str], signed: bool = False) -> dict[str, tuple[str, int]]:
    """Log and place of many acts by key, of those that are there; `signed`: only what a head covers, and can be proved.

    One query, one more for each log with `signed`, none without keys.
    """
    if not actor.is_clock:
        raise missing()
    wanted = list(keys)
    if not wanted:
        return {}
    of_role = TransparencyLog.objects.filter(role=role).values("name")
    rows = Leaf.objects.filter(log__in=of_role, key__in=wanted).order_by("pk").values_list("key", "log", "seq")
    places = {key: (log, seq) for key, log, seq in rows}
    if not signed:
        return places
    sizes = {log: head.size if (head := _head(log)) else 0 for log in {log for log, _ in places.values()}}
    return {key: (log, seq) for key, (log, seq) in places.items() if seq < sizes[log]}


def openings(actor: Actor, *, log: str, keys: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """For the check of everything: place, entry and salt of many leaves of a role by key."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    rows = Leaf.objects.filter(log__in=names(log), key__in=list(keys)).order_by("pk")
    rows = rows.values_list("key", "seq", "entry", "salt__salt")
    return {key: (seq, entry, salt or "") for key, seq, entry, salt in rows}


def anchor(actor: Actor, *, day: str) -> tuple[str, str]:
    """What opens a day's anchor in the public log: its salt and the party log's head, for those who read that log."""
    _demand_reader(actor, tlog.PARTY)
    found = LeafSalt.objects.filter(leaf__log__in=names(tlog.PUBLIC), leaf__key=f"anchor:{day}").last()
    if found is None:
        raise missing()
    return found.salt, found.about
