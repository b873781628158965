"""Writing one duty that life caused: under which entry, from which day, due by when and why (R176)."""

from datetime import date, datetime

from gongkai.ledger import actions as ledger
from gongkai.obligations.actions.months import recount
from gongkai.obligations.models import Trigger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed, WorkCalendar
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.duties import DutyKind
from gongkai.rules.in_force import demand_in_force
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused

WORDS = {
    DutyKind.INSTANT: ("即时公开", "第八条（四）", "instant_publish"),
    DutyKind.STAGE: ("分期公开", "第八条（三）", "stage_publish"),
    DutyKind.SUMMARY: ("总结性公开", "第八条（三）", "summary_publish"),
    DutyKind.YEAR_END: ("年末进展", "第八条（三）", "stage_publish"),
    DutyKind.FIRST: ("长期公开", "第八条（一）", "long_term_publish"),
    DutyKind.OFF_CATALOG: ("目录外公开", "第六条（二）", "instant_publish"),
    DutyKind.CATALOG: ("公布目录", "第六条（一）", "catalog_publish"),
    DutyKind.FOLLOW_UP: ("公开落实情况", "第五条（一）（二）", "stage_publish"),
    DutyKind.SYSTEM: ("长期公开", "第八条（一）", "long_term_publish"),
}


def entry_for(actor: Actor, *, org_id: int, code: str, period: str):
    """The organization's catalog entry of that code in that month; `entry_absent` when there is none."""
    for entry in rulebook.entries_of(actor, org_id=org_id, period=period):
        if entry.code == code:
            return entry
    raise Refused("entry_not_in_catalog", entry=code)


def due_for(
    actor: Actor, *, kind: str, event_on: date, limit_days: int | None = None, calendar: WorkCalendar | None = None
) -> Computed:
    """When a duty of this kind, caused on that day, falls due; it explains itself (R176).

    `calendar`: the calendar in force, for callers who ask many times.
    """
    label, article, key = WORDS[DutyKind(kind)]
    days = limit_days or rulebook.parameters(actor).int(key, on=event_on)
    return add_workdays(event_on, days, calendar or rulebook.calendar(actor), label, article)


def put_trigger(actor: Actor, *, org, entry, kind: str, title: str, event_on: date, now: datetime, **fields) -> Trigger:
    """Write the duty, recount its month and remember it. The caller has asked whether it may be.

    Without an entry `code` and `category` are given; `computed` when the day is not the kind's own.
    Nothing follows from what happened before the rules were in force: `Refused` before_in_force (R142).
    """
    demand_in_force(event_on)
    computed = fields.pop("computed", None) or due_for(
        actor, kind=kind, event_on=event_on, limit_days=entry.limit_days if entry and kind == DutyKind.INSTANT else None
    )
    trigger = Trigger.objects.create(
        org=org, org_path=org.path, entry=entry, code=entry.code if entry else fields.pop("code"),
        category=entry.category if entry else fields.pop("category"), period=str(Period.of(computed.due)), kind=kind,
        title=title, event_on=event_on, due_on=computed.due, computed=computed.as_json(), recorded_at=now,
        recorded_by=actor.user_id, **fields,
    )  # fmt: skip
    recount(actor, org_ids=(org.pk,), periods=(trigger.period,))
    ledger.record(
        actor, verb="duty.open", subject=f"trigger:{trigger.pk}", now=now, org_path=org.path,
        facts={"kind": kind, "title": title, "due": computed.due.isoformat()},
    )  # fmt: skip
    return trigger
