"""Reading what leading groups gave their units to do: for those of the group and for the unit itself (第十条, R131)."""

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.group_task import GROUP_TASK, OPEN, GroupTaskFacts, GroupTaskState
from gongkai.rules.refusals import missing
from gongkai.supervision.models import GroupTask


def _seen(actor: Actor) -> Q:
    group = within(actor, Permission.KEEP_GROUP, field="group_path") | within(
        actor, Permission.OVERSEE, field="group_path"
    )
    return group | (within(actor, Permission.READ_WORK) & ~Q(org_path=""))


def group_task(actor: Actor, *, number: str) -> GroupTask:
    """One task; missing to all whom it does not concern."""
    found = GroupTask.objects.select_related("group_org", "unit_org").filter(_seen(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def group_tasks(actor: Actor, *, path: str, limit: int = 500) -> list[GroupTask]:
    """What the leading group at a path gave to do, the open ones first, the nearest day before the others. One query."""
    rows = GroupTask.objects.select_related("unit_org").filter(_seen(actor), group_path=path)
    return sorted(rows.order_by("due_on", "pk")[:limit], key=lambda row: row.state not in OPEN)


def _waiting(working: Sequence[str], keeping: Sequence[str]) -> QuerySet:
    todo = Q(org_path__in=working, state=GroupTaskState.GIVEN)
    reported = Q(group_path__in=keeping, state=GroupTaskState.REPORTED)
    outside = Q(group_path__in=keeping, state=GroupTaskState.GIVEN, org_path="")
    return GroupTask.objects.filter(todo | reported | outside).order_by("due_on", "pk")[:50]


_WAITING = PreparedModels(GroupTask, _waiting, {"unit_org": ("short_name",)})


def group_tasks_waiting(actor: Actor, *, working: tuple[str, ...], keeping: tuple[str, ...]) -> list[GroupTask]:
    """What units have to do, and what they reported to the group, the nearest day first. One query."""
    working = tuple(path for path in working if may(actor, Permission.READ_WORK, path))
    keeping = tuple(path for path in keeping if may(actor, Permission.KEEP_GROUP, path))
    return _WAITING(working=working, keeping=keeping) if working or keeping else []


def group_task_facts(row: GroupTask) -> GroupTaskFacts:
    """The task for the law."""
    return GroupTaskFacts(row.state, Bodies(row.org_path, superior=row.group_path), bool(row.org_path))


def group_task_offers(actor: Actor, *, row: GroupTask) -> list[Offer]:
    """The buttons of a task, without those that the kind of unit does not know."""
    never = ("group_task_by_office", "group_task_by_unit")
    return [one for one in moves.offers(GROUP_TASK, actor, group_task_facts(row)) if one.why_not not in never]


def task_clocks(asked: Asked) -> Iterator[Deadline]:
    """Units that have something to do, everywhere asked for. One query."""
    rows = GroupTask.objects.filter(state=GroupTaskState.GIVEN, **asked.at("org_path"), **asked.by("due_on"))
    for pk, path, due in rows.exclude(org_path="").values_list("pk", "org_path", "due_on"):
        yield Deadline("group_task", path, due, f"group_task:{pk}", of(Permission.CORRESPOND))
