"""Public pages as files that any web server can map from the address, with `current` pointing at the true ones.

Below the folder lie trees `<day>.<sure>.<moment>`. `current` is a link to the one whose pages are true now; a change
points it at a new, empty tree before anything else happens. What was begun before lands in the old tree, which is
never current again. So a page that a change made old is gone from every web server with one rename, and nobody has to
know which pages that were.
"""

import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

CURRENT = "current"
HALF = ".half"  # what is being written, and what a killed process left of it
HEAD = ".head"  # beside a page: its headers and digest, for the embedded server
PACKED = ".gz"
OWN = ".own"  # appended to what a web server must not send by itself, because it needs headers of its own
INDEX = "index.html"
SPARE = 256 * 1024 * 1024  # bytes of the disk that pages leave to the records
BLOCK = 4096
NAME = re.compile(r"[\w~@+=,-][\w.~@+=,-]*")
LONGEST = 200  # bytes of a name
HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}(:[0-9]{1,5})?")
DEEPEST = 12
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Filed:
    """A page as it lies on the disk; `file` is open where it is too large for memory, whoever sends it closes it."""

    headers: Headers
    digest: str
    body: bytes
    packed: bytes
    file: BinaryIO | None = None


class Address(NamedTuple):
    """What is asked for: at which host, where, in which type size."""

    host: str
    path: str
    large: bool


def place_of(host: str, address: str, *, large: bool, plain: bool = True) -> str | None:
    """Where in a tree the page of an address lies; None for what no file shall be named after.

    `address` is the path as WSGI gives it: bytes in the clothes of Latin-1.
    """
    try:
        path = address.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    parts = path.split("/")[1:]
    *folders, last = parts or [""]
    if not path.startswith("/") or len(parts) > DEEPEST or not HOST.fullmatch(host) or ".." in host:
        return None
    named = [*folders, last] if last else folders
    if not all(NAME.fullmatch(part) and len(part.encode()) <= LONGEST for part in named):
        return None
    if last == INDEX or any(part.endswith((PACKED, HEAD, OWN)) for part in named):
        return None
    name = last or INDEX
    return "/".join((host, "large" if large else "normal", *folders, name if plain else name + OWN))


