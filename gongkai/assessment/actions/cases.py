"""Cases of accountability: opened, told, heard, decided, transferred by people only (第九条（八）)."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.assessment.actions.case_notices import send_notice
from gongkai.assessment.models import Case, CaseFact
from gongkai.assessment.queries.case_links import LONGEST as FACT
from gongkai.assessment.queries.case_links import known_facts, known_items, matter_of
from gongkai.assessment.queries.cases import case as read
from gongkai.assessment.queries.cases import case_facts, is_concerned, stated
from gongkai.assessment.queries.terms import limit
from gongkai.ledger.actions import next_number, record, store
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rules.accountability import (
    MEASURES,
    TERMS,
    Fact,
    Measure,
    Named,
    Step,
    Target,
    Trigger,
    demand_apart,
    may_meet,
)
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.accountability import ACCOUNTABILITY, STATES, CaseState
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.remedies import brings_notice
from gongkai.rules.statements import demand_typable

LONGEST = 4000
ITEM = f"{Fact.ITEM}:"


@transaction.atomic
def open_case(
    actor: Actor, *, code: str, year: int, trigger: str, step: str, target: str, facts: str, now: datetime,
    person_name: str = "", beside: str = "", links: Collection[str] = (),
) -> Case:  # fmt: skip
    """A person opens a case about one target, whatever the system points at. Nobody but the office sees it yet.

    `beside`: the number of a case of the same matter about another target (R124). `links`: keys of the
    records on which it rests (R123).
    """
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
    first = _matter(actor, beside, org.pk, Named(whom, person_name.strip())) if beside else None
    person = orgs.holder_named(actor, org_id=org.pk, name=person_name.strip()) if person_name.strip() else None
    number = next_number(actor, series=f"ZJ:{county.code}", year=year)
    row = Case.objects.create(
        org=org, org_path=org.path, county_path=county.path, number=f"{county.code}-ZJ-{year}-{number:03d}", year=year,
        trigger=Trigger(trigger), step=stage, target=whom, person_id=person, person_name=person_name.strip(),
        facts=facts.strip(), opened_at=now, opened_by=actor.user_id, beside=first,
    )  # fmt: skip
    _link(actor, row, links, local_day(now))
    record(actor, verb="case.open", subject=f"case:{row.pk}", now=now, org_path=county.path, facts={"step": stage})
    return row


def _matter(actor: Actor, number: str, org_id: int, one: Named) -> Case:
    """The first case of the matter, after asking whether this target stands apart from all others of it."""
    beside = _mine(actor, number)
    if beside.org_id != org_id:
        raise missing()
    matter = [beside, *matter_of(actor, row=beside)]
    demand_apart([Named(Target(row.target), row.person_name) for row in matter], one)
    return beside.beside or beside


def _link(actor: Actor, row: Case, links: Collection[str], today: date) -> None:
    """Keep the chosen records as they stand today; those linked before stay as they stood then."""
    kept = {one.key: one for one in row.links.all()}
    row.links.exclude(pk__in=[one.pk for key, one in kept.items() if key in links]).delete()
    fresh = set(links) - set(kept)
    known = {one.key: one for one in known_facts(actor, org=row.org, today=today)} if fresh else {}
    items = [key.removeprefix(ITEM) for key in sorted(fresh) if key.startswith(ITEM)]
    known |= {one.key: one for one in known_items(actor, org=row.org, numbers=items)} if items else {}
    if fresh - set(known):
        raise Refused("case_fact_gone")
    CaseFact.objects.bulk_create(
        CaseFact(case=row, kind=one.kind, ref=one.ref, text=one.text[:FACT], on=one.on)
        for key, one in known.items()
        if key in fresh
    )


@transaction.atomic
def link_facts(actor: Actor, *, number: str, links: Collection[str], now: datetime, today: date) -> Case:
    """Choose the records on which the case rests; only until the person was told (R123)."""
    row = _mine(actor, number)
    if not row.may_be_linked:
        raise Refused("case_closed", state=STATES[row.state])
    compare_and_set(row, state=row.state)
    _link(actor, row, links, today)
    record(
        actor, verb="case.link", subject=f"case:{row.pk}", now=now, org_path=row.county_path,
        facts={"links": sorted(links)},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def write_case(actor: Actor, *, number: str, measure: str, now: datetime, facts: str | None = None) -> Case:
    """Write what was found and what is to be done; once the person was told, only the measure."""
    row = _mine(actor, number)
    if not row.may_be_written:
        raise Refused("case_closed", state=STATES[row.state])
    text = row.facts if facts is None else facts.strip()
    if not row.may_be_reworded and text != row.facts:
        raise Refused("case_told")
    if not 0 < len(text) <= LONGEST:
        raise Refused("case_text", most=LONGEST)
    if measure and Measure(measure) not in MEASURES[Step(row.step)]:
        raise Refused("measure_wrong", step=TERMS[Step(row.step)])
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
        fields |= {"told_at": now, "until": limit(actor, key="accountability_statement")(today)}
    elif verb == "decide":
        fields |= {"decision": text, "decided_at": now, "decider_name": actor.name}
    elif verb == "transfer":
        fields |= {"transfer": text, "transferred_at": now}
    else:
        fields["ended_at"] = now
    compare_and_set(row, state=move.target, **fields)
    if verb == "decide" and brings_notice(Step(row.step)):
        send_notice(actor, row=row, now=now, today=today)
    record(
        actor, verb=f"case.{verb}", subject=f"case:{row.pk}", now=now, org_path=row.county_path,
        facts={"from": row.state, "to": move.target},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def state_own(
    actor: Actor, *, number: str, text: str, now: datetime, today: date, by_name: str = "", paper: Path | None = None,
    paper_name: str = "",
) -> Case:  # fmt: skip
    """陈述申辩: by the person, by the head for the organization, or typed in by the office from paper.

    Typed in, it names who stated it; `paper`, the scan that the person signed, makes it count before the last day.
    """
    row = read(actor, number=number)
    office = not is_concerned(actor, row=row)
    if office and not may(actor, Permission.HOLD_TO_ACCOUNT, row.county_path):
        raise missing()
    if row.state != CaseState.HEARING or row.until is None or today > row.until:
        raise Refused("statement_closed", until=row.until or today)
    if not 0 < len(text.strip()) <= LONGEST:
        raise Refused("statement_text", most=LONGEST)
    fields: dict = {"typed": office, "stated_by": (by_name.strip() if office else actor.name)[:60]}
    if office:
        demand_typable(stated(row), by_name=by_name)
        if paper is not None:
            fields["paper"] = store(actor, source=paper, name=paper_name, org_path=row.county_path, now=now)
    compare_and_set(row, statement=text.strip(), stated_at=now, **fields)
    record(
        actor, verb="case.state", subject=f"case:{row.pk}", now=now, org_path=row.county_path,
        facts={"typed": office, "signed": "paper" in fields},
    )  # fmt: skip
    row.refresh_from_db()
    return row
