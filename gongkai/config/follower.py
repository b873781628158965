"""Keeps the pages of one machine true: reads the log of changes, and renders again what visitors ask for."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.jobs.visits import visit
from gongkai.ledger import actions as ledger_actions
from gongkai.ledger import queries as ledger
from gongkai.publication.generation import generation
from gongkai.publication.page_files import Address
from gongkai.publication.page_log import Reading
from gongkai.rules.actor import Actor

log = logging.getLogger(__name__)
EVERY = 2.0  # seconds between two looks
SWEEP = 600.0  # seconds between two looks for files of this machine that were lawfully removed
DOUBT = 60.0  # seconds for which another machine's act that named no page may go unseen
SHARE = 9  # parts of rest for one part of rendering
MOST = 2000  # pages rendered again after a change


class Follower:
    """One thread in every web process, of which one for each machine works: who holds the lock."""

    def __init__(self, ask: Callable[..., object] = visit) -> None:
        self._ask = ask
        self._pages = generation()
        self._reading = Reading()
        self._acts = 0
        self._doubted = 0.0
        self._swept = 0.0
        self._wanted: list[Address] = []

    def start(self) -> None:
        """Follow until the process ends."""
        threading.Thread(target=self._follow, name="pages", daemon=True).start()

    def _follow(self) -> None:
        with (Path(settings.DATA_DIR) / "pages.follower").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            while True:
                began = time.monotonic()
                close_old_connections()  # those of this thread
                self.turn()
                time.sleep(max(0.1, EVERY - (time.monotonic() - began)))

    def turn(self) -> None:
        """One look and some rendering. No error ends the thread: this machine would hear of no change any more."""
        try:
            self.look()
            self._sweep()
        except Error as error:
            log.warning("数据库暂时不可用，网页的变动过一会儿再看：%s", type(error).__name__)
            connection.close()
        except Exception:
            log.exception("网页的变动没有看成")
        began = time.monotonic()
        while self._wanted and time.monotonic() - began < EVERY:
            try:
                self.render_next()
            except Exception:
                log.exception("一个网页没有做成")

    def look(self) -> None:
        """Read what is new. Who comes after the end of the day finds the tree of the new day."""
        self._pages.tree(timezone.localdate())
        items = self._reading.look()
        if items is None:
            self._doubt()
            return
        self._pages.bump()  # at once: what was read is not read again
        asked = self._pages.files.asked()
        self._pages.files.tidy()
        self._wanted = [*self._new(items, asked), *asked][:MOST]

    def _sweep(self) -> None:
        if time.monotonic() - self._swept >= SWEEP:
            ledger_actions.sweep_removed(Actor.clock())
            self._swept = time.monotonic()

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
        self._ask(host, address, large=large, keep=False)
        time.sleep(min(SHARE * (time.monotonic() - began), EVERY))
