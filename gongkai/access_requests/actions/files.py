"""Files at an application: the applicant's, the answer's, and the paper for the superior (F6–F8)."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from gongkai.access_requests.models import AccessRequest, RequestFile
from gongkai.access_requests.queries.requests import is_own, request
from gongkai.ledger.actions import record, store
from gongkai.ledger.rows import compare_and_set
from gongkai.rules.actor import Actor
from gongkai.rules.applications import FileSide, chosen
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.access_request import FILES_OPEN, STATES, RequestState
from gongkai.rules.refusals import Refused, missing

MOST_FILES = 10


def _to_change(actor: Actor, number: str, side: FileSide) -> AccessRequest:
    """The application when the actor may add or take off files of this side now."""
    row = request(actor, number=number)
    mine = is_own(actor, row)
    handles = not mine and may(actor, Permission.HANDLE_REQUEST, row.org_path)
    typed = row.applicant_id is None or row.typed_by is not None
    if not (handles and (side is not FileSide.APPLICATION or typed)) and not (mine and side is FileSide.APPLICATION):
        raise Refused("no_permission", permission=Permission.HANDLE_REQUEST)
    if row.state not in FILES_OPEN[side]:
        raise Refused("request_files_closed", state=STATES[RequestState(row.state)])
    return row


@transaction.atomic
def attach_file(
    actor: Actor, *, number: str, side: str, path: Path, name: str, caption: str = "", now: datetime
) -> RequestFile:
    """Keep a file. Refuses what the intake refuses, and what would slip in behind an answer."""
    which = FileSide(chosen(FileSide, side, "附件"))
    row = _to_change(actor, number, which)
    if row.files.filter(side=which).count() >= MOST_FILES:
        raise Refused("files_too_many", most=MOST_FILES)
    file = store(actor, source=path, name=name, org_path=row.org_path, now=now)
    compare_and_set(row)
    hung = RequestFile.objects.create(request=row, file=file, side=which, caption=caption.strip()[:120])
    record(
        actor, verb="request.attach", subject=f"request:{row.pk}", now=now, org_path=row.org_path,
        facts={"file": file.token, "sha256": file.sha256, "side": which},
    )  # fmt: skip
    return hung


@transaction.atomic
def detach_file(actor: Actor, *, number: str, token: str, now: datetime) -> None:
    """Take a file off again while its side is open."""
    hung = RequestFile.objects.filter(request__number=number, file__token=token).first()
    if hung is None:
        raise missing()
    row = _to_change(actor, number, FileSide(hung.side))
    compare_and_set(row)
    hung.delete()
    record(
        actor, verb="request.detach", subject=f"request:{row.pk}", now=now, org_path=row.org_path, facts={"file": token}
    )
