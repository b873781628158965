"""Runs what is due, again and again, until told to stop; the work in hand is always finished."""

import logging
import os
import signal
import sys
import threading
from contextlib import suppress

from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.loop import run_due
from gongkai.ledger import queries as reading
from gongkai.ledger.key_notes import note_found
from gongkai.ledger.log_memory import carry_restored
from gongkai.rules.actor import Actor
from gongkai.rules.terms import explain

log = logging.getLogger(__name__)
LONGEST_WAIT = 60.0


def main(argv: list[str]) -> int:
    """`gongkai worker`: exit code 0 after an orderly stop."""
    parser = Parser("worker", "运行到期的后台任务：生成网页、发送通知、提醒、统计。按 Ctrl+C 停止，手头的任务会做完。")
    parser.add_argument("--every", type=float, default=2.0, metavar="秒", help="没有任务时隔多久再看一次（默认2秒）")
    parser.add_argument("--once", action="store_true", help="做完到期的任务就退出")
    parser.add_argument("--parent", type=int, default=0, metavar="进程号", help="这个进程不在了就退出（serve 使用）")
    options = parser.parse_args(argv)
    _say_what_waits()
    if options.once:
        while run_due(timezone.now()):
            pass
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop, every=options.every, parent=options.parent)
    return 0


def _say_what_waits() -> None:
    """What the keeper has to answer first; a database that is not there yet is waited for later."""
    with suppress(DatabaseError, InterfaceError):
        carry_restored(timezone.now())
        note_found()
        for asked in reading.unanswered(Actor.clock()):
            log.error("%s", explain(asked.code, asked.facts))


def work(stop: threading.Event, *, every: float, parent: int = 0) -> None:
    """Run due jobs until `stop` is set or the parent process is gone; `every` in seconds.

    A database that cannot be reached is waited for, longer each time, up to a minute.
    """
    wait = every
    while not stop.is_set() and not (parent and os.getppid() != parent):
        close_old_connections()
        try:
            wait = 0.0 if run_due(timezone.now()) else every
        except (DatabaseError, InterfaceError) as error:
            wait = min(max(wait, every) * 2, LONGEST_WAIT)
            log.warning("数据库暂时不可用，%.0f秒后再试：%s", wait, type(error).__name__)
        stop.wait(wait)
    sys.stdout.flush()
