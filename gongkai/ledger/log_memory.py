"""What this machine remembers of its logs outside the database: the newest head it ever signed (guarantees 3.7).

A database that was put back from a copy, or shortened by hand, does not know what it signed since. The
file does, and with it nothing shorter and nothing rewritten is signed.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gongkai.ledger.log_keys import signers, write_whole
from gongkai.ledger.models import TransparencyLog
from gongkai.ledger.note_signatures import verified
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import LOGS, Checkpoint, parse_checkpoint, parse_note
from gongkai.rules.tlog.tiles import WIDTH


def memory_file(log: str) -> Path:
    """Where the newest head of a log lies."""
    return Path(settings.DATA_DIR) / "logs" / log / "checkpoint"


@contextmanager
def signing(log: str) -> Iterator[None]:
    """One signature at a time on this machine."""
    path = memory_file(log).with_name("lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def remembered(log: str) -> Checkpoint | None:
    """The newest head this machine signed; `log_memory` when the file is there and is not ours."""
    try:
        whole = memory_file(log).read_text("utf-8")
    except FileNotFoundError:
        return None
    try:
        note = parse_note(whole)
        head = parse_checkpoint(note.text)
    except ValueError as damaged:
        raise Refused("log_memory", place=memory_file(log)) from damaged
    if not verified(note, [one.key for one in signers(log)]):
        raise Refused("log_memory", place=memory_file(log))
    return head


def remember(log: str, note: str) -> None:
    """Keep the head that was just signed."""
    write_whole(memory_file(log), note)


def _restored(log: str) -> Path:
    return memory_file(log).with_name("restored")


def mark_restored(log: str) -> None:
    """The database comes back from a copy: what was signed after the copy is not known here."""
    write_whole(_restored(log), "restored from a backup; nothing is signed until somebody answers for it\n")


def carry_restored(now: datetime) -> None:
    """The mark into the database, where every machine sees it. Until its tables are as needed it stays a file of this one."""
    for log in LOGS:
        if _restored(log).exists():
            TransparencyLog.objects.update_or_create(pk=log, defaults={"restored_at": now})
            _restored(log).unlink(missing_ok=True)


def restored_logs() -> list[str]:
    """For which logs the database came back from a copy, and nobody has answered yet for what came after it. One query."""
    marked = set(TransparencyLog.objects.filter(restored_at__isnull=False).values_list("pk", flat=True))
    return [log for log in LOGS if log in marked or _restored(log).exists()]


def is_restored(log: str) -> bool:
    """Is this log one of those?"""
    return log in restored_logs()


def answered_for(log: str) -> None:
    """What was signed after the copy is back, or somebody answers that there was nothing."""
    TransparencyLog.objects.filter(pk=log).update(restored_at=None)
    _restored(log).unlink(missing_ok=True)


def _block(log: str, number: int) -> Path:
    return memory_file(log).with_name("entries") / f"{number:09}.ndjson"


def remember_entries(log: str, entries: list[str], start: int) -> None:
    """Keep entries outside the database too, 256 a file; `start` is the first of a file."""
    for first in range(0, len(entries), WIDTH):
        lines = "".join(entry + "\n" for entry in entries[first : first + WIDTH])
        write_whole(_block(log, (start + first) // WIDTH), lines)


def remembered_entries(log: str) -> list[str]:
    """All entries that this machine's files hold, from the first on."""
    found: list[str] = []
    while (path := _block(log, len(found) // WIDTH)).exists():
        found += path.read_text("utf-8").split("\n")[:-1]
        if len(found) % WIDTH:
            break
    return found
