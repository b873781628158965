"""Duties that life causes: instant events, staged matters with their stages and the summary (第八条（三）（四）)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.obligations.actions.months import recount
from gongkai.obligations.actions.triggers import entry_for, put_trigger
from gongkai.obligations.models import Answer, Matter, Trigger
from gongkai.obligations.queries import matter as read_matter
from gongkai.obligations.queries import stages as read_stages
from gongkai.obligations.queries.records import matter_facts
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed
from gongkai.rules.duties import DutyKind
from gongkai.rules.entries import TimeKind, answers_events
from gongkai.rules.in_force import demand_in_force
from gongkai.rules.moves import decide
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.matter import MATTER, crosses_year, takes_stages
from gongkai.rules.refusals import Refused


def _org_to_write(actor: Actor, org_id: int):
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.DRAFT, org.path)
    return org


def _title(title: str) -> str:
    words = title.strip()
    if not words:
        raise Refused("title_missing")
    return words[:120]


@transaction.atomic
def register_event(
    actor: Actor, *, org_id: int, code: str, title: str, event_on: date, now: datetime, today: date
) -> Trigger:
    """An event has happened that must be disclosed at once (R77): the clock starts on its day."""
    org = _org_to_write(actor, org_id)
    if event_on > today:
        raise Refused("event_in_future", day=event_on)
    demand_in_force(event_on)
    entry = entry_for(actor, org_id=org_id, code=code, period=str(Period.of(event_on)))
    if not answers_events(rulebook.facts_of(actor, rows=[entry])[0]):
        raise Refused("entry_not_instant", name=entry.name)
    return put_trigger(
        actor, org=org, entry=entry, kind=DutyKind.INSTANT, title=_title(title), event_on=event_on, now=now
    )


@transaction.atomic
def open_matter(
    actor: Actor, *, org_id: int, code: str, title: str, opened_on: date, expected_end: date | None, now: datetime,
    today: date,
) -> Matter:  # fmt: skip
    """Begin a staged matter; its first named stage becomes a duty at once (R74)."""
    org = _org_to_write(actor, org_id)
    if opened_on > today:
        raise Refused("event_in_future", day=opened_on)
    demand_in_force(opened_on)
    if expected_end is not None and expected_end < opened_on:
        raise Refused("end_before_start")
    entry = entry_for(actor, org_id=org_id, code=code, period=str(Period.of(opened_on)))
    kinds = {entry.time_kind, *(extra["kind"] for extra in entry.also)}
    if TimeKind.STAGED not in kinds:
        raise Refused("entry_not_staged", name=entry.name)
    matter = Matter.objects.create(
        org=org, org_path=org.path, entry=entry, code=code, title=_title(title), opened_on=opened_on,
        expected_end=expected_end, recorded_at=now, recorded_by=actor.user_id,
    )  # fmt: skip
    ledger.record(actor, verb="matter.open", subject=f"matter:{matter.pk}", now=now, org_path=org.path)
    add_stage(actor, matter_id=matter.pk, stage=(entry.stages or ["部署"])[0], event_on=opened_on, now=now, today=today)
    return matter


@transaction.atomic
def add_stage(
    actor: Actor, *, matter_id: int, stage: str, event_on: date, now: datetime, today: date, is_summary: bool = False,
    progress: int | None = None,
) -> Trigger:  # fmt: skip
    """A stage was reached: it must be disclosed within the stage's limit. The summary ends the matter (R75)."""
    matter = read_matter(actor, matter_id=matter_id)
    demand(actor, Permission.DRAFT, matter.org_path)
    if not takes_stages(matter.state):
        raise Refused("matter_closed", title=matter.title)
    if event_on > today:
        raise Refused("event_in_future", day=event_on)
    if event_on < matter.opened_on:
        raise Refused("stage_before_start", day=matter.opened_on)
    kind = DutyKind.SUMMARY if is_summary else DutyKind.STAGE
    if is_summary and any(row.kind == kind for row, _ in read_stages(actor, matter_id=matter_id)):
        raise Refused("summary_twice")
    if progress is not None:
        Matter.objects.filter(pk=matter.pk).update(progress=max(0, min(100, progress)))
    name = "总结" if is_summary else _title(stage)
    _reached(actor, matter, name, now)
    return put_trigger(
        actor, org=matter.org, entry=matter.entry, kind=kind, title=f"{matter.title}（{name}）"[:120],
        event_on=event_on, now=now, matter=matter, stage=name,
    )  # fmt: skip


