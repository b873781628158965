"""A plan was published: its implementation becomes a duty (第五条（一）（二）, R33)."""

from datetime import datetime

from django.db import transaction

from gongkai.obligations.actions.triggers import put_trigger
from gongkai.obligations.models import DueItem, Trigger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind, local_day
from gongkai.rules.follow_ups import PlanFacts, follow_up


@transaction.atomic
def open_follow_up(
    actor: Actor, *, org_id: int, period: str, code: str, trigger_id: int | None, answered_at: datetime, now: datetime
) -> Trigger | None:
    """Open the duty that follows what was just published, if the rulebook pairs it and it is not open yet."""
    trigger = Trigger.objects.select_related("matter", "entry").filter(pk=trigger_id).first() if trigger_id else None
    entry = trigger.entry if trigger else _entry(actor, org_id, period, code)
    if entry is None:
        return None
    matter = trigger.matter if trigger else None
    plan = PlanFacts(
        tuple(entry.sub_items),
        trigger.kind if trigger else _kind(period, entry),
        local_day(answered_at),
        tuple(entry.stages),
        trigger.stage if trigger else "",
        matter.expected_end if matter else None,
    )
    wanted = follow_up(plan, rulebook.pairs(actor))
    if wanted is None:
        return None
    known = Trigger.objects.filter(org_id=org_id, code=code, stage=wanted.stage, cancelled_at=None)
    known = known.filter(matter=matter) if matter else known.filter(kind=DutyKind.FOLLOW_UP, event_on=wanted.event_on)
    if known.exists():
        return None
    title = f"{matter.title}（{wanted.stage}）" if matter else wanted.name
    return put_trigger(
        actor, org=orgs.organization(actor, org_id=org_id), entry=entry, kind=DutyKind.FOLLOW_UP, title=title[:120],
        event_on=wanted.event_on, now=now, matter=matter, stage=wanted.stage,
    )  # fmt: skip


def _entry(actor: Actor, org_id: int, period: str, code: str):
    """The entry under which something was published in a month; none for what stands in no catalog."""
    found = rulebook.entries_of(actor, org_id=org_id, period=period)
    return next((entry for entry in found if entry.code == code), None)


def _kind(period: str, entry) -> str:
    """By which line of the month's list it was owed; published without being owed counts as an event."""
    owed = DueItem.objects.filter(period=period, catalog_id=entry.catalog_id, code=entry.code)
    return owed.values_list("kind", flat=True).first() or DutyKind.INSTANT
