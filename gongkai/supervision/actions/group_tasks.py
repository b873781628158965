"""A leading group gives its units something to do, they report, it takes or returns it (第十条, R129, R131)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.group_tasks import MOST_NAME, MOST_WORDS, GroupDuty, demand_result, demand_task
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.group_task import GROUP_TASK
from gongkai.rules.refusals import Refused
from gongkai.supervision.models import GroupTask
from gongkai.supervision.queries.group_tasks import group_task, group_task_facts

SERIES = "RW"


@transaction.atomic
def give_group_task(
    actor: Actor, *, org_id: int, duty: str, what: str, due_on: date, now: datetime, today: date, unit: str = "",
    unit_code: str = "", helpers: str = "",
) -> GroupTask:  # fmt: skip
    """Give a unit something to do, under a number such as XW-RW-2026-001.

    `unit_code`: an organization below the group's own; without one `unit` is the name of a unit outside the tree.
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.KEEP_GROUP, org.path, hidden=True)
    does = orgs.organization_by_code(actor, code=unit_code) if unit_code else None
    if does is not None and (does.pk == org.pk or not does.path.startswith(org.path)):
        raise Refused("group_task_unit", name=does.short_name)
    name = does.name if does else unit.strip()
    demand_task(what, name, due_on=due_on, today=today)
    serial = next_number(actor, series=f"{SERIES}:{org.code}", year=today.year)
    row = GroupTask.objects.create(
        group_org=org, group_path=org.path, unit_org=does, org_path=does.path if does else "",
        number=f"{org.code}-{SERIES}-{today.year}-{serial:03d}", duty=GroupDuty(duty), what=what.strip()[:MOST_WORDS],
        unit=name[:MOST_NAME], helpers=helpers.strip()[:200], due_on=due_on, given_at=now, giver_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="group_task.give", subject=f"group_task:{row.pk}", now=now, org_path=org.path,
        facts={"unit": row.unit, "due_on": due_on.isoformat()},
    )  # fmt: skip
    return row


@transaction.atomic
def move_group_task(actor: Actor, *, number: str, verb: str, now: datetime, remark: str = "") -> GroupTask:
    """Report, enter, accept, return or cancel; the words of a report are kept apart from those of the group."""
    row = group_task(actor, number=number)
    move = decide(GROUP_TASK, actor, group_task_facts(row), verb, remark=remark)
    fields: dict = {}
    if verb in ("report", "enter"):
        fields |= {"report": demand_result(remark), "reported_at": now, "reporter_name": actor.name, "remark": ""}
    else:
        fields["remark"] = remark.strip()[:MOST_WORDS]
    if move.target not in (row.state, GROUP_TASK.initial) and verb != "report":
        fields["ended_at"] = now
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"group_task.{verb}", subject=f"group_task:{row.pk}", now=now, org_path=row.group_path,
        facts={"from": row.state, "to": move.target},
    )  # fmt: skip
    return group_task(actor, number=number)
