"""Does the process live, and can it serve? Short words for machines that ask every few seconds; no names, no numbers."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.db import Error
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.ledger import queries as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.health import Worker, worker_state
from gongkai.rules.terms import explain, label

GOOD = "好"
UNKNOWN = "不知道"
ASKED = "要管理员先办"  # what waits for it waits; pages are served, so it takes no machine out of the balance
Findings = tuple[tuple[str, str], ...]


def look(now: datetime) -> Findings:
    """What serving needs, each with 好 or what is wrong. Without the database the rest of it is not known."""
    clock = Actor.clock()
    files = GOOD if ledger.can_store(clock) else "写不进去"
    database, migrated, worker, asked = GOOD, UNKNOWN, UNKNOWN, ()
    try:
        current = ledger.migrated(clock)
        migrated = GOOD if current else "还有升级没有做"
        if current:
            state = worker_state(ledger.last_beat(clock), now)
            worker = GOOD if state is Worker.RUNNING else label(state)
            asked = tuple((ASKED, explain(one.code, one.facts)) for one in ledger.unanswered(clock))
    except Error:
        database = "没有回答"
    return ("数据库", database), ("数据库升级", migrated), ("附件", files), ("后台任务", worker), *asked


@dataclass
class Kept:
    """An answer that holds for a second, however many ask; while one looks, the others wait for it."""

    ask: Callable[[datetime], Findings]
    seconds: float = 1.0
    _until: float = 0.0
    _answer: Findings = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, now: datetime) -> Findings:
        with self._lock:
            if monotonic() >= self._until:
                self._answer = self.ask(now)
                self._until = monotonic() + self.seconds
            return self._answer


_ready = Kept(look)


def _plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def healthz(request):
    """The process answers. Asks nobody else: restarting it would not mend a database."""
    return _plain(f"{GOOD}\n")


@never_cache
@require_safe
def readyz(request):
    """200 when it can serve and its jobs are done, else 503; one line for each thing that it needs.

    What its keeper has to answer is said and leaves the answer as it is: what is public is to be read meanwhile.
    """
    found = _ready(request.now)
    ready = all(said == GOOD for name, said in found if name != ASKED)
    answer = _plain("".join(f"{name}：{said}\n" for name, said in found), 200 if ready else 503)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # asked every few seconds, by `serve` at its start too
    return answer
