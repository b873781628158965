"""Recording where and how a circle was served, and how a notice ended (R55–R60, R78)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as files
from gongkai.publication.actions.carriers import fresh_photo
from gongkai.publication.actions.hanging import on_carriers
from gongkai.publication.actions.logged import log_result
from gongkai.publication.models import Placement, Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries import publication as read
from gongkai.publication.views import PlacementInput
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.meetings import demand_attendance, demand_record
from gongkai.rules.methods import TERMS as AUDIENCE_NAMES
from gongkai.rules.methods import Audience, MethodUse, demand_fit, leaking, method, suitable
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.planned_ways import demand_planned
from gongkai.rules.refusals import Refused

MEETING = "hy"


def _uses(ways: Sequence[PlacementInput]) -> list[MethodUse]:
    return [MethodUse(way.method, str(way.details.get("remark", ""))) for way in ways]


def demand_ways(
    audience: Audience, ways: Sequence[PlacementInput], planned: Sequence[MethodUse], *, catalog: bool
) -> None:
    """Refuse ways that leak beyond the circle, ways none of which reaches it (R60), and fewer than planned (R46)."""
    uses = _uses(ways)
    if not leaking(audience, uses):
        demand_planned(audience, planned, uses, catalog=catalog)
    demand_fit(audience, uses)


def demand_meetings(audience: Audience, ways: Sequence[PlacementInput], today: date) -> None:
    """Refuse a meeting that told the party circle without day, kind and attendance (R57)."""
    for way in ways:
        if audience is Audience.PARTY and way.method == MEETING:
            demand_record(way.details, held=way.starts_at and local_day(way.starts_at), today=today)


def place(actor: Actor, publication: Publication, way: PlacementInput, now: datetime) -> Placement:
    """One way by which a circle was served; the caller has judged that it fits."""
    starts = way.starts_at or now
    if way.ends_at is not None and way.ends_at < starts:
        raise Refused("placement_order")
    demand_attendance(way.details)
    proof = None
    if way.proof_token:
        keep = fresh_photo if way.carrier_id else _proof
        proof = keep(actor, way.proof_token)
    return Placement.objects.create(
        publication=publication, method=way.method, place=way.place.strip(), carrier_id=way.carrier_id, starts_at=starts,
        ends_at=way.ends_at, details=dict(way.details), proof=proof, recorded_at=now, recorded_by=actor.user_id,
    )  # fmt: skip


def _proof(actor: Actor, token: str):
    return files.stored_file(actor, token=token)


@transaction.atomic
def record_placement(actor: Actor, *, publication_id: int, way: PlacementInput, now: datetime) -> Placement:
    """Add a way with its proof: the meeting held, the sheet hung, the programme played (R56–R58).

    Raises `Refused`: no_permission, method_leaks, placement_order, carrier_choose, carrier_photo_repeated.
    """
    publication = read(actor, publication_id=publication_id)
    demand(actor, Permission.RELEASE, publication.org_path)
    audience = Audience(publication.audience)
    [way] = on_carriers(publication.org_id, [way])
    if leaking(audience, _uses([way])):
        raise Refused(
            "method_leaks", method=method(way.method).name, audience=AUDIENCE_NAMES[audience],
            instead="、".join(suitable(audience)),
        )  # fmt: skip
    placement = place(actor, publication, way, now)
    ledger.record(
        actor, verb="publication.place", subject=f"publication:{publication_id}", now=now,
        org_path=publication.org_path, facts={"method": way.method, "place": way.place},
    )  # fmt: skip
    bump_on_commit()
    return placement


@transaction.atomic
def conclude_notice(actor: Actor, *, publication_id: int, text: str, now: datetime) -> Publication:
    """Say how a public notice ended, after its last day: no objection, or how one was dealt with (R78).

    Raises `Refused`: no_permission, notice_none, notice_running, notice_text, notice_concluded.
    """
    publication = read(actor, publication_id=publication_id)
    demand(actor, Permission.RELEASE, publication.org_path)
    if publication.notice_end is None:
        raise Refused("notice_none")
    if local_day(now) <= publication.notice_end:
        raise Refused("notice_running", until=publication.notice_end)
    if not text.strip():
        raise Refused("notice_text")
    open_row = Publication.objects.filter(pk=publication_id, notice_result_at=None)
    if not open_row.update(notice_result=text.strip(), notice_result_at=now):
        raise Refused("notice_concluded")
    ledger.record(
        actor, verb="publication.conclude", subject=f"publication:{publication_id}", now=now,
        org_path=publication.org_path, facts={"notice_end": publication.notice_end.isoformat()},
    )  # fmt: skip
    log_result(actor, publication, now)
    bump_on_commit()
    publication.refresh_from_db()
    return publication
