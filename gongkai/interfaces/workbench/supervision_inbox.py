"""What waits in the inbox from inspections and rectification."""

from datetime import timedelta

from django.urls import reverse

from gongkai.interfaces.ui.dates import cn_date, days_left
from gongkai.interfaces.workbench.consulting_inbox import Waiting
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import INSPECTION, RECTIFICATION, SUPERVISION_MARK
from gongkai.supervision import queries as supervision

AHEAD = timedelta(days=14)  # a meeting that is due stands on the list this long before


def supervision_waiting(actor, *, homes, today) -> list[tuple[str, list[Waiting], str]]:
    """The boxes of this area for the actor's own offices: a fixed number of queries for each office."""

    def where(*permissions: Permission) -> tuple[str, ...]:
        return tuple(org.path for org in homes if any(may(actor, one, org.path) for one in permissions))

    working, inspecting = where(Permission.DRAFT, Permission.APPROVE), where(Permission.INSPECT)
    boxes = []
    if working or inspecting:
        boxes.append(("限期整改", _notices(actor, working, inspecting, today), "voice"))
        boxes.append(("监督意见", _marks(actor, working, inspecting, today), "voice"))
    keeping = [org for org in homes if may(actor, Permission.KEEP_SUPERVISORS, org.path)]
    if keeping:
        boxes.append(("监督员会议", _meetings(actor, keeping, today), "voice"))
    if inspecting:
        boxes.append(("公开栏抽查", _photos(actor, inspecting), "voice"))
        boxes.append(("监督检查", _visits(actor, inspecting, today), "voice"))
    return boxes


def _notices(actor, working, inspecting, today) -> list[Waiting]:
    found = []
    for row in supervision.rectifications_waiting(actor, working=working, inspecting=inspecting, today=today):
        due = supervision.due_now(actor, row=row)
        clock = f"　{cn_date(due)}前，{days_left(due, today)}" if due else ""
        if due and due < today and row.inspector_path in inspecting:
            clock += "，已到上级"
        url = reverse("workbench:rectification", args=[row.number])
        found.append(
            Waiting(
                url, f"{row.org.short_name}　{row.title}", f"{RECTIFICATION.states[row.state]}{clock}　{row.number}"
            )
        )
    return found


def _visits(actor, inspecting, today) -> list[Waiting]:
    return [
        Waiting(
            reverse("workbench:inspection", args=[row.number]), f"检查{row.org.short_name}",
            f"{INSPECTION.states[row.state]}　{cn_date(row.visit_on)}　{row.number}",
        )
        for row in supervision.to_inspect(actor, paths=inspecting, today=today)
    ]  # fmt: skip


def _marks(actor, working, inspecting, today) -> list[Waiting]:
    return [
        Waiting(
            reverse("workbench:mark", args=[row.number]), f"{row.org.short_name}　{row.item_title}",
            f"{SUPERVISION_MARK.states[row.state]}　{cn_date(row.due_on)}前，{days_left(row.due_on, today)}　{row.number}",
        )
        for row in supervision.marks_waiting(actor, working=working, inspecting=inspecting, today=today)
    ]  # fmt: skip


def _meetings(actor, keeping, today) -> list[Waiting]:
    """Meetings whose day has come, opinions without an answer, and the next meeting when it is due soon."""
    paths = tuple(org.path for org in keeping)
    called = supervision.meetings_called(actor, paths=paths)
    found = [
        Waiting(
            reverse("workbench:supervisors_meeting", args=[row.number]), row.topic,
            f"{row.org.short_name}　{cn_date(row.meets_on)}，开过以后记下记录",
        )
        for row in called if row.meets_on <= today
    ]  # fmt: skip
    for one in supervision.opinions_waiting(actor, paths=paths):
        due = f"{cn_date(one.due_on)}前答复，{days_left(one.due_on, today)}"
        found.append(Waiting(reverse("workbench:supervisors_meeting", args=[one.meeting.number]), one.text[:40], due))
    waits = {row.org_path for row in called}
    for org in keeping:
        due = None if org.path in waits else supervision.next_meeting_due(actor, path=org.path, today=today)
        if due is not None and due <= today + AHEAD:
            url = f"{reverse('workbench:supervisors_meeting_new')}?org={org.code}"
            found.append(Waiting(url, "召开监督员会议", f"{org.short_name}　{cn_date(due)}前，{days_left(due, today)}"))
    return found


def _photos(actor, inspecting) -> list[Waiting]:
    return [
        Waiting(
            reverse("workbench:spot_check", args=[row.number]), f"{row.org.short_name}　{row.place}",
            f"{cn_date(row.day)}交的照片，待看{'，和以前的一张几乎一样' if row.copy_of_id else ''}　{row.number}",
        )
        for row in supervision.spot_checks_waiting(actor, inspecting=inspecting)
    ]  # fmt: skip
