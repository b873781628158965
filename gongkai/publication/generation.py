"""The generation of the public pages: raised by every act that changes what the public sees, and by what may have."""

import fcntl
import logging
import mmap
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from gongkai.publication.page_files import Filed, PageFiles

log = logging.getLogger(__name__)
WORD = 8
SIZE = 3 * WORD
ANY, SURE, STUCK = (slice(start, start + WORD) for start in range(0, SIZE, WORD))
NO, YES = bytes(WORD), b"\x01" + bytes(WORD - 1)


class Generation:
    """Two counters and a mark, each of eight bytes, in a file that all processes of one machine see at once.

    The first counts everything that may have changed a public page, the second what surely did. A page that is old
    by the first alone is rendered anew where that can be done, and still true where it cannot. With the counters
    turns the tree of files that web servers read. The mark says that it could not be turned: then no file is read
    here until it has been.
    """

    def __init__(self, path: Path, files: PageFiles | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < SIZE:
            os.ftruncate(self._file, SIZE)  # keeps what another process has written
        self._map = mmap.mmap(self._file, SIZE)
        self._one_thread = threading.Lock()  # a file lock keeps out processes only
        self.files = files or PageFiles(path.parent / "pages")

    def read(self) -> bytes:
        """The present generation; equal bytes mean that nothing was written in between."""
        return self._map[ANY]

    def sure(self) -> bytes:
        """Equal bytes mean that no public page has changed in between."""
        return self._map[SURE]

    def bump(self) -> None:
        """Raise both: everything rendered before is old from this moment on, in every process."""
        self._change(ANY, SURE, sure=True)

    def touch(self) -> None:
        """Something was written that need not have changed a public page."""
        self._change(ANY, sure=False)

    def tree(self, day: date) -> str:
        """The tree of files that is true on this day; "" where none can be had, and the site goes on without."""
        if self._map[STUCK] != NO:
            with self._alone():
                self._turn(sure=True)
        try:
            return self.files.current(day) if self._map[STUCK] == NO else ""
        except OSError:
            return ""

    def last(self, place: str) -> Filed | None:
        """The newest file of this place that nothing has surely changed since."""
        return self.files.last(place) if self._map[STUCK] == NO else None

    def _change(self, *counters: slice, sure: bool) -> None:
        with self._alone():
            self._turn(sure)  # the files first: what is read from an old tree belongs to an old count
            for one in counters:
                raised = (int.from_bytes(self._map[one], "big") + 1) % 2 ** (8 * WORD)
                self._map[one] = raised.to_bytes(WORD, "big")

    def _turn(self, sure: bool) -> None:
        """Never an error: the act behind it is committed. After a turn that failed the next one is a sure one."""
        stuck = self._map[STUCK] != NO
        try:
            self.files.turn(sure=sure or stuck)
        except OSError:
            self._map[STUCK] = YES
            if not stuck:
                log.exception("网页的文件夹写不进去，网站先不用里面的文件；网页服务器可能还在发旧网页")
        else:
            self._map[STUCK] = NO

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._one_thread:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


@cache
def _generation(path: Path) -> Generation:
    return Generation(path, PageFiles(Path(settings.GONGKAI_PAGES), megabytes=settings.GONGKAI_PAGES_MB))


def generation() -> Generation:
    """The generation of this installation's data folder."""
    return _generation(Path(settings.DATA_DIR) / "pages.generation")
