"""Keeps the pages of one machine true: reads the log of changes, and renders again what visitors ask for."""

import fcntl
import logging
import threading
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.urls import reverse
from django.utils import timezone

from gongkai.config.rendering import visit
from gongkai.ledger import queries as ledger
from gongkai.publication.generation import generation
from gongkai.publication.page_files import Address
from gongkai.publication.page_log import Reading
from gongkai.rules.actor import Actor

log = logging.getLogger(__name__)
EVERY = 2.0  # seconds between two looks
DOUBT = 60.0  # seconds for which another machine's act that named no page may go unseen
SHARE = 9  # parts of rest for one part of rendering
MOST = 2000  # pages rendered again after a change


class Follower:
    """One thread in every web process, of which one for each machine works: who holds the lock."""

    def __init__(self) -> None:
        self._pages = generation()
        self._reading = Reading()
        self._acts = 0
        self._doubted = 0.0
        self._wanted: list[Address] = []

    def start(self) -> None:
        """Follow until the process ends."""
        threading.Thread(target=self._follow, name="pages", daemon=True).start()

    def _follow(self) -> None:
        with (self._pages.files.root / ".follower").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            while True:
                try:
                    self.look()
                except Error as error:
                    log.warning("数据库暂时不可用，网页的变动过一会儿再看：%s", type(error).__name__)
                    connection.close()
                except OSError:
                    log.exception("网页的文件写不进去")
                began = time.monotonic()
                while self._wanted and time.monotonic() - began < EVERY:
                    self.render_next()
                time.sleep(max(0.1, EVERY - (time.monotonic() - began)))

    def look(self) -> None:
        """Read what is new. Who comes after the end of the day finds the tree of the new day."""
        self._pages.files.current(timezone.localdate())
        close_old_connections()
        items = self._reading.look()
        if items is not None:
            asked = self._pages.files.asked()
            self._pages.bump()
            self._pages.files.tidy()
            self._wanted = [*self._new(items, asked), *asked][:MOST]
        else:
            self._doubt()

    def _doubt(self) -> None:
        if time.monotonic() - self._doubted < DOUBT:
            return
        acts, self._doubted = ledger.last_act(Actor.clock()), time.monotonic()
        if acts != self._acts:
            self._pages.touch()
            self._pages.files.tidy()
            self._acts = acts

    def _new(self, items: Iterable[str], asked: list[Address]) -> list[Address]:
        own = urlsplit(settings.GONGKAI_URL).netloc
        hosts = dict.fromkeys(filter(None, (own, *(host for host, *_ in asked))))
        return [Address(host, reverse("portal:item", args=[item]), False) for item in items for host in hosts]

    def render_next(self) -> None:
        """Render one page as a visitor would have it, and rest nine times as long."""
        host, address, large = self._wanted.pop(0)
        began = time.monotonic()
        visit(host, address, large=large)
        time.sleep(min(SHARE * (time.monotonic() - began), EVERY))
