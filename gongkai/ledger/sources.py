"""Where requests come from, for the limits only: counts of one day in memory that all workers share (guarantees §2.2, P27).

No address and no mark of one is kept. A mark is keyed with a key drawn at random each day; it points
to a few cells among many thousands, and each cell is a number that many sources share (a count-min
sketch). The file lies in the machine's memory, is readable by the site's own user alone, and is
emptied when the day turns, key included.
"""

import fcntl
import hashlib
import hmac
import ipaddress
import os
import secrets
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings

IPV6_HOME = 64  # one household has as many addresses as it likes below this
ROWS, CELLS, CELL = 4, 65_536, 2
FULL = 0xFFFF
DAY, KEY = struct.Struct(">I"), 32
HEAD = DAY.size + KEY
SIZE = HEAD + ROWS * CELLS * CELL
OWNER_ONLY = 0o600


def household(address: str) -> str:
    """The address, of IPv6 the network of one household; what is no address counts as one source."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, IPV6_HOME), strict=False))
    return str(found)


def address_in(environ: dict) -> str:
    """Where the request came from: past the proxies that are our own, never past others."""
    if settings.GONGKAI_PROXIES:
        told = [one.strip() for one in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
        if len(told) >= settings.GONGKAI_PROXIES:
            return told[-settings.GONGKAI_PROXIES]
    return environ.get("REMOTE_ADDR", "")


def counter_file() -> Path:
    """One file for each installation: in `GONGKAI_MEMORY` where there is such a place, else in the data folder."""
    data, memory = Path(settings.DATA_DIR), settings.GONGKAI_MEMORY
    if not memory or not Path(memory).is_dir():
        return data / "sources.count"
    installation = hashlib.sha256(str(data).encode()).hexdigest()[:16]
    return Path(memory) / f"gongkai-{os.getuid()}-{installation}"


class Sources:
    """Marks and their counts of one day, the same for every process that opens the same file.

    `path`: where the counts lie; None is the installation's own place. OSError when another user of
    the machine has taken the place: nothing is counted in a file that is not ours.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @contextmanager
    def _open(self, today: date) -> Iterator[tuple[int, bytes]]:
        """The file, held alone, and the key of today. A new day begins with empty cells and a new key."""
        file = os.open(self._path or counter_file(), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY)
        try:
            about = os.fstat(file)
            if about.st_uid != os.geteuid() or about.st_mode & 0o077:
                raise PermissionError("the file of counts belongs to somebody else")
            fcntl.flock(file, fcntl.LOCK_EX)
            head = os.pread(file, HEAD, 0)
            if len(head) < HEAD or DAY.unpack_from(head)[0] != today.toordinal():
                head = DAY.pack(today.toordinal()) + secrets.token_bytes(KEY)
                os.ftruncate(file, 0)
                os.ftruncate(file, SIZE)
                os.pwrite(file, head, 0)
            yield file, head[DAY.size :]
        finally:
            os.close(file)

    def mark(self, address: str, *, today: date) -> str:
        """What stands for an address today; tomorrow nobody can say whose it was."""
        with self._open(today) as (_, key):
            return hmac.new(key, household(address).encode(), hashlib.sha256).hexdigest()

    def spent(self, what: str, mark: str, *, today: date) -> int:
        """How often this source did it today; by rare chance more, never less."""
        with self._open(today) as (file, key):
            return min(number for _, number in _cells(file, key, what, mark))

    def spend(self, what: str, mark: str, *, today: date) -> int:
        """Count once; answers with how often it was now, so that of many at once only so many are in time."""
        with self._open(today) as (file, key):
            cells = _cells(file, key, what, mark)
            now = min(number for _, number in cells) + 1
            for place, number in cells:
                os.pwrite(file, min(max(number, now), FULL).to_bytes(CELL, sys.byteorder), place)
            return now

    def forget(self) -> None:
        """Begin anew, as at the turn of a day."""
        (self._path or counter_file()).unlink(missing_ok=True)


def _cells(file: int, key: bytes, what: str, mark: str) -> list[tuple[int, int]]:
    """The cells of one source for one act, one in each row: place and number."""
    drawn = hmac.new(key, f"{what}|{mark}".encode(), hashlib.sha256).digest()
    found = []
    for row in range(ROWS):
        cell = int.from_bytes(drawn[4 * row : 4 * row + 4], "big") % CELLS
        place = HEAD + (row * CELLS + cell) * CELL
        found.append((place, int.from_bytes(os.pread(file, CELL, place), sys.byteorder)))
    return found


SOURCES = Sources()
WRITE, WRONG = "write", "wrong"
