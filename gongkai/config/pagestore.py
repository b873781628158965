"""The page store in front of Django: what every visitor sees alike is rendered once per change and day."""

import gzip
import hashlib
import math
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import BinaryIO
from wsgiref.util import FileWrapper
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.config.headers import CSP
from gongkai.publication.generation import Generation, generation
from gongkai.publication.page_files import Filed, place_of

MARK = "x-page-store"  # `publication.pages` sets it
KEEP = "keep"  # an answer to a writing request that changed no public page (a saved draft) says so
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
DROPPED = {MARK, "content-length", "etag", "vary", "transfer-encoding"}
LARGEST = 2 * 1024 * 1024  # of a page in memory; larger ones, attachments mostly, lie on the disk alone
BLOCK = 256 * 1024
TYPES = {
    "html": "text/html", "xml": "application/xml", "txt": "text/plain", "svg": "image/svg+xml", "json": "application/feed+json",
    "rss": "application/rss+xml", "atom": "application/atom+xml", "ics": "text/calendar",
}  # fmt: skip
TYPE_COOKIE = ("type", "large")

Headers = list[tuple[str, str]]
Key = tuple[str, str, bool]


@dataclass(frozen=True)
class Page:
    """A finished page: when it was true, its headers, and its body plain and compressed."""

    generation: bytes
    sure: bytes
    day: date
    headers: Headers
    body: bytes
    packed: bytes
    digest: str
    until: float  # on the clock that never steps back; for most pages never
    file: BinaryIO | None = None  # instead of the bodies, where they are too large for memory

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed) + 1024


def cookies(environ: dict) -> dict[str, str]:
    """The cookies of a request, read leniently."""
    pairs = (part.partition("=") for part in environ.get("HTTP_COOKIE", "").split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs if name.strip()}


def accepts_gzip(environ: dict) -> bool:
    """Does the reader take compressed answers? `gzip;q=0` says no."""
    for part in environ.get("HTTP_ACCEPT_ENCODING", "").lower().split(","):
        name, _, rest = part.strip().partition(";")
        if name == "gzip":
            return rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def lasts(mark: str) -> int:
    """How many seconds a page may be kept at most (`60s`); 0 when the mark names none."""
    seconds = mark.removesuffix("s")
    return int(seconds) if seconds != mark and seconds.isdigit() else 0


def matches(asked: str, etag: str) -> bool:
    """If-None-Match: does the reader have this very page? Weak marks count (RFC 9110, 13.1.2)."""
    return any(one.strip().removeprefix("W/") in (etag, "*") for one in asked.split(","))


def length(names: dict[str, str]) -> int:
    """How many bytes an answer says it has; 0 when it does not say."""
    said = names.get("content-length", "")
    return int(said) if said.isdecimal() else 0


def plain(address: str, headers: Headers) -> bool:
    """May a web server send this page by itself, with the headers that all pages have and the type of the name?"""
    said = {name.lower(): value for name, value in headers}
    ending = address.rpartition("/")[2].rpartition(".")[2] or "html"
    return (
        said["content-type"].partition(";")[0] == TYPES.get(ending) and said.get("content-security-policy") == CSP
        and said["cache-control"] == "no-cache" and "content-disposition" not in said
    )  # fmt: skip


