"""Campaigns: opened by the office, answered by each organization with its plan, checked and never refused (第十三条, R139, R140)."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.approvals.models import Campaign, PlanFiling, PlanOwed
from gongkai.approvals.queries.campaigns import (
    checks_plan,
    completes_plan,
    filing_of,
    plan_classes,
    plan_due,
    plan_filing,
    plan_filing_facts,
    plan_owed,
    plans_unasked,
)
from gongkai.ledger.actions import next_number, record, store
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.addressees import TERMS as CLASSES
from gongkai.rules.campaigns import PlanTick, may_file
from gongkai.rules.in_force import demand_in_force
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.plan_filing import PLAN_FILING, STATES
from gongkai.rules.refusals import Refused

MOST = {"excuse": 200, "document_number": 60, "office": 200, "person": 60, "phone": 40, "budget": 200}
PARTS = ("document_number", "group", "office", "person", "phone", "budget")


@transaction.atomic
def open_campaign(
    actor: Actor, *, code: str, classes: Collection[str], issued_on: date, now: datetime, today: date
) -> Campaign:
    """Send a regulation to classes of organizations and ask each for its plan; those it was sent to are not sent it again."""
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_RULEBOOK, county.path, hidden=True)
    regulation, _ = rulebook.regulation(actor, code=code)
    if Campaign.objects.filter(regulation_id=regulation.pk).exists():
        raise Refused("campaign_once", title=regulation.title)
    if issued_on > today:
        raise Refused("campaign_day")
    demand_in_force(issued_on)
    chosen = {name: found for name, found in plan_classes(actor).items() if name.value in classes}
    if not chosen:
        raise Refused("campaign_classes")
    due = plan_due(actor, issued_on=issued_on).due
    rulebook_actions.distribute(
        actor, code=code, classes={CLASSES[name]: [one.pk for one in found] for name, found in chosen.items()}, now=now
    )
    row = Campaign.objects.create(
        regulation_id=regulation.pk, county_path=county.path, issued_on=issued_on, due_on=due, opened_at=now,
        opened_by=actor.user_id,
    )  # fmt: skip
    PlanOwed.objects.bulk_create(
        PlanOwed(campaign=row, org=org, org_path=org.path, addressee_class=CLASSES[name], due_on=due)
        for name, found in chosen.items()
        for org in found
    )
    record(
        actor, verb="campaign.open", subject=f"campaign:{row.pk}", now=now, org_path=county.path,
        facts={"regulation": code, "due_on": due.isoformat(), "orgs": sum(map(len, chosen.values()))},
    )  # fmt: skip
    return row


@transaction.atomic
def ask_plan(actor: Actor, *, code: str, org_id: int, now: datetime, today: date) -> PlanOwed:
    """Ask one more organization, founded or become responsible since; it has its own ten days from today (R140).

    Raises `Refused`: missing for all but the office, plan_asked_once, plan_class when 第十三条 does not name its class.
    """
    unasked = {one.org.pk: one for one in plans_unasked(actor, code=code)}
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("regulation").get(regulation__code=code)
    before = campaign.owed.filter(org_id=org_id).select_related("org").first()
    if before is not None:
        raise Refused("plan_asked_once", name=before.org.short_name, day=before.due_on)
    if org_id not in unasked:
        raise Refused("plan_class", name=orgs.organization(actor, org_id=org_id).short_name)
    one = unasked[org_id]
    name = CLASSES[one.name]
    rulebook_actions.distribute(actor, code=code, classes={name: [org_id]}, now=now)
    owed = PlanOwed.objects.create(
        campaign=campaign, org=one.org, org_path=one.org.path, addressee_class=name, asked_on=today,
        due_on=plan_due(actor, issued_on=campaign.issued_on, asked_on=today).due,
    )  # fmt: skip
    record(
        actor, verb="plan.ask", subject=f"plan_owed:{owed.pk}", now=now, org_path=owed.org_path,
        facts={"regulation": code, "due_on": owed.due_on.isoformat()},
    )  # fmt: skip
    return owed


def _parts(today: date, adopted_on: date, given: dict[str, str]) -> dict:
    sound = {name: given[name].strip()[: MOST.get(name)] for name in PARTS}
    if not all(sound.values()):
        raise Refused("plan_parts")
    if adopted_on > today:
        raise Refused("plan_adopted")
    return {**sound, "adopted_on": adopted_on}


@transaction.atomic
def file_plan(
    actor: Actor, *, code: str, org_id: int, path: Path, name: str, adopted_on: date, now: datetime, today: date,
    **given: str,
) -> PlanFiling:  # fmt: skip
    """File the plan under a number such as Z01-SS-2026-001; late or not, it is taken in (R139, R154)."""
    owed = plan_owed(actor, code=code, org_id=org_id)
    if not may_file(actor, org_path=owed.org_path, county_path=owed.campaign.county_path):
        raise Refused("plan_not_own")
    owed = PlanOwed.objects.select_for_update(of=("self",)).select_related("campaign", "org").get(pk=owed.pk)
    if owed.excuse:
        raise Refused("plan_excused", reason=owed.excuse)
    before = filing_of(owed)
    if before is not None:
        raise Refused("plan_filed_once", name=owed.org.short_name, number=before.number)
    parts = _parts(today, adopted_on, given)
    file = store(actor, source=path, name=name, org_path=owed.org_path, now=now)
    number = next_number(actor, series=f"SS:{owed.org.code}", year=today.year)
    row = PlanFiling.objects.create(
        owed=owed, org_path=owed.org_path, county_path=owed.campaign.county_path,
        number=f"{owed.org.code}-SS-{today.year}-{number:03d}", file=file, filed_on=today, filed_at=now,
        filer_name=actor.name, **parts,
    )  # fmt: skip
    record(
        actor, verb="plan_filing.file", subject=f"plan_filing:{row.pk}", now=now, org_path=row.org_path,
        facts={"number": row.number, "file": file.token, "sha256": file.sha256},
    )  # fmt: skip
    return row


@transaction.atomic
def excuse_plan(actor: Actor, *, code: str, org_id: int, reason: str, now: datetime) -> PlanOwed:
    """The office says why one of those asked need not file: merged, or filed together with another; or takes it back.

    An empty reason takes an excuse back. What was filed already cannot be excused.
    """
    demand(actor, Permission.MANAGE_RULEBOOK, orgs.county(actor).path, hidden=True)
    owed = plan_owed(actor, code=code, org_id=org_id)
    owed = PlanOwed.objects.select_for_update(of=("self",)).select_related("campaign", "org").get(pk=owed.pk)
    words = reason.strip()
    if len(words) > MOST["excuse"] or not words and not owed.excuse:
        raise Refused("plan_excuse")
    if filing := filing_of(owed):
        raise Refused("plan_filed_once", name=owed.org.short_name, number=filing.number)
    owed.excuse, owed.excused_at, owed.excused_by = words, now if words else None, actor.user_id if words else None
    owed.save(update_fields=["excuse", "excused_at", "excused_by"])
    record(
        actor, verb="plan.excuse", subject=f"plan_owed:{owed.pk}", now=now, org_path=owed.org_path,
        facts={"reason": words},
    )  # fmt: skip
    return owed


def _locked(actor: Actor, number: str) -> PlanFiling:
    row = plan_filing(actor, number=number)
    return (
        PlanFiling.objects.select_for_update(of=("self",)).select_related("owed__campaign", "owed__org").get(pk=row.pk)
    )


@transaction.atomic
def mend_plan(
    actor: Actor, *, number: str, adopted_on: date, now: datetime, today: date, path: Path | None = None,
    name: str = "", **given: str,
) -> PlanFiling:  # fmt: skip
    """Write what the office asked for, with another file if need be; sending it again is a move of its own."""
    row = _locked(actor, number)
    if not completes_plan(actor, row=row):
        raise Refused("plan_filing_closed", state=STATES[row.state])
    fields = _parts(today, adopted_on, given)
    if path is not None:
        fields["file"] = store(actor, source=path, name=name, org_path=row.org_path, now=now)
    compare_and_set(row, **fields)
    record(actor, verb="plan_filing.mend", subject=f"plan_filing:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row


@transaction.atomic
def tick_plan(actor: Actor, *, number: str, ticks: Collection[str], now: datetime) -> PlanFiling:
    """Keep which points of the checklist the office found in the plan."""
    row = _locked(actor, number)
    if not checks_plan(actor, row=row):
        raise Refused("plan_filing_closed", state=STATES[row.state])
    compare_and_set(row, ticks=[tick.value for tick in PlanTick if tick.value in ticks])
    record(actor, verb="plan_filing.tick", subject=f"plan_filing:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row


@transaction.atomic
def move_plan_filing(actor: Actor, *, number: str, verb: str, now: datetime, remark: str = "") -> PlanFiling:
    """Enter it as filed, ask for something more, send it again completed."""
    row = _locked(actor, number)
    move = decide(PLAN_FILING, actor, plan_filing_facts(row), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if verb == "check":
        fields |= {"checked_at": now, "checker_name": actor.name}
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"plan_filing.{verb}", subject=f"plan_filing:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row
