"""Plans of inspection: drafted, announced with their list, drawn in public (第九条（五）, R103)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.draw import draw
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.inspection import INSPECTION_PLAN
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.actions.appointing import make_inspection
from gongkai.supervision.models import InspectionPlan
from gongkai.supervision.queries.plans import inspection_plan, plan_facts, seed_of


@transaction.atomic
def draft_plan(
    actor: Actor, *, org_id: int, title: str, team: str, draw_on: date, visit_on: date, lot_source: str, sample: int,
    now: datetime, today: date,
) -> InspectionPlan:  # fmt: skip
    """Write a plan over all organizations below `org_id` that owe duties, under a number such as Z01-JC-2026-001.

    `lot_source`: a public number that will be known on the day of the draw and by nobody before.
    """
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.INSPECT, org.path)
    below = [one for one in orgs.subtree(actor, path=org.path) if one.pk != org.pk and one.owes_duties and one.lives]
    if not below:
        raise Refused("nobody_below", name=org.short_name)
    words = {"title": title.strip(), "team": team.strip(), "lot_source": lot_source.strip()}
    if not all(words.values()):
        raise Refused("plan_fields")
    if not 1 <= sample <= len(below):
        raise Refused("sample_size", most=len(below))
    if draw_on <= today:
        raise Refused("draw_not_ahead")
    if visit_on < draw_on:
        raise Refused("visit_before_draw")
    pool = [
        [ticket, one.pk, one.code, one.short_name] for ticket, one in enumerate(sorted(below, key=lambda o: o.code), 1)
    ]
    number = next_number(actor, series=f"JC:{org.code}", year=today.year)
    row = InspectionPlan.objects.create(
        org=org, inspector_path=org.path, number=f"{org.code}-JC-{today.year}-{number:03d}", draw_on=draw_on,
        visit_on=visit_on, sample=sample, pool=pool, created_at=now, created_by=actor.user_id, **words,
    )  # fmt: skip
    record(actor, verb="inspection_plan.draft", subject=f"inspection_plan:{row.pk}", now=now, org_path=org.path)
    return row


@transaction.atomic
def move_plan(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "", lot: str = ""
) -> InspectionPlan:
    """Announce, draw with the public number `lot`, cancel. The draw appoints an inspection for each one drawn."""
    row = inspection_plan(actor, number=number)
    row = InspectionPlan.objects.select_for_update(of=("self",)).select_related("org").get(pk=row.pk)
    lot = lot.strip()[:120]
    move = decide(INSPECTION_PLAN, actor, plan_facts(row, today=today, lot=lot), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if verb == "announce":
        fields["announced_at"] = now
    elif verb == "draw":
        drawn = draw(seed_of(row, lot), (ticket for ticket, *_ in row.pool), row.sample)
        fields |= {"lot": lot, "drawn": list(drawn), "drawn_at": now}
    compare_and_set(row, state=move.target, **fields)
    if verb == "draw":
        by_ticket = {ticket: org_id for ticket, org_id, *_ in row.pool}
        for ticket in fields["drawn"]:
            org = orgs.organization(actor, org_id=by_ticket[ticket])
            make_inspection(
                actor, org=org, inspector=row.org, team=row.team, visit_on=row.visit_on, now=now, today=today, plan=row
            )
    record(
        actor, verb=f"inspection_plan.{verb}", subject=f"inspection_plan:{row.pk}", now=now,
        org_path=row.inspector_path, facts={"from": row.state, "to": move.target, "lot": lot, "remark": remark.strip()},
    )  # fmt: skip
    bump_on_commit()
    row.refresh_from_db()
    return row