def _reached(actor: Actor, matter: Matter, stage: str, now: datetime) -> None:
    """The implementation that was owed ahead is reached: the registered stage takes its place (R33)."""
    ahead = Trigger.objects.filter(matter=matter, kind=DutyKind.FOLLOW_UP, stage=stage, cancelled_at=None)
    ahead = ahead.exclude(pk__in=Answer.objects.filter(ended_at=None, trigger__matter=matter).values("trigger_id"))
    periods = tuple(ahead.values_list("period", flat=True))
    if periods:
        ahead.update(cancelled_at=now)
        recount(actor, org_ids=(matter.org_id,), periods=periods)


@transaction.atomic
def move_matter(actor: Actor, *, matter_id: int, verb: str, now: datetime, today: date, remark: str = "") -> Matter:
    """Close or cancel a matter. Work across a 31 December closes only after its summary (第八条（三）)."""
    matter = read_matter(actor, matter_id=matter_id)
    facts = matter_facts(actor, matter_id=matter_id, ended_on=today)
    move = decide(MATTER, actor, facts, verb, remark=remark)
    progress = 100 if verb == "close" else matter.progress
    compare_and_set(matter, state=move.target, ended_on=today, progress=progress)
    if verb == "cancel":
        opened = Trigger.objects.filter(matter=matter, cancelled_at=None)
        periods = tuple(set(opened.values_list("period", flat=True)))
        opened.update(cancelled_at=now)
        recount(actor, org_ids=(matter.org_id,), periods=periods)
    ledger.record(
        actor, verb=f"matter.{verb}", subject=f"matter:{matter.pk}", now=now, org_path=matter.org_path,
        facts={"remark": remark},
    )  # fmt: skip
    matter.refresh_from_db()
    return matter


@transaction.atomic
def year_end_stages(actor: Actor, *, year: int, now: datetime) -> int:
    """Every matter that crosses this year's end owes its state at 31 December by January's disclosure day (R76)."""
    last = date(year, 12, 31)
    due = rulebook.disclosure_day(actor, period=str(Period(year + 1, 1)))
    made = 0
    open_then = Matter.objects.filter(state="open", opened_on__lte=last).select_related("org", "entry")
    for matter in open_then:
        told = (DutyKind.YEAR_END, DutyKind.FOLLOW_UP)
        known = Trigger.objects.filter(matter=matter, kind__in=told, event_on=last, cancelled_at=None).exists()
        if not known and crosses_year(matter.opened_on, date(year + 1, 1, 1)):
            title = f"{matter.title}（{year}年末进展）"[:120]
            put_trigger(
                actor, org=matter.org, entry=matter.entry, kind=DutyKind.YEAR_END, title=title, event_on=last, now=now,
                matter=matter, stage=f"{year}年末", computed=due,
            )  # fmt: skip
            made += 1
    return made


@transaction.atomic
def open_off_catalog(
    actor: Actor, *, org_id: int, plan_ref: str, category: str, title: str, wanted_on: date, now: datetime
) -> Trigger:
    """The maker agreed to an off-catalog plan: its publication becomes a duty (第六条（二）)."""
    org = orgs.organization(actor, org_id=org_id)
    computed = Computed(wanted_on, wanted_on, False, "目录外公开方案", wanted_on, ())
    return put_trigger(
        actor, org=org, entry=None, kind=DutyKind.OFF_CATALOG, title=title, event_on=wanted_on, now=now, code="目录外",
        category=category, off_catalog_ref=plan_ref, computed=computed,
    )  # fmt: skip
