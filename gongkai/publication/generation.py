"""The generation of the public pages: raised by every act that changes what the public sees, and by what may have."""

import fcntl
import mmap
import os
import threading
from functools import cache
from pathlib import Path

from django.conf import settings

from gongkai.publication.page_files import PageFiles

WORD = 8
SIZE = 2 * WORD
ANY, SURE = slice(0, WORD), slice(WORD, SIZE)


class Generation:
    """Two counters of eight bytes in a file that all processes of one machine see at once.

    The first counts everything that may have changed a public page, the second what surely did. A page that is old
    by the first alone is rendered anew where that can be done, and still true where it cannot. With the counters
    turns the tree of files that web servers read.
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
        self.files.turn(sure=True)  # the files first: what is read from an old tree belongs to an old count
        self._raise(ANY, SURE)

    def touch(self) -> None:
        """Something was written that need not have changed a public page."""
        self.files.turn(sure=False)
        self._raise(ANY)

    def _raise(self, *counters: slice) -> None:
        with self._one_thread:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                for one in counters:
                    raised = (int.from_bytes(self._map[one], "big") + 1) % 2 ** (8 * WORD)
                    self._map[one] = raised.to_bytes(WORD, "big")
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


@cache
def _generation(path: Path) -> Generation:
    return Generation(path, PageFiles(Path(settings.GONGKAI_PAGES), megabytes=settings.GONGKAI_PAGES_MB))


def generation() -> Generation:
    """The generation of this installation's data folder."""
    return _generation(Path(settings.DATA_DIR) / "pages.generation")
