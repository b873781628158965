"""What waits in the inbox from inspections and rectification."""

from datetime import timedelta

from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.rules.permissions import Permission, may
from gongkai.rules.pressing import pressing
from gongkai.rules.procedures import GROUP_TASK, INSPECTION, RECTIFICATION, SUPERVISION_MARK
from gongkai.supervision import queries as supervision

AHEAD = timedelta(days=14)  # a meeting that is due stands on the list this long before


def supervision_waiting(actor, *, homes, today) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area for the actor's own offices: a fixed number of queries for each office."""

    def where(*permissions: Permission) -> tuple[str, ...]:
        return tuple(org.path for org in homes if any(may(actor, one, org.path) for one in permissions))

    working, inspecting = where(Permission.DRAFT, Permission.APPROVE), where(Permission.INSPECT)
    boxes = []
    if working or inspecting:
        boxes.append(("限期整改", _notices(actor, working, inspecting, today)))
        boxes.append(("监督意见", _marks(actor, working, inspecting, today)))
    keeping = [org for org in homes if may(actor, Permission.KEEP_SUPERVISORS, org.path)]
    if keeping:
        boxes.append(("监督员会议", _meetings(actor, keeping, today)))
    boxes.append(("领导小组交办的事", _tasks(actor, where(Permission.CORRESPOND), where(Permission.KEEP_GROUP))))
    if inspecting:
        boxes.append(("公开栏抽查", _photos(actor, inspecting)))
        boxes.append(("监督检查", _visits(actor, inspecting, today)))
    boxes.append(("议事日程", _agendas(actor, homes, today)))
    return boxes


def _agendas(actor, homes, today) -> list[Waiting]:
    """Committees that must study disclosure again, and what they decided, when the day is near or has passed (第十条)."""
    until = today + AHEAD
    meetings = [
        Waiting(
            f"{address('workbench:agenda_new')}?org={org.code}", "开会研究党务公开，开过以后登记",
            f"{org.short_name}　今年已研究 {held} 次　第十条", due,
        )
        for org, held, due in supervision.agendas_due(actor, places=homes, today=today)
        if due <= until
    ]  # fmt: skip
    paths = tuple(org.path for org in homes if may(actor, Permission.KEEP_AGENDA, org.path))
    decided = [
        Waiting(
            address("workbench:agenda", row.record.number), row.what[:60],
            f"{row.record.org.short_name}　{row.who}　{cn_date(row.record.held_on)}会上定的，没有办完", row.due_on,
        )
        for row in (supervision.decisions_due(actor, paths=paths, until=until) if paths else ())
    ]  # fmt: skip
    return meetings + decided


def _notices(actor, working, inspecting, today) -> list[Waiting]:
    found = []
    for row in supervision.rectifications_waiting(actor, working=working, inspecting=inspecting, today=today):
        url, due = address("workbench:rectification", row.number), supervision.due_now(actor, row=row)
        passed_up = "，已到上级" if pressing(due, today).late and row.inspector_path in inspecting else ""
        note = f"{RECTIFICATION.states[row.state]}{passed_up}　{row.number}"
        found.append(Waiting(url, f"{row.org.short_name}　{row.title}", note, due))
    return found


def _tasks(actor, working, keeping) -> list[Waiting]:
    if not working and not keeping:
        return []
    return [
        Waiting(
            address("workbench:group_task", row.number), row.what[:60],
            f"{row.unit}　{GROUP_TASK.states[row.state]}　{row.number}", row.due_on,
        )
        for row in supervision.group_tasks_waiting(actor, working=working, keeping=keeping)
    ]  # fmt: skip


def _visits(actor, inspecting, today) -> list[Waiting]:
    return [
        Waiting(
            address("workbench:inspection", row.number), f"检查{row.org.short_name}",
            f"{INSPECTION.states[row.state]}　{row.number}", row.visit_on,
        )
        for row in supervision.to_inspect(actor, paths=inspecting, today=today)
    ]  # fmt: skip


def _marks(actor, working, inspecting, today) -> list[Waiting]:
    return [
        Waiting(
            address("workbench:mark", row.number), f"{row.org.short_name}　{row.item_title}",
            f"{SUPERVISION_MARK.states[row.state]}　{row.number}", row.due_on,
        )
        for row in supervision.marks_waiting(actor, working=working, inspecting=inspecting, today=today)
    ]  # fmt: skip


def _meetings(actor, keeping, today) -> list[Waiting]:
    """Meetings whose day has come, opinions without an answer, and the next meeting when it is due soon."""
    paths = tuple(org.path for org in keeping)
    called = supervision.meetings_called(actor, paths=paths)
    found = [
        Waiting(
            address("workbench:supervisors_meeting", row.number), row.topic,
            f"{row.org.short_name}　开过以后记下记录", row.meets_on,
        )
        for row in called if row.meets_on <= today
    ]  # fmt: skip
    for one in supervision.opinions_waiting(actor, paths=paths):
        url = address("workbench:supervisors_meeting", one.meeting.number)
        found.append(Waiting(url, one.text[:40], "会上的意见，待答复", one.due_on))
    waits = {row.org_path for row in called}
    for org in keeping:
        due = None if org.path in waits else supervision.next_meeting_due(actor, path=org.path, today=today)
        if due is not None and due <= today + AHEAD:
            url = f"{address('workbench:supervisors_meeting_new')}?org={org.code}"
            found.append(Waiting(url, "召开监督员会议", org.short_name, due))
    return found


def _photos(actor, inspecting) -> list[Waiting]:
    return [
        Waiting(
            address("workbench:spot_check", row.number), f"{row.org.short_name}　{row.place}",
            f"{cn_date(row.day)}交的照片，待看{'，和以前的一张几乎一样' if row.copy_of_id else ''}　{row.number}",
        )
        for row in supervision.spot_checks_waiting(actor, inspecting=inspecting)
    ]  # fmt: skip
