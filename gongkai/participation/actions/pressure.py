"""Reporting pressure and protecting who reported it; never through the organization (第四条（一）, R12)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import compare_and_set
from gongkai.participation.actions.anonymous import sound_text
from gongkai.participation.limits import count_source, within_limit
from gongkai.participation.models import Pressure
from gongkai.participation.queries.anonymous import note_of
from gongkai.participation.queries.vault import refs_of
from gongkai.participation.said import (
    barred_of,
    due_after,
    line_above,
    pressure_facts,
    pressure_said,
    signed_opinion,
)
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.independence import counting, independent, protector
from gongkai.rules.moves import Move, decide
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.pressure import PRESSURE, PressureState
from gongkai.rules.refusals import missing

PROTECTORS = (Permission.PROTECT,)


@transaction.atomic
def report_pressure(actor: Actor, *, ref: str, text: str, now: datetime) -> Pressure:
    """A signed author reports pressure under a reference of his own. No event: it would name him beside the hour."""
    if ref not in refs_of(actor):
        raise missing()
    return _report(actor, ref, signed_opinion(ref).org, text, local_day(now), anonymous=False)


@transaction.atomic
def report_pressure_with_receipt(actor: Actor, *, code: str, text: str, source: str, today: date) -> Pressure:
    """An anonymous author reports pressure with the receipt code."""
    note = note_of(code, source, today)
    within_limit(actor, source, today=today)
    made = _report(actor, note.ref, note.org, text, today, anonymous=True)
    count_source(actor, source, today=today)
    return made


def _report(actor: Actor, ref: str, org, text: str, today: date, *, anonymous: bool) -> Pressure:
    text = sound_text(actor, text, code="pressure_text", today=today)
    same = Pressure.objects.filter(ref=ref, text=text, state=PressureState.REPORTED).first()
    if same is not None:
        return same
    body, by_office = protector(line_above(path=org.path, day=today), barred_of(org))
    return Pressure.objects.create(
        ref=ref, anonymous=anonymous, org_id=org.pk, org_path=org.path, handler_path=body.path, by_office=by_office,
        text=text, reported_on=today, due_on=due_after(Actor.clock(), key="pressure_take_up", day=today),
    )  # fmt: skip


@transaction.atomic
def move_pressure(actor: Actor, *, pressure_id: int, verb: str, now: datetime, remark: str = "") -> Pressure:
    """The handler above takes it up, then writes what was done to protect and answers."""
    row = Pressure.objects.select_related("org").filter(pk=pressure_id).first()
    if row is None or counting(actor, pressure_said(row), PROTECTORS) is None:
        raise missing()
    today = local_day(now)
    facts = pressure_facts(row, today=today)
    move = decide(PRESSURE, independent(actor, pressure_said(row)), facts, verb, remark=remark)
    changes: dict = {"taken_up_on": today, "due_on": due_after(actor, key="pressure_answer", day=today)}
    if move.target == PressureState.ANSWERED:
        changes = {"answered_on": today, "answer": remark.strip()}
    return _write(actor, row, move, now, **changes)


def escalate_pressure(actor: Actor, *, today: date, now: datetime) -> int:
    """What nobody took up in time goes one body up, once; how many did."""
    if not actor.is_clock:
        raise missing()
    moved = 0
    late = Pressure.objects.select_related("org").filter(
        state=PressureState.REPORTED, due_on__lt=today, went_up_on__isnull=True
    )
    for row in late:
        facts = pressure_facts(row, today=today)
        if facts.at_the_top:
            continue
        with transaction.atomic():
            move = decide(PRESSURE, actor, facts, "go_up")
            body, by_office = protector(line_above(path=row.handler_path, day=today), barred_of(row.org))
            due = due_after(actor, key="pressure_take_up", day=today)
            _write(
                actor, row, move, now, handler_path=body.path, by_office=by_office, went_up_on=today, due_on=due
            )  # fmt: skip
            moved += 1
    return moved


def _write(actor: Actor, row: Pressure, move: Move, now: datetime, **changes) -> Pressure:
    compare_and_set(row, state=move.target, **changes)
    row.refresh_from_db()
    record(actor, verb=f"pressure.{move.verb}", subject=f"pressure:{row.pk}", now=now)
    return row
