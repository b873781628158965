"""Keeps a claimed row for as long as its work takes: a thread renews the claim, so that no second worker takes it (P13)."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, InterfaceError, connections

from gongkai.ledger import actions as ledger
from gongkai.ledger.actions.outbox import LEASE
from gongkai.rules.actor import Actor

log = logging.getLogger(__name__)
EVERY = LEASE.total_seconds() / 4  # three may fail in a row, as when the database is restarted


@contextmanager
def held(row, clock: Callable[[], datetime]) -> Iterator[threading.Event]:
    """While the work runs the claim is renewed; what is given is set when another worker has the row all the same.

    `clock`: what time it is at each renewal. Work that is over before the first renewal costs a thread that only waits.
    """
    over, lost = threading.Event(), threading.Event()
    keeper = threading.Thread(target=_keep, args=(row, clock, over, lost), daemon=True)
    keeper.start()
    try:
        yield lost
    finally:
        over.set()
        keeper.join()


def _keep(row, clock: Callable[[], datetime], over: threading.Event, lost: threading.Event) -> None:
    try:
        while not over.wait(EVERY):
            try:
                if not ledger.renew(Actor.clock(), row=row, now=clock()):
                    log.error("后台任务 %s 被另一个进程接走了", row.key)
                    lost.set()
                    return
            except (DatabaseError, InterfaceError) as trouble:
                log.warning("后台任务 %s 没有能续上：%s", row.key, type(trouble).__name__)
    finally:
        connections.close_all()  # those of this thread
