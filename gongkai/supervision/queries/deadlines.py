"""The clocks of this room for the morning's messages and for calendars (R108, R109)."""

from collections.abc import Iterator

from django.db.models import Max, Min

from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.rectification import AT_WORK
from gongkai.rules.procedures.supervisors import WAITING, MarkState, SupervisorsMeetingState
from gongkai.rules.refusals import missing
from gongkai.rules.supervisors import meeting_due
from gongkai.supervision.models import MeetingOpinion, Rectification, SupervisionMark, Supervisor, SupervisorsMeeting
from gongkai.supervision.queries.agenda_clocks import agenda_deadlines
from gongkai.supervision.queries.group_tasks import task_clocks
from gongkai.supervision.queries.rectifications import due_of, overdue
from gongkai.supervision.queries.supervisors import in_office

ANSWERING, ABOVE = of(P.DRAFT, P.APPROVE), of(P.INSPECT)


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Everything in this room that waits for somebody, everywhere asked for; a fixed number of queries."""
    if not actor.is_clock:
        raise missing()
    yield from _marks(asked)
    yield from _meetings(actor, asked)
    yield from _opinions(asked)
    yield from _rectifications(asked)
    yield from agenda_deadlines(actor, asked)
    yield from task_clocks(asked)


def _marks(asked: Asked) -> Iterator[Deadline]:
    """The organization answers; what is not answered in time or did not satisfy waits for the superior too."""
    rows = SupervisionMark.objects.filter(state__in=WAITING, **asked.at("org_path"), **asked.by("due_on"))
    for pk, path, due in rows.values_list("pk", "org_path", "due_on"):
        yield Deadline("mark", path, due, f"mark:{pk}", ANSWERING)
    rows = SupervisionMark.objects.filter(state=MarkState.RAISED, due_on__lt=asked.today, **asked.at("superior_path"))
    for pk, path, due in rows.exclude(superior_path="").values_list("pk", "superior_path", "due_on"):
        yield Deadline("mark_above", path, due, f"mark:{pk}", ABOVE)


def _meetings(actor: Actor, asked: Asked) -> Iterator[Deadline]:
    """Meetings called, for those invited; where none is called, the day by which the next must be."""
    keeping = of(P.KEEP_SUPERVISORS)
    called = SupervisorsMeeting.objects.filter(state=SupervisorsMeetingState.CALLED, **asked.at("org_path"))
    rows = list(called.values_list("pk", "org_path", "meets_on"))
    for pk, path, day in rows:
        if asked.until is None or day <= asked.until:
            yield Deadline("supervisors_meeting", path, day, f"meeting:{pk}", keeping | {Role.SUPERVISOR}, "监督员会议")
    began = dict(
        Supervisor.objects.filter(in_office(asked.today), **asked.at("org_path"))
        .values("org_path").annotate(first=Min("from_date")).values_list("org_path", "first").order_by()
    )  # fmt: skip
    if not began:
        return
    held = SupervisorsMeeting.objects.filter(state=SupervisorsMeetingState.HELD, org_path__in=tuple(began))
    last = dict(
        held.values("org_path").annotate(last=Max("meets_on")).values_list("org_path", "last").order_by()
    )  # fmt: skip
    months = rulebook.parameters(actor).int("supervisors_meeting_months", asked.today)
    for path in began.keys() - {path for _, path, _ in rows}:
        due = meeting_due(last.get(path), began[path], months)
        if asked.until is None or due <= asked.until:
            yield Deadline("supervisors_meeting", path, due, f"next:{path}", keeping, "应召开监督员会议")


def _opinions(asked: Asked) -> Iterator[Deadline]:
    rows = MeetingOpinion.objects.filter(replied_on=None, **asked.at("meeting__org_path"), **asked.by("due_on"))
    for pk, path, due in rows.values_list("pk", "meeting__org_path", "due_on"):
        yield Deadline("supervisors_opinion", path, due, f"opinion:{pk}", of(P.KEEP_SUPERVISORS))


def _rectifications(asked: Asked) -> Iterator[Deadline]:
    """The plan and then the report are due at the organization; what is late waits for the inspecting body too."""
    rows = Rectification.objects.filter(state__in=AT_WORK, **asked.at("org_path"))
    for row in rows.only("pk", "org_path", "state", "plan_due", "due_on"):
        due = due_of(row)
        if due is not None and (asked.until is None or due <= asked.until):
            yield Deadline("rectification", row.org_path, due, f"rectification:{row.pk}", ANSWERING)
    late = Rectification.objects.filter(overdue(asked.today), **asked.at("inspector_path"))
    for row in late.only("pk", "inspector_path", "state", "plan_due", "due_on"):
        yield Deadline("rectification_above", row.inspector_path, due_of(row), f"rectification:{row.pk}", ABOVE)
