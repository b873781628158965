"""Rectification: the notice, receipt, plan, what was done with its proof, acceptance (第九条（八）, R120, R156, F20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from gongkai.ledger.actions import next_number, record, store
from gongkai.ledger.rows import compare_and_set
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.rectification import RECTIFICATION, STATES, RectificationState
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.models import Problem, Proof, Rectification
from gongkai.supervision.queries.rectifications import rectification as read
from gongkai.supervision.queries.rectifications import rectification_facts

MOST_FILES = 20
S = RectificationState
STAMPS = {"plan": "planned_at", "report": "reported_at", "accept": "closed_at", "withdraw": "closed_at"}


@dataclass(frozen=True)
class Found:
    """A problem to be put right: the facts, the provision, what is demanded."""

    facts: str
    article: str
    demand: str


def issue(
    actor: Actor, *, org, inspector, source: str, title: str, found: Sequence[Found], now: datetime, today: date,
    right: Permission = Permission.INSPECT,
) -> Rectification:  # fmt: skip
    """Send a notice with its clocks under a number such as Z01-C01-ZG-2026-001. Called by what found the problems.

    `right`: what the actor must hold at the inspecting body; an inspection's notice asks INSPECT.
    """
    demand(actor, right, inspector.path)
    law = rulebook.parameters(actor)
    key = "rectification_plan"
    plan_due = add_workdays(
        today, law.int(key, today), rulebook.calendar(actor), law[key].name, law.basis(key, today)
    ).due
    number = next_number(actor, series=f"ZG:{org.code}", year=today.year)
    row = Rectification.objects.create(
        org=org, org_path=org.path, inspector=inspector, inspector_path=inspector.path, source=source,
        number=f"{org.code}-ZG-{today.year}-{number:03d}", title=title, issued_at=now, issuer_name=actor.name,
        plan_due=plan_due, due_on=today + timedelta(days=law.int("rectification", today)),
    )  # fmt: skip
    Problem.objects.bulk_create(
        Problem(rectification=row, facts=one.facts, article=one.article, demand=one.demand) for one in found
    )
    record(actor, verb="rectification.issue", subject=f"rectification:{row.pk}", now=now, org_path=org.path)
    return row


@transaction.atomic
def issue_after_case(
    actor: Actor, *, org, body, source: str, title: str, found: Sequence[Found], now: datetime, today: date
) -> Rectification:
    """The notice that goes with the first step of accountability: sent by the deciding body, accepted by it (R120)."""
    return issue(
        actor, org=org, inspector=body, source=source, title=title, found=found, now=now, today=today,
        right=Permission.HOLD_TO_ACCOUNT,
    )  # fmt: skip


def _locked(actor: Actor, number: str) -> Rectification:
    row = read(actor, number=number)
    return Rectification.objects.select_for_update(of=("self",)).select_related("org").get(pk=row.pk)


@transaction.atomic
def move_rectification(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = ""
) -> Rectification:
    """Sign for it, sign the plan, sign the report, accept, send back, withdraw."""
    row = _locked(actor, number)
    move = decide(RECTIFICATION, actor, rectification_facts(row), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if verb == "receive":
        fields |= {"received_at": now, "receiver_name": actor.name}
    elif verb == "refuse":
        fields["refused"] = row.refused + 1
    else:
        fields[STAMPS[verb]] = now
    if verb == "report" and row.reported_at is None:
        fields["late"] = today > row.due_on
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"rectification.{verb}", subject=f"rectification:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def _problem(actor: Actor, number: str, problem_id: int, state: RectificationState) -> tuple[Rectification, Problem]:
    row = _locked(actor, number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state != state:
        raise Refused("rectification_closed", state=STATES[row.state])
    found = row.problems.filter(pk=problem_id).first()
    if found is None:
        raise missing()
    return row, found


@transaction.atomic
def write_measure(
    actor: Actor, *, number: str, problem_id: int, measure: str, person: str, finish_on: date | None, now: datetime
) -> Problem:
    """Write what will be done about a problem, by whom and until when, within the time limit."""
    row, found = _problem(actor, number, problem_id, S.RECEIVED)
    if not measure.strip() or not person.strip() or finish_on is None:
        raise Refused("measure_fields")
    if finish_on > row.due_on:
        raise Refused("measure_late", due=row.due_on)
    found.measure, found.person, found.finish_on = measure.strip(), person.strip()[:60], finish_on
    found.save(update_fields=["measure", "person", "finish_on"])
    record(
        actor, verb="rectification.measure", subject=f"rectification:{row.pk}", now=now, org_path=row.org_path,
        facts={"problem": found.pk},
    )  # fmt: skip
    return found


@transaction.atomic
def write_done(actor: Actor, *, number: str, problem_id: int, text: str, now: datetime) -> Problem:
    """Write what was done about a problem."""
    row, found = _problem(actor, number, problem_id, S.PLANNED)
    if not text.strip():
        raise Refused("done_missing")
    found.done = text.strip()
    found.save(update_fields=["done"])
    record(
        actor, verb="rectification.done", subject=f"rectification:{row.pk}", now=now, org_path=row.org_path,
        facts={"problem": found.pk},
    )  # fmt: skip
    return found


@transaction.atomic
def hang_proof(
    actor: Actor, *, number: str, problem_id: int, path: Path, name: str, caption: str, now: datetime
) -> Proof:
    """Keep a photo or file that shows what was done."""
    row, found = _problem(actor, number, problem_id, S.PLANNED)
    if found.proofs.count() >= MOST_FILES:
        raise Refused("files_too_many", most=MOST_FILES)
    file = store(actor, source=path, name=name, org_path=row.org_path, now=now)
    hung = Proof.objects.create(problem=found, file=file, caption=caption.strip()[:120])
    record(
        actor, verb="rectification.proof", subject=f"rectification:{row.pk}", now=now, org_path=row.org_path,
        facts={"problem": found.pk, "file": file.token, "sha256": file.sha256},
    )  # fmt: skip
    return hung
