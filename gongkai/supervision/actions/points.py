"""Batches of points, nominations by the three criteria, decisions, yearly review, exit (第九条（六）, R112, R115, R153)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.organizations import OrgKind
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.points import MOST, SERIES, TERMS, Criterion, PointKind, level_of
from gongkai.rules.procedures.point import POINT, STATES, PointState
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.models import Point, PointBatch, PointMark, PointReview, PointShow
from gongkai.supervision.queries.points import open_batches, point_facts
from gongkai.supervision.queries.points import point as read

MOST_SHOWN = 12


@transaction.atomic
def open_batch(
    actor: Actor, *, org_id: int, kind: str, city: bool, title: str, starts_on: date, ends_on: date, now: datetime,
    today: date,
) -> PointBatch:  # fmt: skip
    """Open a batch under a number such as XW-LX-2026-001; `city`: the county keeps the list of the city's points."""
    keeper = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, keeper.path):
        raise missing()
    demand(actor, Permission.KEEP_POINTS, keeper.path)
    level = level_of(OrgKind(keeper.kind), city=city)
    if not title.strip():
        raise Refused("batch_fields")
    if ends_on <= starts_on:
        raise Refused("batch_days")
    series = SERIES[PointKind(kind)]
    number = next_number(actor, series=f"{series}:{keeper.code}", year=today.year)
    row = PointBatch.objects.create(
        keeper=keeper, keeper_path=keeper.path, number=f"{keeper.code}-{series}-{today.year}-{number:03d}", kind=kind,
        level=level, title=title.strip()[:120], starts_on=starts_on, ends_on=ends_on, created_at=now,
        created_by=actor.user_id,
    )  # fmt: skip
    record(
        actor, verb="point_batch.open", subject=f"point_batch:{row.pk}", now=now, org_path=keeper.path,
        facts={"level": level, "kind": kind, "until": ends_on.isoformat()},
    )  # fmt: skip
    return row


def _words(reason: str, duties: str, liaison: str, liaison_phone: str) -> dict[str, str]:
    words = {"reason": reason.strip(), "duties": duties.strip(), "liaison": liaison.strip()[:60]}
    if not all(words.values()):
        raise Refused("point_fields")
    return {**words, "liaison_phone": liaison_phone.strip()[:40]}


@transaction.atomic
def nominate(
    actor: Actor, *, org_id: int, batch: str, reason: str, duties: str, liaison: str, liaison_phone: str = "",
    marks: Mapping[str, tuple[int | None, str]], now: datetime, today: date,
) -> Point:  # fmt: skip
    """Begin a nomination of the own organization for a running batch of a body above (F18). `marks`: criterion → points, evidence."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    found = next((one for one in open_batches(actor, path=org.path, today=today) if one.number == batch), None)
    if found is None:
        raise Refused("batch_not_above")
    words = _words(reason, duties, liaison, liaison_phone)
    serial = next_number(actor, series=f"point:{found.number}", year=found.starts_on.year)
    row = Point.objects.create(
        batch=found, keeper_path=found.keeper_path, org=org, org_path=org.path, number=f"{found.number}-{serial:02d}",
        created_at=now, created_by=actor.user_id, **words,
    )  # fmt: skip
    _mark(row, marks)
    record(actor, verb="point.nominate", subject=f"point:{row.pk}", now=now, org_path=org.path)
    return row


def _mark(row: Point, marks: Mapping[str, tuple[int | None, str]]) -> None:
    for criterion, (points, evidence) in marks.items():
        one = Criterion(criterion)
        if points is not None and not 0 <= points <= MOST:
            raise Refused("criterion_wrong", name=TERMS[one], most=MOST)
        PointMark.objects.update_or_create(
            point=row, criterion=one, defaults={"score": points, "evidence": evidence.strip()}
        )


def _locked(actor: Actor, number: str) -> Point:
    """The point, with all of its organization's: two of them cannot become the same kind of point at once."""
    row = read(actor, number=number)
    rows = Point.objects.select_for_update(of=("self",)).select_related("org", "batch__keeper")
    return next(one for one in rows.filter(org_id=row.org_id).order_by("pk") if one.pk == row.pk)


