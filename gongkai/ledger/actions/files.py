"""Keeping a file: inspected first, stored under a random name, its text extracted once."""

import logging
import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.ledger.actions.outbox import enqueue
from gongkai.ledger.intake import PHOTOS, Inspected, inspect, read
from gongkai.ledger.intake.process import answers
from gongkai.ledger.models import StoredFile
from gongkai.ledger.shared_files import at_hand, give, sharing, take_away
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.signed_papers import KINDS as SCANS

log = logging.getLogger(__name__)
REMOVED = "file_removed"  # of an outbox row: what was lawfully removed goes from the store of all machines


def file_path(token: str, extension: str) -> Path:
    """Where a stored file lies: never a name that a user chose."""
    return Path(settings.MEDIA_ROOT) / token[:2] / f"{token}.{extension}"


Located = tuple[Path, StoredFile]  # what a query hands to a door that sends a file


def located(actor: Actor, *, file: StoredFile) -> Located:
    """A stored file with the place where it lies; one that was lawfully removed is missing."""
    if not file.sha256:
        raise missing()
    return at_hand(file_path(file.token, file.extension), file.sha256), file


def fetch_file(actor: Actor, *, name: str, sha256: str) -> Path:
    """A stored file by the name under which it lies, fetched when this machine has not got it. The clock only."""
    if not actor.is_clock:
        raise missing()
    return at_hand(Path(settings.MEDIA_ROOT) / name, sha256)


def store(actor: Actor, *, source: Path, name: str, org_path: str, now: datetime) -> StoredFile:
    """Inspect and keep a file. Raises `Refused` naming the file, the reason and the remedy."""
    return _kept(actor, inspect(source, name), source, name, org_path, now)


def store_photo(actor: Actor, *, source: Path, name: str, org_path: str, now: datetime) -> StoredFile:
    """The same where only a photo will do: judged by what is in it. Raises `Refused` photo_kind, and nothing is kept."""
    seen = inspect(source, name)
    if seen.extension not in PHOTOS:
        raise Refused("photo_kind", name=Path(name).name)
    return _kept(actor, seen, source, name, org_path, now)


def store_scan(
    actor: Actor, *, source: Path, name: str, org_path: str, known: Mapping[str, str], now: datetime
) -> StoredFile:
    """The same where only a sheet of paper will do, photographed or scanned, and one that is not there yet.

    `known`: names of those there by SHA-256. Raises `Refused` paper_kind, paper_twice, and nothing is kept.
    """
    seen = inspect(source, name)
    if seen.extension not in SCANS:
        raise Refused("paper_kind", name=Path(name).name)
    if seen.sha256 in known:  # after the look: a photo is saved anew without its hidden data
        raise Refused("paper_twice", name=known[seen.sha256])
    return _kept(actor, seen, source, name, org_path, now)


def _kept(actor: Actor, seen: Inspected, source: Path, name: str, org_path: str, now: datetime) -> StoredFile:
    token = secrets.token_hex(16)
    target = file_path(token, seen.extension)
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    with open(source, "rb") as read, open(half, "wb") as write:
        while block := read.read(1 << 20):
            write.write(block)
        write.flush()
        os.fsync(write.fileno())
    half.rename(target)
    try:
        give(target)
    except Exception:
        target.unlink()  # no machine has it, this one neither
        raise
    return StoredFile.objects.create(
        token=token, name=Path(name).name[:200], extension=seen.extension, media_type=seen.media_type,
        size=seen.size, sha256=seen.sha256, text=seen.text, warnings=list(seen.warnings), pages=seen.pages,
        org_path=org_path, stored_at=now, stored_by=actor.user_id,
    )  # fmt: skip


def read_again(actor: Actor, *, after: int, limit: int = 20) -> tuple[int, int, int]:
    """Read the text of the next stored files anew, as the intake reads today; the clock only.

    Answers with the key of the last file looked at (0: there is none left), how many were looked at and how many
    said something else than before. A file that cannot be read any more keeps what was read of it.
    """
    if not actor.is_clock:
        raise missing()
    rows = list(StoredFile.objects.filter(pk__gt=after).exclude(sha256="").order_by("pk")[:limit])
    changed = 0
    for row in rows:
        try:
            changed += _read_again(row)
        except (Refused, OSError):
            log.exception("一份附件没有重新读成，原来读出的字照旧：%s", row.token)
    return (rows[-1].pk if rows else 0), len(rows), changed


def _read_again(row: StoredFile) -> bool:
    if row.extension in PHOTOS:
        fresh = (row.text, row.warnings, 1)
    else:
        fresh = read(at_hand(file_path(row.token, row.extension), row.sha256), row.name, row.extension)
    if fresh == (row.text, row.warnings, row.pages):
        return False
    text, warnings, pages = fresh
    found = StoredFile.objects.filter(pk=row.pk, sha256=row.sha256)  # lawfully removed meanwhile: stays removed
    return bool(found.update(text=text, warnings=warnings, pages=pages))


def prints_of(actor: Actor, *, file: StoredFile) -> tuple[int, ...]:
    """The prints of a stored photo, by which a copy is known again (`rules.photo_prints`)."""
    path, _ = located(actor, file=file)
    (found,) = answers("prints", path, file.name)
    return tuple(int(one, 16) for one in found["prints"])


def destroy_file(actor: Actor, *, token: str, now: datetime) -> None:
    """Lawful removal of a stored file: its bytes, name and text go as soon as the act is committed; the row stays.

    Here at once, in the store of all machines by the outbox, which tries again, on the others by `sweep_removed`.
    """
    found = StoredFile.objects.filter(token=token).first()
    if found is None:
        return
    path = file_path(found.token, found.extension)
    StoredFile.objects.filter(pk=found.pk).update(name="已依法删除", text="", sha256="", size=0)
    if sharing():
        enqueue(actor, kind=REMOVED, key=f"{REMOVED}:{found.token}", payload={"file": found.pk}, now=now)
    transaction.on_commit(lambda: _unlinked(path))


def empty_store(actor: Actor, *, file_id: int) -> None:
    """A removed file goes from the store of all machines. Raises what the store says when it cannot. The clock only."""
    if not actor.is_clock:
        raise missing()
    for token, extension in StoredFile.objects.filter(pk=file_id, sha256="").values_list("token", "extension"):
        take_away(file_path(token, extension))


def sweep_removed(actor: Actor) -> int:
    """Take from this machine what was lawfully removed anywhere; how many files. The clock only."""
    if not actor.is_clock:
        raise missing()
    rows = StoredFile.objects.filter(sha256="").values_list("token", "extension")
    return sum(_unlinked(file_path(token, extension)) for token, extension in rows.iterator())


def _unlinked(path: Path) -> bool:
    """The act is committed: a disk that refuses is said and asked again by the next sweep."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError:
        log.exception("一份依法删除的附件还在磁盘上，过一会儿再删")
        return False
    return True
