"""What waits for somebody in this room: the to-do, the morning's messages and calendars (R108, R116, R120).

A case is shown to nobody who may not read it: a decision to those who hold to account and may decide this one,
a statement to the person concerned or to the head of the organization concerned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from gongkai.assessment.models import Case, Dispute, YearSheet
from gongkai.assessment.queries.cases import is_concerned, known, law_of, stated
from gongkai.ledger.fields import STEP
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.permissions import may
from gongkai.rules.procedures.accountability import CaseState, ready_for
from gongkai.rules.procedures.assessment import DisputeState, SheetState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

DAY = timedelta(days=1)
MOST = 100


@dataclass(frozen=True)
class CasesWaiting:
    """`decide`: cases whose next step is the actor's; `state`: those in which he can still be heard."""

    decide: list[Case]
    state: list[Case]


def cases_waiting(actor: Actor, *, today: date) -> CasesWaiting:
    """The cases in which the actor has something to do now. One query."""
    rows = list(known(actor).filter(state=CaseState.HEARING).order_by("until", "pk")[:MOST])
    decide = [row for row in rows if may(actor, P.HOLD_TO_ACCOUNT, row.county_path) and _ready(actor, row, today)]
    state = [
        row
        for row in rows
        if is_concerned(actor, row=row) and row.until and today <= row.until and not stated(row).heard
    ]
    return CasesWaiting(decide, state)


def _ready(actor: Actor, row: Case, today: date) -> bool:
    return ready_for(actor, law_of(row, Bodies(row.org_path, county=row.county_path), today))


def sheets_to_review(actor: Actor, *, paths: tuple[str, ...]) -> list[YearSheet]:
    """Self-scores that the bodies at these paths have to review, without what the actor sent in himself. One query."""
    at = [path for path in paths if may(actor, P.ASSESS, path)]
    rows = _submitted().filter(org__superior__path__in=at).exclude(submitted_by=actor.user_id)
    return list(rows.select_related("org__superior")[:MOST])


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
    """Decisions, statements for organizations, disputes and self-scores that wait, everywhere asked for. Three queries."""
    if not actor.is_clock:
        raise missing()
    for row in Case.objects.filter(state=CaseState.HEARING).select_related("paper"):
        if _at(asked, row.county_path) and (stated(row).heard or row.until is not None and asked.today > row.until):
            since = local_day(row.stated_at) if row.stated_at else row.until + DAY
            yield Deadline(
                "case_decide", row.county_path, None, f"case:{row.pk}", of(P.HOLD_TO_ACCOUNT), since=since,
                but=_but(row.opened_by, row.person_id),
            )  # fmt: skip
        if row.person_id is None and not row.person_name and _at(asked, row.org_path) and _still_heard(row, asked):
            yield Deadline("case_statement", row.org_path, row.until, f"state:{row.pk}", of(P.APPROVE), "陈述申辩")
    for one in _filed().filter(**asked.by("due_on")).select_related("sheet"):
        if _at(asked, county := one.org_path[:STEP]):
            but = _but(one.sheet.reviewed_by, one.filed_by)
            yield Deadline(
                "dispute_review", county, one.due_on, f"dispute:{one.pk}", of(P.ASSESS), "复核考评异议", but=but
            )
    sheets = _submitted().exclude(org__superior=None).filter(**asked.at("org__superior__path"))
    for pk, path, at, by in sheets.values_list("pk", "org__superior__path", "submitted_at", "submitted_by"):
        since = local_day(at) if at else None
        yield Deadline("self_review", path, None, f"year_sheet:{pk}", of(P.ASSESS), since=since, but=_but(by))


def calls(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Persons who were told of a case about them and can still be heard, whatever role they hold. One query."""
    if not actor.is_clock:
        raise missing()
    rows = Case.objects.filter(state=CaseState.HEARING, person__isnull=False)
    for row in rows if asked.person is None else rows.filter(person_id=asked.person):
        if _still_heard(row, asked):
            since = local_day(row.told_at) if row.told_at else None
            yield Deadline(
                "case_statement", row.org_path, row.until, f"state:{row.pk}", frozenset(), "陈述申辩", since=since,
                persons=frozenset({row.person_id}),
            )  # fmt: skip


def _at(asked: Asked, path: str) -> bool:
    return asked.paths is None or path in asked.paths


def _but(*users: int | None) -> frozenset[int]:
    return frozenset(user for user in users if user is not None)


def _still_heard(row: Case, asked: Asked) -> bool:
    return row.until is not None and asked.today <= row.until and not stated(row).heard
