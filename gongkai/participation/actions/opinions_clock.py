"""What the clock does with opinions: what is overdue goes on the superior's list, once; confidential ones find a way on."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import enqueue
from gongkai.participation.actions.opinions_moves import write
from gongkai.participation.facts import STANDING, due_after, living_heir, opinion_facts, route_above, route_now
from gongkai.participation.models import Opinion, OpinionStep
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.procedures.opinion import OPINION, UNANSWERED, OpinionState
from gongkai.rules.refusals import missing

OPEN = (OpinionState.RECEIVED, OpinionState.ASSIGNED, OpinionState.HANDLING)
STANDING_OPEN = (*UNANSWERED, OpinionState.TOLD)


def escalate_overdue(actor: Actor, *, today: date, now: datetime) -> int:
    """Report opinions that are overdue upward, each once (R51, R99); how many were.

    An ordinary one stays with its organization and appears on the superior's list. A confidential one
    passes to the next confidential handler above, if there is one.
    """
    if not actor.is_clock:
        raise missing()
    rows = Opinion.objects.filter(state__in=UNANSWERED, due_on__lt=today, escalated_on=None).order_by("due_on", "pk")
    done = 0
    for row in list(rows.select_related("org", "handler")):
        with transaction.atomic():
            _escalate(actor, row, today, now)
        done += 1
    return done


def _escalate(clock: Actor, row: Opinion, today: date, now: datetime) -> None:
    facts = opinion_facts(clock, row, today=today)
    made = decide(OPINION, clock, facts, "escalate")
    changes: dict = {"escalated_on": today}
    if row.confidential and (way := route_above(clock, row, day=today)) is not None and not way.by_office:
        changes |= {
            "handler_id": way.org_id, "handler_path": way.path, "due_on": due_after(clock, key="opinion_assign", day=today)
        }  # fmt: skip
    write(clock, row, made, changes, now=now)
    OpinionStep.objects.create(
        opinion=row, verb="escalate", label=made.label, on=today, by=None, by_name=clock.name,
        text=f"应于{row.due_on.month}月{row.due_on.day}日办，已经超过。",
    )  # fmt: skip
    enqueue(
        clock, kind="opinion_overdue", key=f"opinion_overdue:{row.pk}:{row.handler_id}:{row.reopened}",
        payload={"opinion": row.pk}, now=now,
    )  # fmt: skip


def reroute(actor: Actor, *, today: date, now: datetime) -> int:
    """Give open confidential opinions to another handler when theirs has left or is no longer free of the matter.

    People are moved up, roles end, organizations merge: the law is asked anew each day (P33). Ordinary ones follow their office into what it was merged into. How many moved.
    """
    if not actor.is_clock:
        raise missing()
    moved = 0
    rows = Opinion.objects.filter(state__in=OPEN, confidential=True).select_related("org", "handler").order_by("pk")
    for row in list(rows):
        way = route_now(actor, row, day=today)
        if (way.path, way.by_office) == (row.handler_path, row.by_office):
            continue
        with transaction.atomic():
            made = decide(OPINION, actor, opinion_facts(actor, row, today=today), "reroute")
            changes = {"handler_id": way.org_id, "handler_path": way.path, "by_office": way.by_office}
            write(actor, row, made, changes, now=now)
            OpinionStep.objects.create(
                opinion=row, verb="reroute", label=made.label, on=today, by=None, by_name=actor.name
            )
        moved += 1
    return moved + _follow_ended(actor, today, now)


def _follow_ended(clock: Actor, today: date, now: datetime) -> int:
    """An office that ended answers nobody: what lay there goes to its successor, else to the next body above.

    The number, the author's receipt and the promised day stay; the new office has its own days to assign.
    """
    moved = 0
    rows = Opinion.objects.filter(state__in=STANDING_OPEN, confidential=False).exclude(handler__status=STANDING)
    for row in list(rows.select_related("org", "handler").order_by("pk")):
        heir = living_heir(clock, row.handler)
        if heir is None:
            continue
        with transaction.atomic():
            made = decide(OPINION, clock, opinion_facts(clock, row, today=today), "reroute")
            changes = {"handler_id": heir.pk, "handler_path": heir.path, "assigned_to": ""}
            if row.state in OPEN:
                due = due_after(clock, key="opinion_assign", day=today)
                changes |= {"due_on": max(due, row.due_on) if row.escalated_on is None else row.due_on}
            write(clock, row, made, changes, now=now)
            OpinionStep.objects.create(
                opinion=row, verb="reroute", label=made.label, on=today, by=None, by_name=clock.name,
                text=f"{row.handler.short_name}已经撤并，由{heir.short_name}接着办。",
            )  # fmt: skip
        moved += 1
    return moved
