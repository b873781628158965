"""Reads the directory of a zip before anything is unpacked and refuses bombs and tricks (P22, P25)."""

import stat
import struct
import zipfile
from pathlib import Path

from gongkai.rules.refusals import Refused

MEGABYTE = 1 << 20
MOST_ENTRIES = 1_000
MOST_UNPACKED = 100 * MEGABYTE
WORST_RATIO = 100
SMALL = MEGABYTE  # a small part may compress well without being a bomb
_END = b"PK\x05\x06"
_END_SIZE = 22
_HEADER_SIZE = 30
_LONGEST_RECORD = 46 + 1024
_ENCRYPTED = 0x1 | 0x40
_NEVER_INSIDE = (
    ".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".scr",
    ".lnk", ".html", ".htm", ".svg",
)  # fmt: skip


def checked_names(path: Path, name: str) -> set[str]:
    """The part names of a zip that passed every check.

    Raises `Refused`: file_broken, file_bomb, file_encrypted, file_macros, file_kind.
    """
    _check_end_record(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise Refused("file_broken", name=name) from broken
    for entry in entries:
        _check_entry(entry, name)
    _check_totals(entries, path.stat().st_size, name)
    return {entry.filename for entry in entries}


def _check_end_record(path: Path, name: str) -> None:
    """Bound the directory before a parser builds it in memory."""
    size = path.stat().st_size
    with path.open("rb") as opened:
        opened.seek(max(0, size - 65535 - _END_SIZE))
        tail = opened.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Refused("file_broken", name=name)
    count, directory_size, offset = struct.unpack("<HII", tail[at + 10 : at + 20])
    if count > MOST_ENTRIES or directory_size > MOST_ENTRIES * _LONGEST_RECORD:
        raise Refused("file_bomb", name=name)
    if directory_size + offset > size:
        raise Refused("file_broken", name=name)


def _check_totals(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_UNPACKED:
        raise Refused("file_bomb", name=name)
    if total > SMALL and total > WORST_RATIO * size:
        raise Refused("file_bomb", name=name)
    place = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < place:  # two parts share their bytes
            raise Refused("file_bomb", name=name)
        place = entry.header_offset + _HEADER_SIZE + entry.compress_size
    if place > size or len({entry.filename for entry in entries}) != len(entries):
        raise Refused("file_broken", name=name)


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    raw = entry.orig_filename
    lower = raw.lower()
    if entry.flag_bits & _ENCRYPTED:
        raise Refused("file_encrypted", name=name)
    if entry.file_size > SMALL and entry.file_size > WORST_RATIO * max(1, entry.compress_size):
        raise Refused("file_bomb", name=name)
    unsafe = raw.startswith(("/", "\\")) or ".." in raw.replace("\\", "/").split("/") or ":" in raw or "\0" in raw
    odd_packing = entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if unsafe or odd_packing or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("file_broken", name=name)
    if lower.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in lower:
        raise Refused("file_macros", name=name)
    if lower.endswith(_NEVER_INSIDE):
        raise Refused("file_kind", name=name)
