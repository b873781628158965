"""How the installation is: what waits, what is signed, what space is left, and whether it can serve at all."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Max, Min, Q

from gongkai.ledger import log_keys
from gongkai.ledger.key_notes import lost_keys, refusal
from gongkai.ledger.log_memory import restored_logs
from gongkai.ledger.log_names import asked_suite
from gongkai.ledger.models import AuditEvent, Checkpoint, Heartbeat, Outbox, TransparencyLog
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.timetable import BACKUP
from gongkai.rules.tlog import LOGS
from gongkai.rules.tlog.suites import suite_of


def _demand_keeper(actor: Actor) -> None:
    """The clock, and those who keep the system running; for all others there is no such page."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()


def last_beat(actor: Actor) -> datetime | None:
    """When the worker last said anything. A backup is made by a process of its own and is no sign of it."""
    _demand_keeper(actor)
    return Heartbeat.objects.exclude(job=BACKUP).aggregate(last=Max("ran_at"))["last"]


def last_act(actor: Actor) -> int:
    """The number of the newest act in the trail, to see whether anything was done meanwhile."""
    _demand_keeper(actor)
    return AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0


@dataclass(frozen=True)
class Queue:
    """What acts asked for and is not done: how much is due, since when, and how much failed and is tried again."""

    due: int
    oldest: datetime | None
    failing: int
    next_try: datetime | None


def queue(actor: Actor, *, now: datetime) -> Queue:
    """The outbox as it stands, in one query."""
    _demand_keeper(actor)
    due, failing = Q(due_at__lte=now), ~Q(last_error="")
    found = Outbox.objects.filter(done_at=None).aggregate(
        due=Count("pk", filter=due), oldest=Min("due_at", filter=due), failing=Count("pk", filter=failing),
        next_try=Min("due_at", filter=failing & ~due),
    )  # fmt: skip
    return Queue(**found)


@dataclass(frozen=True)
class Signed:
    """Since when a log is signed, and whether something in it still waits. No sizes: they would tell what goes on inside."""

    log: str
    signed_at: datetime | None
    behind: bool


def signed(actor: Actor) -> list[Signed]:
    """The newest signed head of every log."""
    _demand_keeper(actor)
    logs = {
        role: (name, size)
        for role, name, size in TransparencyLog.objects.filter(closed_at=None).values_list("role", "name", "size")
    }
    heads = {row[0]: row[1:] for row in Checkpoint.objects.values_list("log").annotate(Max("size"), Max("signed_at"))}
    nothing = (0, None)
    found = []
    for role in LOGS:
        name, size = logs.get(role, (role, 0))
        signed_size, signed_at = heads.get(name, nothing)
        found.append(Signed(role, signed_at, size > signed_size))
    return found


def unanswered(actor: Actor) -> list[Refused]:
    """What the keeper of the installation has to answer before all of it goes on, each as what it stops is refused with.

    Pages are read meanwhile. Three queries. A setting that asks for other hashes than a running log has stops nothing; it is
    said here because nobody else would.
    """
    _demand_keeper(actor)
    back = restored_logs()
    asked = [Refused("log_restored", log="、".join(back))] if back else []
    if not log_keys.key_file().exists() and Checkpoint.objects.exists():
        asked.append(Refused("log_key_missing"))
    return asked + _misfits() + [refusal(name) for name in lost_keys()]


def _misfits() -> list[Refused]:
    """The running log is not switched, whatever the setting says now."""
    asked = asked_suite()
    running = TransparencyLog.objects.filter(closed_at=None).order_by("role").values_list("name", flat=True)
    found = [suite_of(name) for name in running if suite_of(name) is not asked]
    return [Refused("log_suite", now=found[0].code, asked=asked.code)] if found else []


def free_space(actor: Actor) -> int:
    """Free bytes on the disk that holds database, files and keys."""
    _demand_keeper(actor)
    return shutil.disk_usage(settings.DATA_DIR).free


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The migrations that this version brings; they do not change while the process lives."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def migrated(actor: Actor) -> bool:
    """Is the database as this version needs it? Raises DatabaseError when it does not answer."""
    _demand_keeper(actor)
    return _known() <= MigrationRecorder(connection).applied_migrations().keys()


def can_store(actor: Actor) -> bool:
    """Can an attachment be written? Tried, not guessed from permissions: a full disk says it only then."""
    _demand_keeper(actor)
    try:
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"gongkai" * 1000)
            probe.flush()
    except OSError:
        return False
    return True
