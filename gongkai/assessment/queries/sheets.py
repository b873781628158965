"""Reading yearly assessments: one organization's sheet, the table of many, what is offered (F23)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.assessment.models import Dispute, YearFact, YearSheet, YearUse
from gongkai.assessment.queries.facts import gathered, scheme
from gongkai.orgs import queries as orgs
from gongkai.orgs.queries import organization_by_code
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.moves import Offer
from gongkai.rules.periods import FIRST_YEAR
from gongkai.rules.permissions import Permission, may, reach
from gongkai.rules.procedures.assessment import (
    ASSESSMENT,
    DISPUTE,
    FROZEN,
    DisputeFacts,
    DisputeState,
    SheetFacts,
    SheetState,
    own_part,
)
from gongkai.rules.refusals import missing
from gongkai.rules.scoring import Scheme, Sheet, YearFacts, places, score


@dataclass(frozen=True)
class SheetView:
    """One organization's year: the score as it stands today, the people's part of it, and what is offered."""

    org: object
    year: int
    row: YearSheet | None
    state: SheetState
    scheme: Scheme
    sheet: Sheet
    head_name: str
    simulated: bool  # nothing is settled: as if the year ended today
    disputes: tuple[Dispute, ...]
    facts: tuple[YearFact, ...]
    uses: tuple[YearUse, ...]
    offers: tuple[Offer, ...]
    may_self_score: bool
    may_dispute: bool
    may_record: bool


@dataclass(frozen=True)
class TableRow:
    """One organization in the table of a year; `above` names its superior, since villages bear the same names.

    `place`: None while too little is counted to compare it with others.
    """

    place: int | None
    org: object
    state: SheetState
    sheet: Sheet
    settled: bool
    above: str
    own: tuple[int, int] | None  # what it gives itself and its head, in hundredths


def _year(year: int, today: date) -> int:
    if not FIRST_YEAR <= year <= today.year:
        raise missing()
    return year


def visible_org(actor: Actor, *, code: str):
    """The organization, for those who work at it or assess it; for everyone else there is no such sheet."""
    org = organization_by_code(actor, code=code)
    if not (may(actor, Permission.READ_WORK, org.path) or may(actor, Permission.ASSESS, org.path)):
        raise missing()
    return org


def year_facts(actor: Actor, *, org_id: int, year: int, today: date) -> tuple[YearFacts, YearSheet | None]:
    """The facts of one organization's year and its sheet, if anybody has touched it."""
    org = orgs.organization(actor, org_id=org_id)
    facts, sheets = gathered(path=org.path, year=year, today=today)
    return facts.get(org_id, YearFacts()), sheets.get(org_id)


def sheet_facts(actor: Actor, *, org, row: YearSheet | None, year: int, today: date) -> SheetFacts:
    """The sheet as the law sees it."""
    filed = row.disputes.filter(state=DisputeState.FILED).count() if row else 0
    return SheetFacts(
        SheetState(row.state) if row else SheetState.SELF, orgs.bodies(actor, org_id=org.pk), year < today.year,
        row is not None and row.self_total is not None, filed,
        row is not None and row.until is not None and today > row.until, row.until if row else None,
        row.submitted_by if row else None,
    )  # fmt: skip


def sheet_view(actor: Actor, *, code: str, year: int, today: date) -> SheetView:
    """Everything on one organization's page of a year."""
    org = visible_org(actor, code=code)
    _year(year, today)
    facts, row = year_facts(actor, org_id=org.pk, year=year, today=today)
    rules = scheme(actor, year=year)
    law = sheet_facts(actor, org=org, row=row, year=year, today=today)
    open_for_disputes = row is not None and row.state == SheetState.REVIEWED and not law.window_over
    return SheetView(
        org, year, row, SheetState(law.state), rules, score(rules, facts),
        row.head_name if row and row.head_name else head_name(actor, org_id=org.pk, year=year, today=today),
        law.state not in FROZEN,
        tuple(row.disputes.order_by("pk")) if row else (),
        tuple(YearFact.objects.filter(org_id=org.pk, year=year).order_by("pk")),
        tuple(row.uses.order_by("pk")) if row else (),
        tuple(moves.offers(ASSESSMENT, actor, law)),
        law.state == SheetState.SELF and (may(actor, Permission.DRAFT, org.path) or may(actor, Permission.APPROVE, org.path)),
        open_for_disputes and may(actor, Permission.APPROVE, org.path),
        law.state in (SheetState.SELF, SheetState.SUBMITTED, SheetState.REVIEWED)
        and may(actor, Permission.ASSESS, law.bodies.county),
    )  # fmt: skip


