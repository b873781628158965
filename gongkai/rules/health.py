"""When an installation is sound: how long the worker may be silent, how much space must be left, how old a backup may be."""

from datetime import datetime, timedelta
from enum import StrEnum

GIGABYTE = 1024**3
SCARCE, FULL = 2 * GIGABYTE, GIGABYTE // 5
BACKUP_AGE = timedelta(days=7)
CLOCK_SLACK = timedelta(minutes=5)
SILENCE = timedelta(minutes=10)  # a worker that said nothing for longer is probably not running


class Worker(StrEnum):
    RUNNING = "running"
    SILENT = "silent"
    AHEAD = "ahead"  # it has spoken later than now: the clock was set back


class Space(StrEnum):
    ENOUGH = "enough"
    SCARCE = "scarce"
    FULL = "full"


TERMS = {
    Worker.RUNNING: "在运行", Worker.SILENT: "没有在运行", Worker.AHEAD: "时钟被拨回去了",
    Space.ENOUGH: "够用", Space.SCARCE: "不多了", Space.FULL: "快满了",
}  # fmt: skip


def worker_state(last: datetime | None, now: datetime) -> Worker:
    """How it stands with the worker, by the last time that it said anything."""
    if last is None or now - last > SILENCE:
        return Worker.SILENT
    return Worker.AHEAD if last > now + CLOCK_SLACK else Worker.RUNNING


def space_state(free: int) -> Space:
    """Is there enough free disk, in bytes?"""
    if free < FULL:
        return Space.FULL
    return Space.SCARCE if free < SCARCE else Space.ENOUGH


def backup_old(last: datetime | None, now: datetime) -> bool:
    """There is no backup, or none young enough."""
    return last is None or now - last > BACKUP_AGE


def queue_stuck(oldest: datetime | None, now: datetime) -> bool:
    """What is due is done within seconds; it has waited so long that nobody seems to work."""
    return oldest is not None and now - oldest > SILENCE