class PageFiles:
    """The trees of one machine. Every way of writing is atomic; what cannot be written is simply not there."""

    def __init__(self, root: Path, *, megabytes: int = 512) -> None:
        self.root = root
        self._most = megabytes * 1024 * 1024
        self._written: dict[str, int] = {}
        self._one_thread = threading.Lock()  # a file lock keeps out processes only

    def current(self, day: date) -> str:
        """The tree whose pages are true on this day; a new one when the day has turned. "" when there is no link.

        Raises OSError where the folder cannot be written.
        """
        name = self._linked()
        if name.partition(".")[0] == day.isoformat():
            return name
        with self._alone():
            name = self._linked()
            if name.partition(".")[0] != day.isoformat():
                name = self._turn(day.isoformat(), sure=not name)
        return name

    def turn(self, *, sure: bool) -> None:
        """Make every page old, for web servers too, and durably; `sure`: also where the database cannot be asked.

        Raises OSError when it could not be done: the old pages are then as they were.
        """
        with self._alone():
            self._turn(self._linked().partition(".")[0] or "0", sure=sure)

    def _linked(self) -> str:
        try:
            return os.readlink(self.root / CURRENT)
        except OSError:
            return ""

    def _turn(self, day: str, *, sure: bool) -> str:
        before = self._linked().split(".")
        token = secrets.token_hex(6) if sure or len(before) != 3 else before[1]
        name, link = (
            f"{day}.{token}.{time.time_ns():016x}{secrets.token_hex(3)}",
            self.root / HALF / secrets.token_hex(8),
        )
        try:
            link.symlink_to(name)
            link.rename(self.root / CURRENT)
        except OSError:
            (self.root / CURRENT).unlink(missing_ok=True)  # no room for a new link: no page is better than an old one
            name = ""
        folder = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    @contextmanager
    def _alone(self) -> Iterator[None]:
        (self.root / HALF).mkdir(parents=True, exist_ok=True)  # a cache may be cleared at any time
        with self._one_thread, (self.root / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def write(self, tree: str, place: str, page: Filed) -> bool:
        """Keep a page that was rendered while `tree` was current. False when it was not: no room, old, or there."""
        size = sum(-(-len(part) // BLOCK) * BLOCK + BLOCK for part in (page.body, page.packed))
        target = self.root / tree / place
        # The web server makes its mark of a page (ETag) from time and size: the time says the content, not the hour.
        moment = int(page.digest[:8], 16) >> 1
        head = json.dumps({"headers": page.headers, "digest": page.digest}).encode()
        try:
            if not self._room(tree, target, size):
                return False
            for suffix, content in ((HEAD, head), (PACKED, page.packed), ("", page.body)):
                self._put(target.with_name(target.name + suffix), (content,), moment)
        except OSError:
            return False
        self._written = {tree: self._written.get(tree, 0) + size}
        return True

    def write_large(
        self, tree: str, place: str, headers: Headers, blocks: Iterable[bytes], size: int
    ) -> Filed | None:  # fmt: skip
        """The same block by block and not packed, for what no web server sends by itself: the page as it then lies."""
        target, digest = self.root / tree / place, hashlib.sha256()
        beside = target.with_name(target.name + HEAD)  # comes last: without it there is no page

        def passing() -> Iterator[bytes]:
            for block in blocks:
                digest.update(block)
                yield block

        try:
            if not self._room(tree, beside, size):
                return None
            self._put(target, passing())
            head = {"headers": headers, "digest": digest.hexdigest()[:32], "large": True}
            self._put(beside, (json.dumps(head).encode(),))
        except OSError:
            return None
        self._written = {tree: self._written.get(tree, 0) + size}
        return self.read(tree, place)

    def _room(self, tree: str, last: Path, size: int) -> bool:
        """May it be written? `last`: the file that comes last of the page's."""
        if not tree or tree != self._linked() or self._written.get(tree, 0) + size > self._most:
            return False
        if last.exists() or shutil.disk_usage(self.root).free < SPARE + size:
            return False
        (self.root / HALF).mkdir(exist_ok=True)
        last.parent.mkdir(parents=True, exist_ok=True)
        return True

    def _put(self, target: Path, blocks: Iterable[bytes], moment: int | None = None) -> None:
        half = self.root / HALF / secrets.token_hex(8)
        try:
            with half.open("xb") as file:
                file.writelines(blocks)
                file.flush()
                os.fsync(file.fileno())
            if moment is not None:
                os.utime(half, (moment, moment))
            half.chmod(0o644)
            half.rename(target)
        except BaseException:
            half.unlink(missing_ok=True)
            raise

    def read(self, tree: str, place: str) -> Filed | None:
        """The page as it lies in a tree; None where it does not, or only in part."""
        target = self.root / tree / place
        try:
            head = json.loads(target.with_name(target.name + HEAD).read_bytes())
            headers = [(name, value) for name, value in head["headers"]]
            if head.get("large"):
                return Filed(headers, head["digest"], b"", b"", target.open("rb"))
            body, packed = target.read_bytes(), target.with_name(target.name + PACKED).read_bytes()
        except (OSError, ValueError):
            return None
        return Filed(headers, head["digest"], body, packed)

    def last(self, place: str) -> Filed | None:
        """The newest page of this place that nothing has surely changed since. Without a link nobody knows which."""
        if not (now := self._linked()):
            return None
        for tree in reversed(self._trees(now)):
            if (found := self.read(tree, place)) is not None:
                return found
        return None

    def asked(self) -> list[Address]:
        """What visitors asked for lately: every page that lies in any tree."""
        found = set()
        for tree in self._trees():
            with suppress(OSError):  # another process takes old trees away
                for head in (self.root / tree).rglob(f"*{HEAD}"):
                    host, size, *parts = str(head.relative_to(self.root / tree)).removesuffix(HEAD).split("/")
                    address = "/" + "/".join(parts).removesuffix(OWN).removesuffix(INDEX)
                    found.add(Address(host, address, size == "large"))
        return sorted(found)

    def _trees(self, like: str = "") -> list[str]:
        """Trees from old to new; `like` names one whose sure changes they must share."""
        token = like.split(".")[1] if like.count(".") == 2 else None
        try:
            every = [one.name for one in self.root.iterdir() if one.is_dir() and one.name.count(".") == 2]
        except OSError:  # a cache may be cleared at any time
            every = []
        return sorted(
            (one for one in every if not like or one.split(".")[1] == token), key=lambda one: one.split(".")[2]
        )

    def tidy(self) -> None:
        """Gather what still stands without the database into one tree, and take away what nobody may see any more."""
        now = self._linked()
        standing = [one for one in self._trees(now) if one != now] if now else []
        for tree in self._trees():
            if tree not in standing and tree != now:
                with suppress(OSError):  # what cannot be taken away keeps nothing else here
                    shutil.rmtree(self.root / tree)
        with suppress(OSError):
            for older, newer in zip(standing, standing[1:], strict=False):
                self._gather(older, newer)
        with suppress(OSError):
            for half in (self.root / HALF).iterdir():
                if time.time() - half.lstat().st_ctime > 3600:
                    half.unlink()

    def _gather(self, older: str, newer: str) -> None:
        for one in sorted((self.root / older).rglob("*")):
            target = self.root / newer / one.relative_to(self.root / older)
            if one.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                one.rename(target)
        shutil.rmtree(self.root / older)