@transaction.atomic
def write_nomination(
    actor: Actor, *, number: str, reason: str, duties: str, liaison: str, liaison_phone: str = "",
    marks: Mapping[str, tuple[int | None, str]], now: datetime,
) -> Point:  # fmt: skip
    """Go on writing a nomination that was not signed yet, or came back."""
    row = _locked(actor, number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state != PointState.DRAFT:
        raise Refused("point_closed", state=STATES[PointState(row.state)])
    words = _words(reason, duties, liaison, liaison_phone)
    _mark(row, marks)
    compare_and_set(row, **words)
    record(actor, verb="point.write", subject=f"point:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row


@transaction.atomic
def check_marks(actor: Actor, *, number: str, checked: Mapping[str, int | None], now: datetime) -> Point:
    """The office writes what it found on each criterion."""
    row = _locked(actor, number)
    demand(actor, Permission.KEEP_POINTS, row.keeper_path)
    if row.state != PointState.NOMINATED:
        raise Refused("point_closed", state=STATES[PointState(row.state)])
    for criterion, points in checked.items():
        one = Criterion(criterion)
        if points is not None and not 0 <= points <= MOST:
            raise Refused("criterion_wrong", name=TERMS[one], most=MOST)
        row.marks.filter(criterion=one).update(checked=points)
    compare_and_set(row)
    record(actor, verb="point.check", subject=f"point:{row.pk}", now=now, org_path=row.keeper_path, facts=dict(checked))
    row.refresh_from_db()
    return row


@transaction.atomic
def move_point(actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "") -> Point:
    """Sign, recall, decide, review, end a point."""
    row = _locked(actor, number)
    move = decide(POINT, actor, point_facts(actor, row=row, today=today), verb, remark=remark)
    said, fields = remark.strip(), {}
    if verb == "submit":
        fields = {"submitted_at": now, "submitter_name": actor.name, "remark": ""}
    elif verb == "name":
        fields = {"named_on": today, "decided_at": now, "decider_name": actor.name, "decision": said, "remark": ""}
    elif verb == "refuse":
        fields = {"decided_at": now, "decider_name": actor.name, "decision": said, "remark": said}
    elif verb == "exit":
        fields = {"exited_on": today, "remark": said}
    elif verb == "send_back":
        fields = {"remark": said}
    if verb == "review":
        PointReview.objects.create(
            point=row, year=today.year, text=said, reviewer_name=actor.name, reviewed_at=now
        )  # fmt: skip
    if verb in ("recall", "send_back"):  # a new look at a new text
        row.marks.update(checked=None)
    compare_and_set(row, state=move.target, **fields)
    if verb in ("name", "exit"):
        bump_on_commit()  # the organization's public page says as which points it stands
    record(
        actor, verb=f"point.{verb}", subject=f"point:{row.pk}", now=now,
        org_path=row.org_path if move.where == "org" else row.keeper_path,
        facts={"from": row.state, "to": move.target, "remark": said},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def show_item(actor: Actor, *, number: str, item: str, now: datetime) -> PointShow:
    """Show an item of the organization that is public at its point (第四条（五）); by its index number."""
    row = _locked(actor, number)
    if not may(actor, Permission.DRAFT, row.org_path):
        demand(actor, Permission.KEEP_POINTS, row.keeper_path)
    if row.state != PointState.NAMED:
        raise Refused("point_not_named", state=STATES[PointState(row.state)])
    found = publication.by_numbers(Actor.visitor(), numbers=[item.strip()])
    if not found or found[0].org_id != row.org_id:
        raise Refused("show_unknown")
    if row.shows.count() >= MOST_SHOWN:
        raise Refused("shows_too_many", most=MOST_SHOWN)
    shown, _ = PointShow.objects.get_or_create(point=row, number=found[0].number, defaults={"shown_at": now})
    record(
        actor, verb="point.show", subject=f"point:{row.pk}", now=now, org_path=row.org_path,
        facts={"item": shown.number},
    )  # fmt: skip
    return shown


@transaction.atomic
def hide_item(actor: Actor, *, number: str, item: str, now: datetime) -> None:
    """Take an item off the showcase; the item itself stays public where it is."""
    row = _locked(actor, number)
    if not may(actor, Permission.DRAFT, row.org_path):
        demand(actor, Permission.KEEP_POINTS, row.keeper_path)
    row.shows.filter(number=item).delete()
    record(actor, verb="point.hide", subject=f"point:{row.pk}", now=now, org_path=row.org_path, facts={"item": item})
