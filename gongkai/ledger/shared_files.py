"""Attachments in one store for all machines; the data folder is then what this machine has at hand.

The store is whatever Django knows under `attachments` in STORAGES, S3-compatible as a rule; without one nothing is done.
"""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

ALIAS = "attachments"
BLOCK = 1 << 20


def _store() -> Storage | None:
    return storages[ALIAS] if ALIAS in settings.STORAGES else None


def _name(path: Path) -> str:
    return path.relative_to(settings.MEDIA_ROOT).as_posix()


def give(path: Path) -> None:
    """Hand a new file to all machines; it is there before anybody hears of it."""
    if (shared := _store()) is not None:
        with path.open("rb") as file:
            shared.save(_name(path), File(file))


def sharing() -> bool:
    """Is there a store for all machines?"""
    return _store() is not None


def take_away(path: Path) -> None:
    """Remove a file from the store; one that is not there is well. Raises what the store says when it cannot."""
    if (shared := _store()) is not None:
        shared.delete(_name(path))


def at_hand(path: Path, sha256: str) -> Path:
    """The file's place, fetched from the store when this machine has not got it; another content is not kept."""
    shared = _store()
    if shared is None or path.exists() or not shared.exists(_name(path)):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    half, digest = path.with_name(f"{secrets.token_hex(8)}.part"), hashlib.sha256()
    try:
        with shared.open(_name(path), "rb") as source, half.open("xb") as target:
            while block := source.read(BLOCK):
                digest.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        if digest.hexdigest() == sha256:
            half.rename(path)
    finally:
        half.unlink(missing_ok=True)
    return path
