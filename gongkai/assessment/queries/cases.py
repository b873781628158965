"""Reading accountability: who may know of a case, and what the system points at (第九条（八）)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.assessment.models import Case, YearFact, YearSheet
from gongkai.assessment.queries.case_links import counted_since
from gongkai.ledger import actions as ledger
from gongkai.ledger.pieces import streamed
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import NOTHING, within
from gongkai.participation import queries as participation
from gongkai.rulebook import queries as rulebook
from gongkai.rules import moves
from gongkai.rules.accountability import Figures, Standing, Step, Target, Trigger, triggers
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.accountability import ACCOUNTABILITY, STANDING, TOLD, CaseFacts, CaseState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing
from gongkai.rules.scoring import Grade, Veto
from gongkai.rules.statements import Statement
from gongkai.supervision import queries as supervision

NONE_OVERDUE = obligations.Silence(0, 0, date.max)


@dataclass(frozen=True)
class Proposal:
    """What the system points at. It does nothing: a person opens a case, or does not."""

    org: object
    triggers: tuple[Trigger, ...]
    overdue: int
    oldest_days: int
    long: int
    findings: int
    complaints: int
    marks: int
    untrue: int


def _holds(actor: Actor) -> Q:
    return within(actor, Permission.HOLD_TO_ACCOUNT, field="county_path")


def _concerned(actor: Actor) -> Q:
    """Cases that the actor was told of: about himself, or about the organization he heads."""
    if actor.user_id is None:
        return NOTHING
    own = Q(person_id=actor.user_id)
    headed = Q(target=Target.ORGANIZATION) & within(actor, Permission.APPROVE)
    return Q(state__in=TOLD) & (own | headed)


def case(actor: Actor, *, number: str) -> Case:
    """One case: for those who hold to account and, once told, for those it is about. For others it does not exist."""
    found = (
        Case.objects.select_related("org__superior", "paper")
        .filter(_holds(actor) | _concerned(actor), number=number)
        .first()
    )
    if found is None:
        raise missing()
    return found


def cases(actor: Actor, *, year: int | None = None) -> list[Case]:
    """The cases that the actor may know of, the newest first. One query."""
    rows = known(actor)
    return list((rows if year is None else rows.filter(year=year))[:500])


def case_ledger(actor: Actor) -> Iterator[Case]:
    """All of them; read in pieces (R170)."""
    return streamed(known(actor))


def known(actor: Actor) -> QuerySet[Case]:
    """The cases that the actor may know of, inside this room."""
    return Case.objects.select_related("org__superior").filter(_holds(actor) | _concerned(actor)).order_by("-pk")


def case_figures(actor: Actor) -> dict[int, dict[Step, int]]:
    """How many cases were decided per year and step, in the whole county; open to everybody (R170). One query.

    Numbers only, of decided cases only: neither an organization nor a case still under way can be read from them.
    """
    found: dict[int, dict[Step, int]] = {}
    rows = Case.objects.filter(state__in=STANDING).values("year", "step").annotate(number=Count("pk"))
    for row in rows.order_by("-year", "step"):
        found.setdefault(row["year"], dict.fromkeys(Step, 0))[Step(row["step"])] = row["number"]
    return found


def holds_somewhere(actor: Actor) -> bool:
    """Does the actor decide about cases at the county?"""
    return may(actor, Permission.HOLD_TO_ACCOUNT, orgs.county(actor).path)


def is_concerned(actor: Actor, *, row: Case) -> bool:
    """Is the case about the actor, or about the organization he heads?"""
    if row.target == Target.ORGANIZATION:
        return may(actor, Permission.APPROVE, row.org_path)
    return actor.user_id is not None and row.person_id == actor.user_id


def case_facts(actor: Actor, *, row: Case, today: date) -> CaseFacts:
    """A case as the law sees it."""
    return law_of(row, orgs.bodies(actor, org_id=row.org_id), today)


def law_of(row: Case, bodies: Bodies, today: date) -> CaseFacts:
    """The same where the bodies are known, inside this room."""
    said = stated(row)
    return CaseFacts(
        CaseState(row.state), bodies, row.facts, row.measure, said.heard, row.until is not None and today > row.until,
        row.opened_by, row.person_id, row.step == Step.BY_LAW, said.unsigned,
    )  # fmt: skip


def stated(row: Case) -> Statement:
    """The statement as the law sees it, inside this room."""
    return Statement(row.stated_at is not None, row.typed, row.paper_id is not None)


def may_state(actor: Actor, *, row: Case, today: date) -> bool:
    """Can the actor put a statement into this case now: his own, or typed in where no own words stand?"""
    if not row.hears_the_person or row.until is None or today > row.until:
        return False
    own = is_concerned(actor, row=row)
    return own or (may(actor, Permission.HOLD_TO_ACCOUNT, row.county_path) and stated(row).may_be_typed)


def statement_paper(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """The scan of the statement that the person signed, for those who may read the case."""
    row = case(actor, number=number)
    if row.paper is None or row.paper.token != token:
        raise missing()
    return ledger.located(actor, file=row.paper)


def case_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a case."""
    return moves.offers(ACCOUNTABILITY, actor, case_facts(actor, row=case(actor, number=number), today=today))