class PageStore:
    """WSGI wrapper. Everything it does not hold itself goes to Django unchanged.

    Stored: answers to GET without query and without session, marked by the view, status 200,
    no cookie set. Served: only while generation and local day are those of the rendering, and for a
    page that says the time no longer than it wants; the generation is read before rendering, so that
    a page begun before a change never outlives it. Where Django cannot answer (503, the database is away),
    a page that nothing has surely changed since is served once more (P12).

    Behind the pages in memory lie the same pages as files, for the other processes, for web servers in front and for
    the time after a restart. Pages that say the time are kept in memory alone.
    """

    def __init__(
        self,
        application: Callable,
        *,
        megabytes: int = 64,
        counter: Generation | None = None,
        today: Callable[[], date] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application = application
        self._capacity = megabytes * 1024 * 1024
        self._generation = counter or generation()
        zone = ZoneInfo(settings.TIME_ZONE)
        self._today = today or (lambda: datetime.now(zone).date())
        self._clock = clock
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return self._pass(environ, start_response, writes=method not in SAFE)
        given = cookies(environ) if "HTTP_COOKIE" in environ else {}
        if settings.SESSION_COOKIE_NAME in given or "HTTP_AUTHORIZATION" in environ:
            return self._pass(environ, start_response)
        key = (environ.get("HTTP_HOST", ""), environ["PATH_INFO"], given.get(TYPE_COOKIE[0]) == TYPE_COOKIE[1])
        before, sure, day = self._generation.read(), self._generation.sure(), self._today()
        page = self._pages.get(key)
        if page is not None and page.generation == before and page.day == day and self._clock() < page.until:
            self._used(key)
            return self._send(page, environ, start_response)
        tree = self._generation.tree(day)
        if tree and (page is None or page.generation != before):
            filed = self._filed(key, (before, sure, day), partial(self._generation.files.read, tree))
            if filed is not None:
                if filed.file is None and filed.size <= LARGEST:
                    self._keep(key, filed)
                return self._send(filed, environ, start_response)
        # A reader with a form's cookie gets no new cookie with the form: such a page looks storable and is not.
        storable = method == "GET" and settings.CSRF_COOKIE_NAME not in given
        last = page if page is not None and page.sure == sure else None
        return self._render(environ, start_response, key, (before, sure, day), tree if storable else None, last)

    def _filed(self, key: Key, when: tuple[bytes, bytes, date], read: Callable[[str], Filed | None]) -> Page | None:
        """The page from its file."""
        for there in (True, False):
            place = place_of(key[0], key[1], large=key[2], plain=there)
            if place is not None and (found := read(place)) is not None:
                return Page(*when, found.headers, found.body, found.packed, found.digest, math.inf, found.file)
        return None

    def _pass(self, environ: dict, start_response: Callable, *, writes: bool = False) -> Iterable[bytes]:
        """Hand on to Django. A writing request that went well makes stored pages old, whatever it changed."""

        def started(status: str, headers: Headers, exc_info=None):
            mark = next((value for name, value in headers if name.lower() == MARK), "")
            if writes and status[0] in "23" and mark != KEEP:
                self._generation.touch()
            kept = [(name, value) for name, value in headers if name.lower() != MARK]
            return start_response(status, kept, exc_info) if exc_info else start_response(status, kept)

        return self._application(environ, started)

    def _render(
        self, environ: dict, start_response: Callable, key: Key, when: tuple[bytes, bytes, date],
        tree: str | None, last: Page | None,
    ) -> Iterable[bytes]:  # fmt: skip
        """From Django. `tree`: where the page may be kept; "" is in memory alone, None nowhere."""
        said: list = []

        def started(status: str, headers: Headers, exc_info=None):
            said[:] = [status, headers, exc_info]

        answer = self._application(environ, started)
        status, headers, exc_info = said
        if status.startswith("503") and (last := last or self._filed(key, when, self._generation.last)) is not None:
            if hasattr(answer, "close"):
                answer.close()
            return self._send(last, environ, start_response)
        names = {name.lower(): value for name, value in headers}
        kept = [(name, value) for name, value in headers if name.lower() != MARK]
        whole = "content-encoding" not in names and "set-cookie" not in names
        mark = names.get(MARK, "")
        if not (tree is not None and (mark == "1" or lasts(mark)) and status.startswith("200") and whole):
            start_response(status, kept, exc_info) if exc_info else start_response(status, kept)
            return answer
        finished = self._finished(kept)
        own = not plain(key[1], finished)
        place = place_of(key[0], key[1], large=key[2], plain=not own) if mark == "1" else None
        try:
            if own and (size := length(names)) > LARGEST:
                return self._large(environ, start_response, when, tree, place, finished, answer, size)
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        until = self._clock() + lasts(mark) if lasts(mark) else math.inf
        digest = hashlib.sha256(body).hexdigest()[:32]
        page = Page(*when, finished, body, gzip.compress(body, 6, mtime=0), digest, until)
        if page.size <= LARGEST:
            self._keep(key, page)
        if place is not None:
            self._generation.files.write(tree, place, Filed(page.headers, page.digest, page.body, page.packed))
        return self._send(page, environ, start_response)

    def _large(
        self, environ: dict, start_response: Callable, when: tuple[bytes, bytes, date], tree: str, place: str | None,
        headers: Headers, blocks: Iterable[bytes], size: int,
    ) -> Iterable[bytes]:  # fmt: skip
        """What is too large for memory goes block by block to the disk and from there."""
        filed = self._generation.files.write_large(tree, place, headers, blocks, size) if place is not None else None
        if filed is None:  # not kept, and perhaps half read: once more from the beginning, from Django alone
            return self._pass(environ, start_response)
        return self._send(
            Page(*when, filed.headers, b"", b"", filed.digest, math.inf, filed.file), environ, start_response
        )

    @staticmethod
    def _finished(headers: Headers) -> Headers:
        kept = [(name, value) for name, value in headers if name.lower() not in DROPPED]
        kept.append(("Vary", "Cookie, Accept-Encoding"))
        if not any(name.lower() == "cache-control" for name, _ in kept):
            kept.append(("Cache-Control", "no-cache"))  # keep it, but ask each time: a withdrawal counts at once
        return kept

    def _keep(self, key: Key, page: Page) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._size += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._size > self._capacity and self._pages:
                _, dropped = self._pages.popitem(last=False)
                self._size -= dropped.size

    def _used(self, key: Key) -> None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)

    def _send(self, page: Page, environ: dict, start_response: Callable) -> Iterable[bytes]:
        packed = page.file is None and accepts_gzip(environ)
        etag = f'"{page.digest}{"-gz" if packed else ""}"'
        headers = [*page.headers, ("ETag", etag)]
        if matches(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
            start_response("304 Not Modified", [one for one in headers if one[0].lower() != "content-type"])
            return _nothing(page)
        body = page.packed if packed else page.body
        if packed:
            headers.append(("Content-Encoding", "gzip"))
        headers.append(("Content-Length", str(os.fstat(page.file.fileno()).st_size if page.file else len(body))))
        start_response("200 OK", headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            return _nothing(page)
        return FileWrapper(page.file, BLOCK) if page.file else [body]


def _nothing(page: Page) -> list[bytes]:
    if page.file is not None:
        page.file.close()
    return []
