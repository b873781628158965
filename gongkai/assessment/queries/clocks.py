"""What waits for somebody in this room: the to-do, the morning's messages and calendars (R108, R116, R120).

A case is shown to nobody who may not read it: a decision to those who hold to account and may decide this one,
a statement to the person concerned or to the head of the organization concerned.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.assessment.models import Case, Dispute, YearSheet
from gongkai.assessment.queries.cases import is_concerned, known, law_of, stated
from gongkai.assessment.queries.terms import limit
from gongkai.ledger.fields import STEP
from gongkai.rules.accountability import Target
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.permissions import may
from gongkai.rules.procedures.accountability import CaseState, ready_for
from gongkai.rules.procedures.assessment import DisputeState, SheetState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

MOST = 100


@dataclass(frozen=True)
class CasesWaiting:
    """`decide`: cases whose next step is the actor's, by what day; `state`: those in which he can still be heard."""

    decide: list[tuple[Case, date]]
    state: list[Case]


def cases_waiting(actor: Actor, *, today: date) -> CasesWaiting:
    """The cases in which the actor has something to do now. One query, another where something is to be decided."""
    rows = list(known(actor).filter(state=CaseState.HEARING).order_by("until", "pk")[:MOST])
    ready = [row for row in rows if may(actor, P.HOLD_TO_ACCOUNT, row.county_path) and _ready(actor, row, today)]
    due = limit(actor, key="accountability_decision") if ready else None
    state = [row for row in rows if is_concerned(actor, row=row) and _still_heard(row, today)]
    return CasesWaiting([(row, due(_heard_on(row))) for row in ready] if due else [], state)


def _ready(actor: Actor, row: Case, today: date) -> bool:
    return ready_for(actor, law_of(row, Bodies(row.org_path, county=row.county_path), today))


def _heard_on(row: Case) -> date:
    """From what day on the case could be decided: the statement that counts, else the last day for it."""
    return local_day(row.stated_at) if stated(row).heard else row.until


def _still_heard(row: Case, today: date) -> bool:
    return row.until is not None and today <= row.until and not stated(row).heard


def sheets_to_review(actor: Actor, *, paths: tuple[str, ...]) -> list[tuple[YearSheet, date]]:
    """Self-scores that the bodies at these paths have to review, by what day, without what the actor sent in himself.

    One query, another where there are any.
    """
    at = [path for path in paths if may(actor, P.ASSESS, path)]
    rows = _submitted().filter(org__superior__path__in=at).exclude(submitted_by=actor.user_id)
    found = list(rows.select_related("org__superior")[:MOST])
    due = limit(actor, key="assessment_review") if found else None
    return [(row, due(local_day(row.submitted_at))) for row in found] if due else []


def disputes_to_review(actor: Actor) -> list[Dispute]:
    """Disputes that the actor may decide at the county, the soonest due first. One query."""
    rows = _filed().exclude(sheet__reviewed_by=actor.user_id).exclude(filed_by=actor.user_id)
    found = rows.select_related("sheet__org__superior")[:MOST]
    return [row for row in found if may(actor, P.ASSESS, row.org_path[:STEP])]


def _submitted() -> QuerySet[YearSheet]:
    return YearSheet.objects.filter(state=SheetState.SUBMITTED).order_by("submitted_at", "pk")


def _filed() -> QuerySet[Dispute]:
    return Dispute.objects.filter(state=DisputeState.FILED).order_by("due_on", "pk")


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Decisions, statements for organizations, disputes and self-scores that wait, everywhere asked for. Five queries at most."""
    if not actor.is_clock:
        raise missing()
    cases = list(Case.objects.filter(state=CaseState.HEARING))
    decision = limit(actor, key="accountability_decision") if cases else None
    for row in cases if decision else ():
        yield from _of_case(row, asked, decision)
    for one in _filed().filter(**asked.by("due_on")).select_related("sheet"):
        county, but = one.org_path[:STEP], _but(one.sheet.reviewed_by, one.filed_by)
        if _at(asked, county):
            yield Deadline(
                "dispute_review", county, one.due_on, f"dispute:{one.pk}", of(P.ASSESS), "复核考评异议", but=but
            )
    sheets = list(
        _submitted().exclude(org__superior=None).filter(**asked.at("org__superior__path"))
        .values_list("pk", "org__superior__path", "submitted_at", "submitted_by")
    )  # fmt: skip
    due = limit(actor, key="assessment_review") if sheets else None
    for pk, path, at, by in sheets if due else ():
        if _by(asked, day := due(local_day(at))):
            yield Deadline("self_review", path, day, f"year_sheet:{pk}", of(P.ASSESS), "审核年度自评", but=_but(by))


def _of_case(row: Case, asked: Asked, decision: Callable[[date], date]) -> Iterator[Deadline]:
    """A case in hearing waits for its decision, or for the head of the organization that it is about."""
    over = row.until is not None and asked.today > row.until
    if (stated(row).heard or over) and _at(asked, row.county_path):
        due = decision(_heard_on(row))
        if _by(asked, due):
            but = _but(row.opened_by, row.person_id)
            yield Deadline(
                "case_decide", row.county_path, due, f"case:{row.pk}", of(P.HOLD_TO_ACCOUNT), "责任追究待决定", but=but
            )
    if row.target == Target.ORGANIZATION and _at(asked, row.org_path) and _still_heard(row, asked.today):
        yield Deadline("case_statement", row.org_path, row.until, f"state:{row.pk}", of(P.APPROVE), "陈述申辩")


def calls(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Persons who were told of a case about them and can still be heard, whatever role they hold. One query."""
    if not actor.is_clock:
        raise missing()
    rows = Case.objects.filter(state=CaseState.HEARING, person__isnull=False)
    for row in rows if asked.person is None else rows.filter(person_id=asked.person):
        if _still_heard(row, asked.today):
            since = local_day(row.told_at) if row.told_at else None
            yield Deadline(
                "case_statement", row.org_path, row.until, f"state:{row.pk}", frozenset(), "陈述申辩", since=since,
                persons=frozenset({row.person_id}),
            )  # fmt: skip


def _at(asked: Asked, path: str) -> bool:
    return asked.paths is None or path in asked.paths


def _but(*users: int | None) -> frozenset[int]:
    return frozenset(user for user in users if user is not None)


def _by(asked: Asked, day: date) -> bool:
    return asked.until is None or day <= asked.until
