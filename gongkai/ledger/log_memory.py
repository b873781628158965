"""What this machine remembers of its logs outside the database: the newest head it ever signed (guarantees 3.7).

A database that was put back from a copy, or shortened by hand, does not know what it signed since. The
file does, and with it nothing shorter and nothing rewritten is signed.
"""

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gongkai.ledger.log_keys import append_durably, signers, write_whole
from gongkai.ledger.log_names import begin
from gongkai.ledger.models import TransparencyLog
from gongkai.ledger.note_signatures import verified
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import LOGS, Checkpoint, parse_checkpoint, parse_note
from gongkai.rules.tlog.suites import is_log_name
from gongkai.rules.tlog.tiles import WIDTH

GROWN = 16_000  # characters of a file of heads, then a new one begins
ONE_NOTE = re.compile(r"(?P<note>(?:[^\n]+\n)+\n(?:— [^\n]+\n)+)(?:\n|\Z)")


def memory_file(log: str) -> Path:
    """Where the newest heads of the log of this name lie, the newest last."""
    return Path(settings.DATA_DIR) / "logs" / log / "checkpoint"


def kept_logs() -> list[str]:
    """The names of the logs that this machine remembers anything of."""
    folder = Path(settings.DATA_DIR) / "logs"
    return sorted(one.name for one in folder.iterdir() if is_log_name(one.name)) if folder.is_dir() else []


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
        kept = memory_file(log).read_text("utf-8", "replace")
    except FileNotFoundError:
        return None
    try:
        note = parse_note(notes(kept)[0])
        head = parse_checkpoint(note.text)
    except ValueError as damaged:
        raise Refused("log_memory", place=memory_file(log)) from damaged
    if not verified(note, [one.key for one in signers(log)]):
        raise Refused("log_memory", place=memory_file(log))
    return head


def remember(log: str, note: str) -> None:
    """Keep the head that was just signed: on the disk when this returns.

    Written behind those before it, which costs a third of a new file; now and then a new file begins. One that a
    power cut left half written was never shown to anybody, for its row is committed afterwards.
    """
    path = memory_file(log)
    kept = path.read_text("utf-8", "replace") if path.exists() else ""
    if kept and len(kept) < GROWN and not notes(kept)[1]:
        between = "" if kept.endswith("\n\n") else "\n"
        append_durably(path, f"{between}{note}\n".encode())
    else:
        write_whole(path, note + "\n")


def notes(kept: str) -> tuple[str, str]:
    """The newest whole note of a file, and what stands half written behind it."""
    newest, at = "", 0
    while found := ONE_NOTE.match(kept, at):
        newest, at = found["note"], found.end()
    return newest, kept[at:]


def _restored(role: str) -> Path:
    return memory_file(role).with_name("restored")


def mark_restored(role: str) -> None:
    """The database comes back from a copy: what was signed after the copy is not known here."""
    write_whole(_restored(role), "restored from a backup; nothing is signed until somebody answers for it\n")


def carry_restored(now: datetime) -> None:
    """The mark into the database, where every machine sees it. Until its tables are as needed it stays a file of this one."""
    for role in LOGS:
        if _restored(role).exists():
            begin(role)
            TransparencyLog.objects.filter(role=role, closed_at=None).update(restored_at=now)
            _restored(role).unlink(missing_ok=True)


def restored_logs() -> list[str]:
    """For which logs the database came back from a copy, and nobody has answered yet for what came after it. One query."""
    marked = set(TransparencyLog.objects.filter(restored_at__isnull=False).values_list("role", flat=True))
    return [role for role in LOGS if role in marked or marked_here(role)]


def marked_here(role: str) -> bool:
    """Does the mark still lie in a file of this machine?"""
    return _restored(role).exists()


def is_restored(role: str) -> bool:
    """Is the log of this role one of those?"""
    return role in restored_logs()


def answered_for(role: str) -> None:
    """What was signed after the copy is back, or somebody answers that there was nothing."""
    TransparencyLog.objects.filter(role=role, closed_at=None).update(restored_at=None)
    _restored(role).unlink(missing_ok=True)


def _block(log: str, number: int) -> Path:
    return memory_file(log).with_name("entries") / f"{number:09}.ndjson"


def remember_entries(log: str, entries: list[str], start: int) -> None:
    """Keep entries outside the database too, 256 a file; `start` is the first of a file."""
    for first in range(0, len(entries), WIDTH):
        lines = "".join(entry + "\n" for entry in entries[first : first + WIDTH])
        _keep(_block(log, (start + first) // WIDTH), lines.encode())


def _keep(path: Path, whole: bytes) -> None:
    """A file that goes on as it is gets what is new behind it; any other is written anew. On the disk when this returns.

    What a power cut left half written is not the beginning of what is to be there, unless it is, and then it fits.
    """
    try:
        held = path.read_bytes()
    except FileNotFoundError:
        held = b""
    if held and whole.startswith(held):
        append_durably(path, whole[len(held) :])
    elif held != whole:
        write_whole(path, whole.decode())


def remembered_entries(log: str) -> list[str]:
    """All entries that this machine's files hold, from the first on."""
    found: list[str] = []
    while (path := _block(log, len(found) // WIDTH)).exists():
        found += path.read_text("utf-8").split("\n")[:-1]
        if len(found) % WIDTH:
            break
    return found
