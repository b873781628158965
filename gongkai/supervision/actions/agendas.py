"""Keeping what Party committees studied and decided about disclosure (第十条, R126, R127)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set, set_once
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.agendas import AgendaBody, AgendaFacts, DecisionFacts, demand_decision, demand_record
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.models import AgendaDecision, AgendaRecord
from gongkai.supervision.queries.agendas import agenda_record as read

SERIES = "RC"


@transaction.atomic
def record_agenda(
    actor: Actor, *, org_id: int, body: str, held_on: date, attended: str, studied: str, what: str, who: str,
    due_on: date, now: datetime, today: date, grassroots: bool = False,
) -> AgendaRecord:  # fmt: skip
    """Enter a meeting with its first decision under a number such as Z01-RC-2026-001."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.KEEP_AGENDA, org.path)
    facts = AgendaFacts(AgendaBody(body), held_on, attended.strip(), studied.strip())
    demand_record(facts, today=today)
    serial = next_number(actor, series=f"{SERIES}:{org.code}", year=today.year)
    row = AgendaRecord.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-{SERIES}-{today.year}-{serial:03d}", body=facts.body,
        held_on=held_on, attended=facts.attended[:300], studied=facts.studied, grassroots=grassroots, recorded_at=now,
        recorder_name=actor.name,
    )  # fmt: skip
    _decided(row, what=what, who=who, due_on=due_on, known=0)
    record(actor, verb="agenda.record", subject=f"agenda:{row.pk}", now=now, org_path=org.path)
    return row


def _decided(row: AgendaRecord, *, what: str, who: str, due_on: date, known: int) -> AgendaDecision:
    facts = DecisionFacts(what.strip(), who.strip(), due_on)
    demand_decision(facts, held_on=row.held_on, known=known)
    return AgendaDecision.objects.create(record=row, what=facts.what[:300], who=facts.who[:120], due_on=due_on)


@transaction.atomic
def add_decision(actor: Actor, *, number: str, what: str, who: str, due_on: date, now: datetime) -> AgendaDecision:
    """Enter one more decision of the same meeting."""
    row = _to_write(actor, number)
    compare_and_set(row)
    made = _decided(row, what=what, who=who, due_on=due_on, known=row.decisions.count())
    record(
        actor, verb="agenda.decision", subject=f"agenda:{row.pk}", now=now, org_path=row.org_path,
        facts={"decision": made.pk},
    )  # fmt: skip
    return made


@transaction.atomic
def finish_decision(
    actor: Actor, *, number: str, decision_id: int, done: str, now: datetime, today: date
) -> AgendaDecision:
    """Say what came of a decision, once."""
    row = _to_write(actor, number)
    decided = row.decisions.filter(pk=decision_id).first()
    if decided is None:
        raise missing()
    if not done.strip():
        raise Refused("agenda_done")
    if decided.done_on is not None:
        raise Refused("agenda_done_already")
    compare_and_set(row)
    set_once(decided, "done_on", today, done=done.strip()[:300])
    record(
        actor, verb="agenda.done", subject=f"agenda:{row.pk}", now=now, org_path=row.org_path,
        facts={"decision": decided.pk},
    )  # fmt: skip
    decided.refresh_from_db()
    return decided


@transaction.atomic
def void_agenda(actor: Actor, *, number: str, reason: str, now: datetime) -> AgendaRecord:
    """A record was wrong: it counts no more and stays readable with the reason."""
    row = _to_write(actor, number)
    if not reason.strip():
        raise Refused("agenda_void_reason")
    compare_and_set(row, voided_at=now, void_reason=reason.strip()[:200])
    record(
        actor, verb="agenda.void", subject=f"agenda:{row.pk}", now=now, org_path=row.org_path,
        facts={"reason": reason.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def _to_write(actor: Actor, number: str) -> AgendaRecord:
    row = read(actor, number=number)
    demand(actor, Permission.KEEP_AGENDA, row.org_path)
    if row.voided_at is not None:
        raise Refused("agenda_void")
    return row
