"""What waits in the inbox from inspections and rectification."""

from django.urls import reverse

from gongkai.interfaces.ui.dates import cn_date, days_left
from gongkai.interfaces.workbench.consulting_inbox import Waiting
from gongkai.orgs import queries as orgs
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import INSPECTION, RECTIFICATION
from gongkai.supervision import queries as supervision


def supervision_waiting(actor, *, today) -> list[tuple[str, list[Waiting], str]]:
    """The boxes of this area for the actor's own offices: two queries at most."""
    homes = orgs.home_organizations(actor)

    def where(*permissions: Permission) -> tuple[str, ...]:
        return tuple(org.path for org in homes if any(may(actor, one, org.path) for one in permissions))

    working, inspecting = where(Permission.DRAFT, Permission.APPROVE), where(Permission.INSPECT)
    boxes = []
    if working or inspecting:
        boxes.append(("限期整改", _notices(actor, working, inspecting, today), "voice"))
    if inspecting:
        boxes.append(("监督检查", _visits(actor, inspecting, today), "voice"))
    return boxes


def _notices(actor, working, inspecting, today) -> list[Waiting]:
    found = []
    for row in supervision.rectifications_waiting(actor, working=working, inspecting=inspecting):
        due = supervision.due_now(actor, row=row)
        clock = f"　{cn_date(due)}前，{days_left(due, today)}" if due else ""
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
