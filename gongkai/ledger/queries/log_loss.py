"""What of a log is lost for good: how far it was signed, and up to where it still proves itself (guarantees 3.7)."""

from dataclasses import dataclass

from gongkai.ledger.log_keys import signers
from gongkai.ledger.log_memory import memory_file, notes, remembered_entries
from gongkai.ledger.log_names import current
from gongkai.ledger.models import Checkpoint
from gongkai.ledger.note_signatures import verified
from gongkai.ledger.queries.log_check import Peaks, leaves_of
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.tlog.suites import successor_of, suite_of


@dataclass(frozen=True)
class Loss:
    """A log that cannot go on. `note`: the newest head that was signed; `kept`: so many leaves still lead to a signed head."""

    log: str
    successor: str
    note: str
    signed: int
    kept: int
    held: int  # leaves that are in the database, whether they prove anything or not

    @property
    def lost(self) -> int:
        """So many signed leaves are gone or no longer what was signed."""
        return self.signed - self.kept


def log_loss(actor: Actor, *, role: str) -> Loss:
    """What is lost of the log that fills a role. Reads and hashes all of it.

    Raises `Refused`: log_whole when nothing is, log_recoverable when this machine's files still have it.
    """
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    log = current(role)
    heads = _heads(log)
    if not heads:
        raise Refused("log_whole", log=log)
    signed = max(heads)
    kept, held = _proved(
        log, {size: tlog.parse_checkpoint(tlog.parse_note(one).text).root for size, one in heads.items()}
    )
    if kept == signed:
        raise Refused("log_whole", log=log)
    if held < signed and _in_files(log, heads[signed], held):
        raise Refused("log_recoverable", log=log)
    return Loss(log, successor_of(log), heads[signed], signed, kept, held)


def _heads(log: str) -> dict[int, str]:
    """Every head under a right signature, by size, from the rows and from this machine's file."""
    keys = [one.key for one in signers(log)]
    place = memory_file(log)
    kept = [notes(place.read_text("utf-8", "replace"))[0]] if place.exists() else []
    found = {}
    for whole in [*Checkpoint.objects.filter(log=log).order_by("size").values_list("note", flat=True), *kept]:
        try:
            note = tlog.parse_note(whole)
            if verified(note, keys):
                found[tlog.parse_checkpoint(note.text).size] = whole
        except ValueError:
            continue
    return found


def _proved(log: str, roots: dict[int, bytes]) -> tuple[int, int]:
    """Up to which signed size everything is as it was signed; and how many leaves there are from the first on."""
    suite = suite_of(log)
    peaks, size, kept, whole = Peaks(suite), 0, 0, True
    for seq, entry, hashed in leaves_of(log):
        if seq != size:
            break
        own = tlog.leaf_hash(entry.encode(), suite)
        peaks.add(own)
        size += 1
        whole = whole and own == hashed
        if size in roots:
            whole = whole and roots[size] == peaks.root()
            kept = size if whole else kept
    return kept, size


def _in_files(log: str, note: str, held: int) -> bool:
    """Do the entries that this machine keeps lead to the newest head, going on from what is there?"""
    head, suite = tlog.parse_checkpoint(tlog.parse_note(note).text), suite_of(log)
    entries = remembered_entries(log)
    if len(entries) < head.size:
        return False
    here = [entry for _, entry, _ in leaves_of(log)][:held]
    if here != entries[:held]:
        return False
    peaks = Peaks(suite)
    for entry in entries[: head.size]:
        peaks.add(tlog.leaf_hash(entry.encode(), suite))
    return peaks.root() == head.root
