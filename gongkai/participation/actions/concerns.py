"""Public concerns: registered, answered by an item that is published the usual way, linked both ways (第九条（一）, R81)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.obligations import actions as obligations
from gongkai.orgs import queries as orgs
from gongkai.participation.circles import due_after
from gongkai.participation.models import Concern
from gongkai.participation.queries.concerns import concern, concern_facts
from gongkai.participation.queries.opinions import opinion_by_number
from gongkai.publication import queries as publication
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.concerns import ConcernSource
from gongkai.rules.consultations import demand_general_words
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.concern import CONCERN, ConcernState
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.refusals import Refused, missing

MOST = 100_000


@transaction.atomic
def register_concern(
    actor: Actor, *, org_id: int, source: str, source_note: str, matter: str, heard_on: date, asked_by: int,
    now: datetime, today: date, opinion_number: str = "",
) -> Concern:  # fmt: skip
    """Enter what many ask about, under a number such as Z01-C01-GQ-2026-001; the answer has a day from now on."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    if not matter.strip() or not source_note.strip():
        raise Refused("concern_fields")
    if heard_on > today:
        raise Refused("concern_future", day=heard_on)
    if not 1 <= asked_by <= MOST:
        raise Refused("concern_times", most=MOST)
    demand_general_words("关心的事", matter)
    opinion = None
    if opinion_number.strip():
        opinion = opinion_by_number(actor, number=opinion_number.strip(), path=org.path)
        if opinion is None:
            raise Refused("concern_opinion", number=opinion_number.strip())
    number = next_number(actor, series=f"GQ:{org.code}", year=today.year)
    row = Concern.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-GQ-{today.year}-{number:03d}", source=ConcernSource(source),
        source_note=source_note.strip()[:120], opinion=opinion, matter=matter.strip()[:300], asked_by=asked_by,
        heard_on=heard_on, due_on=due_after(actor, key="concern_answer", today=heard_on), registered_at=now,
        registered_by=actor.user_id,
    )  # fmt: skip
    record(
        actor, verb="concern.register", subject=f"concern:{row.pk}", now=now, org_path=org.path,
        facts={"source": row.source, "due": row.due_on.isoformat()},
    )  # fmt: skip
    bump_on_commit()
    return row


@transaction.atomic
def draft_answer(actor: Actor, *, number: str, code: str, now: datetime, today: date):
    """Begin the item that answers a concern under an entry of the catalog; it goes the way of every disclosure."""
    row = _open(actor, number)
    _unlinked(row)
    title = f"关于“{row.matter}”的回应"
    duty = obligations.register_event(
        actor, org_id=row.org_id, code=code, title=title[:120], event_on=today, now=now, today=today
    )
    edition = disclosing.start(
        actor, org_id=row.org_id, code=duty.code, period=duty.period, trigger_id=duty.pk, now=now
    )
    last = disclosures.revision(actor, edition_id=edition.pk)
    disclosing.save_revision(
        actor, edition_id=edition.pk, based_on=last.number, title=title[:160], plain="", content="", procedure="",
        result="", now=now,
    )  # fmt: skip
    _link(actor, row, edition.disclosure_id, now)
    return edition


@transaction.atomic
def link_answer(actor: Actor, *, number: str, item: str, now: datetime) -> Concern:
    """Something public already answers the concern: name it by its index number."""
    row = _open(actor, number)
    _unlinked(row)
    try:
        view = publication.item(actor, number=item.strip())
    except Refused as refused:
        raise Refused("item_elsewhere", number=item.strip()) from refused
    if view.org_id != row.org_id:
        raise Refused("item_elsewhere", number=item.strip())
    _link(actor, row, view.disclosure_id, now)
    row.refresh_from_db()
    return row


@transaction.atomic
def move_concern(actor: Actor, *, number: str, verb: str, now: datetime, remark: str = "") -> Concern:
    """Answered by what is public now, left unanswered for a reason, or opened again by the superior."""
    row = concern(actor, number=number).row
    move = decide(CONCERN, actor, concern_facts(actor, row), verb, remark=remark)
    demand_general_words("理由", remark)
    fields: dict = {"remark": remark.strip(), "answered_at": now if move.target == ConcernState.ANSWERED else None}
    if verb == "reopen":
        fields["disclosure"] = None
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"concern.{verb}", subject=f"concern:{row.pk}", now=now, org_path=row.org_path,
        facts={"disclosure": row.disclosure_id, "remark": remark.strip()},
    )  # fmt: skip
    bump_on_commit()
    row.refresh_from_db()
    return row


def _open(actor: Actor, number: str) -> Concern:
    row = concern(actor, number=number).row
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state != ConcernState.REGISTERED:
        raise Refused("concern_closed", state=CONCERN.states[ConcernState(row.state)])
    return row


def _unlinked(row: Concern) -> None:
    """An item that was abandoned or withdrawn may be replaced; one that lives may not."""
    if row.disclosure_id is None:
        return
    clock = Actor.clock()
    gone = (EditionState.ABANDONED, EditionState.WITHDRAWN, EditionState.TERMINATED)
    last = disclosures.editions_of(clock, disclosure_id=row.disclosure_id)[-1]
    if last.state not in gone:
        title = disclosures.titles(clock, edition_ids={last.pk}).get(last.pk, "")
        raise Refused("concern_linked", title=title)


def _link(actor: Actor, row: Concern, disclosure_id: int, now: datetime) -> None:
    compare_and_set(row, disclosure_id=disclosure_id)
    record(
        actor, verb="concern.link", subject=f"concern:{row.pk}", now=now, org_path=row.org_path,
        facts={"disclosure": disclosure_id},
    )  # fmt: skip
