"""Cases of accountability: opened, told, heard, decided, transferred by people only (第九条（八）)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.assessment.models import Case
from gongkai.assessment.queries.cases import case as read
from gongkai.assessment.queries.cases import case_facts, is_concerned
from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.accountability import MEASURES, TERMS, Measure, Step, Target, Trigger, may_meet
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.accountability import ACCOUNTABILITY, STATES, CaseState
from gongkai.rules.refusals import Refused, missing

LONGEST = 4000


@transaction.atomic
def open_case(
    actor: Actor, *, code: str, year: int, trigger: str, step: str, target: str, facts: str, now: datetime,
    person_name: str = "",
) -> Case:  # fmt: skip
    """A person opens a case about one target, whatever the system points at. Nobody but the office sees it yet."""
    county = orgs.county(actor)
    demand(actor, Permission.HOLD_TO_ACCOUNT, county.path, hidden=True)
    org = orgs.organization_by_code(actor, code=code)
    stage, whom = Step(step), Target(target)
    if not may_meet(stage, whom):
        raise Refused("step_target", step=TERMS[stage])
    if bool(person_name.strip()) == (whom is Target.ORGANIZATION):
        raise Refused("case_person")
    if len(facts) > LONGEST:
        raise Refused("case_text", most=LONGEST)
    person = orgs.holder_named(actor, org_id=org.pk, name=person_name.strip()) if person_name.strip() else None
    number = next_number(actor, series=f"ZJ:{county.code}", year=year)
    row = Case.objects.create(
        org=org, org_path=org.path, county_path=county.path, number=f"{county.code}-ZJ-{year}-{number:03d}", year=year,
        trigger=Trigger(trigger), step=stage, target=whom, person_id=person, person_name=person_name.strip(),
        facts=facts.strip(), opened_at=now, opened_by=actor.user_id,
    )  # fmt: skip
    record(actor, verb="case.open", subject=f"case:{row.pk}", now=now, org_path=county.path, facts={"step": stage})
    return row


@transaction.atomic
def write_case(actor: Actor, *, number: str, facts: str, measure: str, now: datetime) -> Case:
    """Write what was found and what is to be done; the facts only until the person was told."""
    row = _mine(actor, number)
    if not row.may_be_written:
        raise Refused("case_closed", state=STATES[row.state])
    if not 0 < len(facts.strip()) <= LONGEST:
        raise Refused("case_text", most=LONGEST)
    if measure and Measure(measure) not in MEASURES[Step(row.step)]:
        raise Refused("measure_wrong", step=TERMS[Step(row.step)])
    text = facts.strip() if row.state == CaseState.OPENED else row.facts
    compare_and_set(row, facts=text, measure=measure)
    record(actor, verb="case.write", subject=f"case:{row.pk}", now=now, org_path=row.county_path)
    row.refresh_from_db()
    return row


def _mine(actor: Actor, number: str) -> Case:
    row = read(actor, number=number)
    if not may(actor, Permission.HOLD_TO_ACCOUNT, row.county_path):
        raise missing()
    return row


@transaction.atomic
def move_case(actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "") -> Case:
    """Tell, decide, transfer, close or dismiss. Only people call this; the worker never does."""
    row = _mine(actor, number)
    move = decide(ACCOUNTABILITY, actor, case_facts(actor, row=row, today=today), verb, remark=remark)
    text = remark.strip()
    fields: dict = {"remark": text}
    if verb == "tell":
        fields |= {"told_at": now, "until": _until(actor, today)}
    elif verb == "decide":
        fields |= {"decision": text, "decided_at": now, "decider_name": actor.name}
    elif verb == "transfer":
        fields |= {"transfer": text, "transferred_at": now}
    else:
        fields["ended_at"] = now
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"case.{verb}", subject=f"case:{row.pk}", now=now, org_path=row.county_path,
        facts={"from": row.state, "to": move.target},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def _until(actor: Actor, today: date) -> date:
    parameters, key = rulebook.parameters(actor), "accountability_statement"
    return add_workdays(
        today, parameters.int(key, today), rulebook.calendar(actor), parameters[key].name, parameters.basis(key, today)
    ).due


@transaction.atomic
def state_own(actor: Actor, *, number: str, text: str, by_name: str, now: datetime, today: date) -> Case:
    """陈述申辩: by the person, by the head for the organization, or typed in by the office from paper."""
    row = read(actor, number=number)
    office = may(actor, Permission.HOLD_TO_ACCOUNT, row.county_path)
    if not (office or is_concerned(actor, row=row)):
        raise missing()
    if row.state != CaseState.HEARING or row.until is None or today > row.until:
        raise Refused("statement_closed", until=row.until or today)
    if not 0 < len(text.strip()) <= LONGEST:
        raise Refused("statement_text", most=LONGEST)
    who = by_name.strip() if office and by_name.strip() else actor.name
    compare_and_set(row, statement=text.strip(), stated_at=now, stated_by=who[:60])
    record(actor, verb="case.state", subject=f"case:{row.pk}", now=now, org_path=row.county_path)
    row.refresh_from_db()
    return row
