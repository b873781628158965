"""Files behind works and guidance, and a batch that goes on longer than was planned (第九条（六）, R112–R114)."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.ledger.actions import record, store
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.points import MOST_FILES
from gongkai.rules.procedures.point import LIBRARY, PointState
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.models import Point, PointBatch, PointFile, PointProlongation, PointWork
from gongkai.supervision.queries.point_works import work as read_work
from gongkai.supervision.queries.points import batch as read_batch


@transaction.atomic
def hang_work_file(
    actor: Actor, *, number: str, path: Path, name: str, caption: str, now: datetime, public: bool = False
) -> PointFile:
    """Add a file to a work that was handed in, by who handed it in. Refuses what the intake refuses.

    `public`: for everybody once the work was adopted. Who adopts looks at it first, so that nothing public is
    added to what was adopted already (`point_file_adopted`).
    """
    row = read_work(actor, number=number)
    if not may(actor, Permission.READ_WORK, row.org_path) and not may(actor, Permission.KEEP_POINTS, row.keeper_path):
        raise missing()
    demand(actor, Permission.DRAFT, row.org_path)
    row = PointWork.objects.select_for_update(of=("self",)).get(pk=row.pk)  # nobody adopts it meanwhile
    if public and row.state in LIBRARY:
        raise Refused("point_file_adopted")
    return _hung(actor, f"point_work:{row.pk}", row.org_path, {"work": row}, path, name, caption, now, public)


@transaction.atomic
def withhold_work_file(actor: Actor, *, number: str, token: str, now: datetime) -> PointFile:
    """Take a file out of the library of experience, by who handed it in or by the keeping body; it stays with those concerned."""
    row = read_work(actor, number=number)
    if not may(actor, Permission.DRAFT, row.org_path) and not may(actor, Permission.KEEP_POINTS, row.keeper_path):
        raise missing()
    hung = PointFile.objects.select_for_update(of=("self",)).filter(work=row, file__token=token, public=True).first()
    if hung is None:
        raise missing()
    hung.public = False
    hung.save(update_fields=["public"])
    bump_on_commit()  # the experience's page names its files
    record(
        actor, verb="point_work.withhold", subject=f"point_work:{row.pk}", now=now, org_path=row.org_path,
        facts={"file": token},
    )  # fmt: skip
    return hung


@transaction.atomic
def hang_activity_file(
    actor: Actor, *, number: str, activity_id: int, path: Path, name: str, caption: str, now: datetime
) -> PointFile:
    """Keep the bulletin, the list of who came or a photo behind a guidance of a batch."""
    batch = read_batch(actor, number=number)
    demand(actor, Permission.KEEP_POINTS, batch.keeper_path)
    row = batch.activities.filter(pk=activity_id).first()
    if row is None:
        raise missing()
    return _hung(actor, f"point_batch:{batch.pk}", batch.keeper_path, {"activity": row}, path, name, caption, now)


def _hung(
    actor: Actor, subject: str, org_path: str, behind: dict, path: Path, name: str, caption: str, now: datetime,
    public: bool = False,
) -> PointFile:  # fmt: skip
    if PointFile.objects.filter(**behind).count() >= MOST_FILES:
        raise Refused("point_files", most=MOST_FILES)
    file = store(actor, source=path, name=name, org_path=org_path, now=now)
    hung = PointFile.objects.create(**behind, file=file, caption=caption.strip()[:120], public=public)
    record(
        actor, verb=f"{subject.split(':')[0]}.file", subject=subject, now=now, org_path=org_path,
        facts={"file": file.token, "sha256": file.sha256, "public": public},
    )  # fmt: skip
    return hung


@transaction.atomic
def prolong_batch(actor: Actor, *, number: str, until: date, reason: str, now: datetime, today: date) -> PointBatch:
    """Let a batch go on until a later day, with the reason; what was planned stays on record.

    Its points stand on without a new nomination, so that a batch of which none is left cannot be prolonged.
    """
    row = read_batch(actor, number=number)
    demand(actor, Permission.KEEP_POINTS, row.keeper_path)
    row = PointBatch.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=row.pk)
    if not reason.strip():
        raise Refused("batch_prolong_reason")
    if until <= max(row.ends_on, today):
        raise Refused("batch_prolong_day", day=max(row.ends_on, today))
    standing = Point.objects.filter(batch=row, state=PointState.NAMED)
    if row.ends_on < today and not standing.exists():
        raise Refused("batch_prolong_empty")
    PointProlongation.objects.create(
        batch=row, was=row.ends_on, until=until, reason=reason.strip()[:200], decided_at=now, decider_name=actor.name
    )
    record(
        actor, verb="point_batch.prolong", subject=f"point_batch:{row.pk}", now=now, org_path=row.keeper_path,
        facts={"was": row.ends_on.isoformat(), "until": until.isoformat(), "reason": reason.strip()},
    )  # fmt: skip
    row.ends_on = until
    row.save(update_fields=["ends_on"])
    return row