def head_name(actor: Actor, *, org_id: int, year: int, today: date) -> str:
    """Whose sheet it is: the first person responsible on the last day of the year, or today."""
    return orgs.head_of(actor, org_id=org_id, day=min(today, date(year, 12, 31))).shown_name


def roots(actor: Actor) -> tuple[str, ...]:
    """Where the actor's table begins: what he assesses with all below, else where he works."""
    assessed = reach(actor, Permission.ASSESS)
    found = [path for path, _ in assessed or reach(actor, Permission.READ_WORK)]
    return tuple(path for path in found if not any(path != other and path.startswith(other) for other in found))


def table(actor: Actor, *, year: int, today: date, grade: str = "", state: str = "") -> list[TableRow]:
    """All organizations the actor assesses (or works at) with their scores, the best first, unranked ones last.

    Queries: constant.
    """
    _year(year, today)
    wholes = dict(reach(actor, Permission.ASSESS) or reach(actor, Permission.READ_WORK))
    rules = scheme(actor, year=year)
    rows = []
    for path in roots(actor):
        facts, sheets = gathered(path=path, year=year, today=today)
        whole = orgs.subtree(actor, path=path)
        names = {org.pk: org.short_name for org in whole}
        for org in whole:
            if not org.owes_duties or (org.path != path and not wholes[path]):
                continue
            sheet = sheets.get(org.pk)
            stands = SheetState(sheet.state) if sheet else SheetState.SELF
            above = names.get(org.superior_id, "")
            own = (sheet.self_total, sheet.self_head) if sheet and sheet.self_total is not None else None
            rows.append((org, stands, score(rules, facts.get(org.pk, YearFacts())), stands in FROZEN, above, own))
    rows.sort(key=lambda row: row[0].path)
    found = [TableRow(place, *rows[at]) for at, place in places([row[2] for row in rows])]
    return [
        row for row in found if (not grade or row.sheet.grade == grade) and (not state or row.state == state)
    ]  # fmt: skip


def waiting(actor: Actor) -> list[YearSheet]:
    """Sheets of ended years that wait for the actor's review."""
    where = Q(pk__in=())
    for path, below in reach(actor, Permission.ASSESS):
        where |= Q(org__superior__path__startswith=path) if below else Q(org__superior__path=path)
    rows = YearSheet.objects.select_related("org__superior").filter(where, state=SheetState.SUBMITTED)
    return list(rows.order_by("submitted_at", "pk")[:100])


def dispute(actor: Actor, *, dispute_id: int) -> Dispute:
    """One dispute, for those who see its sheet."""
    found = Dispute.objects.select_related("sheet__org").filter(pk=dispute_id).first()
    if found is None:
        raise missing()
    visible_org(actor, code=found.sheet.org.code)
    return found


def dispute_facts(actor: Actor, *, row: Dispute) -> DisputeFacts:
    """A dispute as the law sees it."""
    bodies = orgs.bodies(actor, org_id=row.sheet.org_id)
    return DisputeFacts(DisputeState(row.state), bodies, row.sheet.reviewed_by, row.filed_by)


def dispute_offers(actor: Actor, *, dispute_id: int) -> list[Offer]:
    """The buttons of a dispute."""
    return moves.offers(DISPUTE, actor, dispute_facts(actor, row=dispute(actor, dispute_id=dispute_id)))


def dispute_reviewer(actor: Actor, *, row: Dispute) -> tuple[str, str | None]:
    """Who decides about a dispute, for those who see it: the body's name, and why not the actor himself, as a code."""
    law = dispute_facts(actor, row=row)
    return orgs.organization_at(actor, path=law.bodies.county).short_name, own_part(actor, law)


def years(actor: Actor, *, today: date) -> list[int]:
    """The years that can be looked at, this one first, not more than five."""
    return [year for year in range(today.year, today.year - 5, -1) if year >= FIRST_YEAR]


@dataclass(frozen=True)
class PublishedYear:
    """What everybody may read of a published result."""

    year: int
    number: str
    grade: str
    total: int
    head_grade: str
    head_total: int
    head_name: str
    published_at: datetime
    uses: tuple[str, ...]


def published(actor: Actor, *, org_id: int) -> list[PublishedYear]:
    """The published results of an organization, the newest first; open to everybody."""
    rows = (
        YearSheet.objects.filter(org_id=org_id, state=SheetState.PUBLISHED).order_by("-year").prefetch_related("uses")
    )
    return [
        PublishedYear(
            row.year, row.number, row.grade, row.total, row.head_grade, row.head_total, row.head_name,
            row.published_at, tuple(use.text for use in row.uses.all()),
        )
        for row in rows
    ]  # fmt: skip


def until_of(row: YearSheet) -> date:
    """The last day for disputes; the day of the review while none is set."""
    return row.until or local_day(row.reviewed_at)
