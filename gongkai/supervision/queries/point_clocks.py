"""The clocks of points for the morning's messages and for calendars (R113, R114)."""

from collections.abc import Iterator

from django.db.models import Max

from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import months_later
from gongkai.rules.duties import local_day
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.points import PointLevel
from gongkai.rules.procedures.point import PointState
from gongkai.rules.refusals import missing
from gongkai.supervision.models import Point, PointBatch, PointTask

KEEPING, WORKING = of(P.KEEP_POINTS), of(P.DRAFT, P.APPROVE)


def point_deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Guidance and the end of each batch for its keeper; works and tasks for each point. Four queries."""
    if not actor.is_clock:
        raise missing()
    for one in _all(actor, asked):
        if one.due_on is None or asked.until is None or one.due_on <= asked.until:
            yield one


def _all(actor: Actor, asked: Asked) -> Iterator[Deadline]:
    law, today = rulebook.parameters(actor), asked.today
    guide, hand_in = law.int("contact_point_activity", today), law.int("contact_point_deliverable", today)
    standing = PointBatch.objects.filter(
        points__state=PointState.NAMED, starts_on__lte=today, **asked.at("keeper_path")
    )
    guided = standing.annotate(last=Max("activities__day"))
    for pk, path, level, starts, ends, title, last in guided.values_list(
        "pk", "keeper_path", "level", "starts_on", "ends_on", "title", "last"
    ):
        if ends >= today and level != PointLevel.CITY:  # the city guides its own
            yield Deadline("guidance", path, months_later(last or starts, guide), f"{pk}", KEEPING, title)
        yield Deadline("point_end", path, ends, f"{pk}", KEEPING, title)
    waiting = Point.objects.filter(state=PointState.NOMINATED, **asked.at("keeper_path"))
    for pk, path, at in waiting.values_list("pk", "keeper_path", "submitted_at"):
        yield Deadline("nomination", path, None, f"{pk}", KEEPING, since=local_day(at) if at else None)
    named = Point.objects.filter(state=PointState.NAMED, **asked.at("org_path")).annotate(
        last=Max("works__delivered_on")
    )
    for pk, path, day, title, last in named.values_list("pk", "org_path", "named_on", "batch__title", "last"):
        yield Deadline("point_work", path, months_later(last or day, hand_in), f"{pk}", WORKING, title)
    tasks = PointTask.objects.filter(
        done_at=None, point__state=PointState.NAMED, **asked.at("point__org_path"), **asked.by("due_on")
    )
    for pk, path, due, title in tasks.values_list("pk", "point__org_path", "due_on", "title"):
        yield Deadline("point_task", path, due, f"{pk}", WORKING, title)
