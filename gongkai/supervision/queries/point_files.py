"""Files behind works and guidance: works for those concerned, guidance for those whom it is for (R113, R114)."""

from collections import defaultdict

from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing
from gongkai.supervision.models import PointBatch, PointFile, PointProlongation
from gongkai.supervision.queries.point_works import experience, work_view
from gongkai.supervision.queries.points import batch


def work_files(actor: Actor, *, number: str) -> list[PointFile]:
    """What is hung on a work, for those concerned. Two queries."""
    view = work_view(actor, number=number)
    rows = PointFile.objects.select_related("file").filter(work=view.row)
    return list(rows.order_by("pk")) if view.inside else []


def work_file(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """One of them."""
    return _located(actor, work_files(actor, number=number), token)


def experience_files(actor: Actor, *, number: str) -> list[PointFile]:
    """What everybody may have of an adopted experience: what was hung on it as public. Two queries."""
    rows = PointFile.objects.select_related("file").filter(work=experience(actor, number=number), public=True)
    return list(rows.order_by("pk"))


def experience_file(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """One of them."""
    return _located(actor, experience_files(actor, number=number), token)


def activity_files(actor: Actor, *, number: str) -> dict[int, list[PointFile]]:
    """What is hung on the guidance of a batch, by activity. Two queries."""
    rows = PointFile.objects.select_related("file").filter(activity__batch=batch(actor, number=number))
    found: dict[int, list[PointFile]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.activity_id].append(row)
    return found


def activity_file(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """One of them."""
    found = activity_files(actor, number=number).values()
    return _located(actor, [one for rows in found for one in rows], token)


def _located(actor: Actor, rows: list[PointFile], token: str) -> ledger.Located:
    for hung in rows:
        if hung.file.token == token:
            return ledger.located(actor, file=hung.file)
    raise missing()


def prolongations(actor: Actor, *, row: PointBatch) -> list[PointProlongation]:
    """How often a batch that `batch` gave was prolonged, the first time first."""
    return list(row.prolongations.order_by("pk"))
