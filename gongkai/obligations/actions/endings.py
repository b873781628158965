"""An organization is merged or abolished: it owes nothing more, and what is open passes on (R6).

Past months stay its own. The last month it answers for is the last whose disclosure day came before its end.
"""

from datetime import date, datetime

from django.db import transaction

from gongkai.obligations.actions.months import recount
from gongkai.obligations.actions.triggers import put_trigger
from gongkai.obligations.models import Answer, Matter, OrgMonth, Trigger
from gongkai.orgs import actions as orgs_actions
from gongkai.orgs import queries as orgs
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed
from gongkai.rules.periods import Period
from gongkai.rules.procedures.matter import MatterState


@transaction.atomic
def merge_organization(
    actor: Actor, *, org_id: int, successor_id: int, on: date, basis: str, now: datetime
) -> list[Trigger]:
    """End an organization in favour of its successor; answers with the duties the successor takes over.

    What was caused before and falls due on or after the day passes on where the successor's catalog
    has the same entry; the rest ends with the organization and stays in the ledger.
    """
    orgs_actions.merge(actor, org_id=org_id, successor_id=successor_id, on=on, basis=basis, now=now)
    ended = _end(org_id, on, now)
    successor = orgs.organization(actor, org_id=successor_id)
    passed = []
    for open_duty in ended:
        entries = rulebook.entries_of(actor, org_id=successor_id, period=open_duty.period)
        entry = next((one for one in entries if one.code == open_duty.code), None)
        if entry is not None:
            passed.append(
                put_trigger(
                    actor,
                    org=successor,
                    entry=entry,
                    kind=open_duty.kind,
                    title=open_duty.title,
                    event_on=open_duty.event_on,
                    stage=open_duty.stage,
                    computed=Computed.from_json(open_duty.computed),
                    now=now,
                )  # fmt: skip
            )
    return passed


@transaction.atomic
def abolish_organization(actor: Actor, *, org_id: int, on: date, basis: str, now: datetime) -> list[Trigger]:
    """End an organization without successor; answers with the open duties that end with it."""
    orgs_actions.abolish(actor, org_id=org_id, on=on, basis=basis, now=now)
    return _end(org_id, on, now)


def _end(org_id: int, on: date, now: datetime) -> list[Trigger]:
    """End bindings, matters and what falls due on or after the day; recount the months touched."""
    clock, month = Actor.clock(), Period.of(on)
    last = month if rulebook.disclosure_day(clock, period=str(month)).due < on else month.prev()
    rulebook_actions.end_bindings(clock, org_id=org_id, last=str(last), now=now)
    told = Answer.objects.filter(org_id=org_id, ended_at=None).exclude(trigger=None).values("trigger_id")
    coming = Trigger.objects.filter(org_id=org_id, due_on__gte=on, cancelled_at=None).exclude(pk__in=told)
    ended = list(coming.order_by("due_on", "id"))
    coming.update(cancelled_at=now)
    Matter.objects.filter(org_id=org_id, state=MatterState.OPEN).update(state=MatterState.CLOSED, ended_on=on)
    counted = OrgMonth.objects.filter(org_id=org_id, period__gt=str(last)).values_list("period", flat=True)
    periods = {*counted, *(one.period for one in ended)}
    if periods:
        recount(clock, org_ids=(org_id,), periods=tuple(sorted(periods)))
    return ended