def proposals(actor: Actor, *, today: date) -> list[Proposal]:
    """Organizations at which the facts point, without those that have a case this year. Queries: constant (R123)."""
    county = orgs.county(actor)
    if not may(actor, Permission.HOLD_TO_ACCOUNT, county.path):
        raise missing()
    figures = rulebook.parameters(actor)
    limits = Figures(
        *(
            figures.int(f"accountability_{name}", today)
            for name in ("overdue", "long", "days", "findings", "complaints", "marks")
        )
    )
    silent = obligations.silence(Actor.clock(), path=county.path, today=today, days=limits.days)
    failed = set(YearSheet.objects.filter(year=today.year - 1, grade=Grade.FAILED).values_list("org_id", flat=True))
    falsified = set(
        YearFact.objects.filter(year__in=(today.year, today.year - 1), kind=Veto.FALSIFICATION).values_list(
            "org_id", flat=True
        )
    )
    unsettled = supervision.unsettled_by_organization(actor, path=county.path, today=today)
    complaints = participation.complaints_by_organization(actor, path=county.path, since=counted_since(today))
    upheld = supervision.upheld_by_organization(actor, path=county.path, since=counted_since(today))
    having = set(Case.objects.filter(year=today.year).values_list("org_id", flat=True))
    wanted = (silent.keys() | failed | falsified | unsettled.keys() | complaints.keys() | upheld.keys()) - having
    found = []
    whole = {org.pk: org for org in orgs.subtree(actor, path=county.path)}
    for org in whole.values():
        if org.pk in wanted:
            org.superior = whole.get(org.superior_id)  # read already: no question for each name
            found_silent, (marks, untrue) = silent.get(org.pk, NONE_OVERDUE), upheld.get(org.pk, (0, 0))
            standing = Standing(
                found_silent.overdue, found_silent.long, org.pk in failed, org.pk in falsified or untrue > 0,
                unsettled.get(org.pk, 0), complaints.get(org.pk, 0), marks,
            )  # fmt: skip
            why = triggers(standing, limits)
            if why:
                days = max((today - found_silent.oldest).days, 0)
                found.append(
                    Proposal(
                        org,
                        why,
                        standing.overdue,
                        days,
                        standing.long,
                        standing.findings,
                        standing.complaints,
                        marks,
                        untrue,
                    )
                )
    return sorted(found, key=lambda one: (-len(one.triggers), -one.long, -one.overdue, one.org.path))


def organization_for_case(actor: Actor, *, code: str):
    """The organization that a case is to be about, for those who hold to account."""
    if not holds_somewhere(actor):
        raise missing()
    return orgs.organization_by_code(actor, code=code)


def deciding_body(actor: Actor, *, row: Case):
    """The body whose decision it is."""
    return orgs.organization_at(actor, path=row.county_path)
