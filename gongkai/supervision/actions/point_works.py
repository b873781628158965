"""What goes on at points: guidance from above, tasks, works handed in, experience adopted (第九条（六）, R111, R113, R114)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set, set_once
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.points import Guidance, WorkKind
from gongkai.rules.procedures.point import POINT_WORK, STATES, PointState, WorkState
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.models import Point, PointActivity, PointTask, PointWork
from gongkai.supervision.queries.point_works import work as read_work
from gongkai.supervision.queries.point_works import work_facts
from gongkai.supervision.queries.points import batch as read_batch
from gongkai.supervision.queries.points import point as read_point


@transaction.atomic
def record_activity(
    actor: Actor, *, number: str, kind: str, day: date, title: str, people: int, who: str = "", output: str,
    now: datetime, today: date,
) -> PointActivity:  # fmt: skip
    """Keep a bulletin, a talk or a visit of a batch with its day, people and what came of it."""
    row = read_batch(actor, number=number)
    demand(actor, Permission.KEEP_POINTS, row.keeper_path)
    if not title.strip() or not output.strip():
        raise Refused("activity_fields")
    if not row.starts_on <= day <= today:
        raise Refused("activity_day")
    if people < 1:
        raise Refused("activity_people")
    made = PointActivity.objects.create(
        batch=row, kind=Guidance(kind), day=day, title=title.strip()[:120], people=people, who=who.strip()[:200],
        output=output.strip(), recorded_at=now, recorder_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="point_batch.guide", subject=f"point_batch:{row.pk}", now=now, org_path=row.keeper_path,
        facts={"kind": kind, "day": day.isoformat(), "people": people},
    )  # fmt: skip
    return made


def _standing(actor: Actor, number: str) -> Point:
    row = read_point(actor, number=number)
    if row.state != PointState.NAMED:
        raise Refused("point_not_named", state=STATES[PointState(row.state)])
    return row


@transaction.atomic
def give_task(actor: Actor, *, number: str, title: str, due_on: date, now: datetime, today: date) -> PointTask:
    """Ask a point to look into something by a day."""
    row = read_point(actor, number=number)
    demand(actor, Permission.KEEP_POINTS, row.keeper_path)
    row = _standing(actor, number)
    if not title.strip():
        raise Refused("task_fields")
    if due_on < today:
        raise Refused("task_day")
    made = PointTask.objects.create(
        point=row, title=title.strip()[:200], due_on=due_on, given_at=now, giver_name=actor.name
    )
    record(
        actor, verb="point.task", subject=f"point:{row.pk}", now=now, org_path=row.keeper_path, facts={"task": made.pk}
    )
    return made


@transaction.atomic
def finish_task(actor: Actor, *, number: str, task_id: int, text: str, now: datetime) -> PointTask:
    """Say what was done about a task."""
    row = read_point(actor, number=number)
    demand(actor, Permission.DRAFT, row.org_path)
    task = row.tasks.filter(pk=task_id).first()
    if task is None:
        raise missing()
    if not text.strip():
        raise Refused("task_fields")
    set_once(task, "done_at", now, done=text.strip())
    record(
        actor, verb="point.task_done", subject=f"point:{row.pk}", now=now, org_path=row.org_path,
        facts={"task": task.pk},
    )  # fmt: skip
    return task


@transaction.atomic
def hand_in(actor: Actor, *, number: str, kind: str, title: str, text: str, now: datetime, today: date) -> PointWork:
    """Hand in a topic, a list of problems, a summary or an experience under a number such as Z01-C01-JY-2026-001."""
    row = read_point(actor, number=number)
    demand(actor, Permission.DRAFT, row.org_path)
    row = _standing(actor, number)
    if not title.strip() or not text.strip():
        raise Refused("work_fields")
    serial = next_number(actor, series=f"JY:{row.org.code}", year=today.year)
    made = PointWork.objects.create(
        point=row, org_path=row.org_path, keeper_path=row.keeper_path, number=f"{row.org.code}-JY-{today.year}-{serial:03d}",
        kind=WorkKind(kind), title=title.strip()[:120], text=text.strip(), delivered_on=today, delivered_at=now,
        deliverer_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="point_work.hand_in", subject=f"point_work:{made.pk}", now=now, org_path=row.org_path,
        facts={"kind": kind},
    )  # fmt: skip
    return made


@transaction.atomic
def move_work(actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "") -> PointWork:
    """Adopt, keep, take out of the library."""
    row = read_work(actor, number=number)
    row = PointWork.objects.select_for_update(of=("self",)).get(pk=row.pk)
    move = decide(POINT_WORK, actor, work_facts(row), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if move.target in (WorkState.ADOPTED, WorkState.COUNTY):
        fields["adopted_on"] = row.adopted_on or today
    if move.target == WorkState.COUNTY:
        fields["county_on"] = today
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"point_work.{verb}", subject=f"point_work:{row.pk}", now=now, org_path=row.keeper_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row
