"""A backup file: a zip with a manifest that names every member with its size and SHA-256; whole under its name or not there."""

import errno
import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
OWNER_ONLY = 0o600
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class BackupTrouble(Exception):
    """What went wrong, as a Chinese sentence for the operator."""


@dataclass(frozen=True)
class Member:
    """One file inside a backup."""

    size: int
    sha256: str


class Writer:
    """Adds members to an open backup and remembers their sums."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: Path) -> Member:
        """Copy a file in; its sum is reckoned over what was copied."""
        digest, size = hashlib.sha256(), 0
        about = zipfile.ZipInfo(name)
        about.external_attr = OWNER_ONLY << 16
        with open(source, "rb") as read, self._archive.open(about, "w", force_zip64=True) as write:
            while block := read.read(BLOCK):
                digest.update(block)
                write.write(block)
                size += len(block)
        self.members[name] = Member(size, digest.hexdigest())
        return self.members[name]

    def finish(self, facts: dict) -> None:
        """The manifest comes last: without it there is no backup."""
        sums = {name: {"size": one.size, "sha256": one.sha256} for name, one in self.members.items()}
        text = json.dumps({"format": FORMAT, **facts, "members": sums}, ensure_ascii=False, indent=1)
        self._archive.writestr(MANIFEST, text.encode())


@contextmanager
def writing(target: Path) -> Iterator[tuple[Writer, Path]]:
    """A backup under way and a scratch folder beside it; the name is taken only after every byte was read back."""
    if target.exists():
        raise BackupTrouble(f"{target} 已经有了，不会覆盖。请换一个名字。")
    if not target.parent.is_dir():
        raise BackupTrouble(f"没有 {target.parent} 这个文件夹。请先建好。")
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    scratch = half.with_suffix(".scratch")
    try:
        with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w+b") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield Writer(archive), scratch
            file.flush()
            os.fsync(file.fileno())
        wrong = damaged(half)
        if wrong:
            raise BackupTrouble(f"写好的备份读回来不一样：{'、'.join(wrong[:5])}。请检查磁盘，换一个位置再试。")
        os.link(half, target)
    except FileExistsError as taken:
        raise BackupTrouble(f"{target} 已经有了，不会覆盖。请换一个名字。") from taken
    except OSError as error:
        raise trouble_of(error, target.parent) from error
    finally:
        half.unlink(missing_ok=True)
        for left in (scratch, scratch.with_name(f"{scratch.name}-journal")):
            left.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def trouble_of(error: OSError, place: Path) -> BackupTrouble:
    """An error of the system in the operator's words."""
    if error.errno in FULL:
        return BackupTrouble(f"{place} 写不下了。没有留下写了一半的文件。请腾出空间，或换一个位置再试。")
    return BackupTrouble(f"不能读写 {error.filename or place}：{error.strerror}。")


def manifest(path: Path) -> dict:
    """What a backup says about itself. Raises BackupTrouble when it is none or not whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = json.loads(archive.read(MANIFEST))
    except FileNotFoundError as missing:
        raise BackupTrouble(f"没有 {path} 这个文件。") from missing
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as broken:
        raise BackupTrouble(f"{path} 不是备份，或者已经损坏。") from broken
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BackupTrouble(f"{path} 是别的版本做的备份，这一版读不了。请用做备份时的版本恢复。")
    return found


def damaged(path: Path) -> list[str]:
    """Names of the members that are not what the manifest says, and of those it does not know."""
    sums = manifest(path)["members"]
    with zipfile.ZipFile(path) as archive:
        there = archive.namelist()
        wrong = [name for name in there if name not in sums and name != MANIFEST]
        wrong += sorted({name for name in there if there.count(name) > 1}) if len(set(there)) < len(there) else []
        return wrong + [name for name, said in sums.items() if not _same(archive, name, said)]


def _same(archive: zipfile.ZipFile, name: str, said: dict) -> bool:
    digest, size = hashlib.sha256(), 0

    def count(block: bytes) -> None:
        nonlocal size
        digest.update(block)
        size += len(block)

    try:
        with archive.open(name) as read:
            _pour(read, count)
    except (KeyError, OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return False
    return size == said["size"] and digest.hexdigest() == said["sha256"]


def _pour(read: IO[bytes], into: Callable[[bytes], object]) -> None:
    while block := read.read(BLOCK):
        into(block)


def extract(path: Path, name: str, target: Path, *, mode: int = 0o644) -> None:
    """Put one member where it belongs, on the disk before this returns."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        target.unlink()
    with (
        zipfile.ZipFile(path) as archive,
        archive.open(name) as read,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as write,
    ):
        _pour(read, write.write)
        write.flush()
        os.fsync(write.fileno())
