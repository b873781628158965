"""The page of how the installation runs: the jobs as rows, and what is wrong as sentences with their remedies."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from gongkai.interfaces.ui.templatetags.words import DAMAGE
from gongkai.ledger.queries import Queue, Signed
from gongkai.rules.duties import local_day
from gongkai.rules.health import Space, Worker, backup_old, queue_stuck, space_state, worker_state
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.rules.timetable import DAILY_JOBS, OTHER_JOBS, next_run


@dataclass(frozen=True)
class Running:
    """What the page is made from."""

    beats: Mapping[str, Any]
    queue: Queue
    last: datetime | None
    backup: Any
    signed: Sequence[Signed]
    free: int
    damages: Sequence[Any] = ()
    unanswered: Sequence[Refused] = ()


@dataclass(frozen=True)
class Row:
    """A job: its last run, and when it comes next; `next` is empty when it runs whenever there is something to do."""

    name: str
    beat: Any
    next: datetime | None
    soon: bool = False

    @property
    def failures(self) -> int:
        return self.beat.failures if self.beat else 0

    @property
    def took(self) -> str:
        if self.beat is None or self.beat.took_ms is None:
            return ""
        return f"{self.beat.took_ms / 1000:.1f} 秒"


def rows_of(state: Running, *, hour_of: Callable[[str, date], time], now: datetime) -> list[Row]:
    """Every job, those that failed first, else as they run."""
    today = local_day(now)
    rows = [Row(name, state.beats.get(job), None) for job, name in OTHER_JOBS.items()]
    for plan in DAILY_JOBS:
        beat = state.beats.get(plan.job)
        well_at = beat.well_at if beat and not beat.failures else None  # one that fails is tried again at once
        when = next_run(well_at, plan.not_before(hour_of, today), now)
        rows.append(Row(plan.name, beat, when, when <= now))
    return sorted(rows, key=lambda row: not row.failures)


def troubles_of(state: Running, rows: Sequence[Row], *, now: datetime) -> list[tuple[str, str]]:
    """What is wrong, the most pressing first, each with what to do about it."""
    return [*_asked(state), *_machine(state, now), *_kept(state), *_jobs(state, rows, now), *_backup(state, now)]


def _asked(state: Running) -> Iterator[tuple[str, str]]:
    for one in state.unanswered:
        what, _, remedy = explain(one.code, one.facts).partition("。")
        yield what, remedy


def _machine(state: Running, now: datetime) -> Iterator[tuple[str, str]]:
    worker = worker_state(state.last, now)
    if worker is Worker.SILENT:
        yield (
            "后台任务没有在运行",
            "请运行 gongkai serve，或单独运行 gongkai worker。在它运行以前，通知不发，期限不提醒。",
        )
    elif worker is Worker.AHEAD:
        yield "时钟比最近一次后台任务还早", "时钟可能被拨回去了。请校准时钟：期限和签名都看它。"
    space = space_state(state.free)
    if space is Space.FULL:
        yield "磁盘快满了", "请马上腾出空间：写不进去时公开和办理都会停下。"
    elif space is Space.SCARCE:
        yield "磁盘空间不多了", "请在用完之前腾出空间。"


def _kept(state: Running) -> Iterator[tuple[str, str]]:
    for one in state.damages:
        yield (
            f"{one.name}{DAMAGE[one.what]}",
            "核对档案时发现的。请从备份里取回原来的，放回去以后下一次核对会消掉这一条。",
        )


def _jobs(state: Running, rows: Sequence[Row], now: datetime) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row.failures:
            remedy = "会自己再试。原因在下面的表里；一直不成，请把后台任务的日志交给维护人员。"
            yield f"“{row.name}”连续{row.failures}次没有做成", remedy
    if queue_stuck(state.queue.oldest, now):
        yield f"有{state.queue.due}件事到时候了还没有做", "请看后台任务是不是在运行，或者忙不过来。"
    if state.queue.failing:
        yield f"有{state.queue.failing}件事做过，没有做成", "会自己再试，最久隔6小时。邮件的原因在“发信情况”里。"


def _backup(state: Running, now: datetime) -> Iterator[tuple[str, str]]:
    remedy = "请每天运行 gongkai backup，并把备份放到别的机器上。"
    if state.backup is None:
        yield "还没有备份过", remedy
    elif backup_old(state.backup.well_at, now):
        yield f"最近一次备份是{timezone.localtime(state.backup.ran_at):%Y年%m月%d日}，太久了", remedy
