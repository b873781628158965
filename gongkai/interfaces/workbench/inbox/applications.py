"""What waits in the inbox from applications: to answer, to rule on, to acknowledge (第九条（三）)."""

from gongkai.access_requests import queries as applications
from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures import ACCESS_REQUEST


def applications_waiting(actor) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area: one query for those who answer, two for those who rule."""
    boxes = []
    if may_anywhere(actor, Permission.HANDLE_REQUEST):
        boxes.append(("依申请公开", _lines(applications.inbox(actor))))
    if may_anywhere(actor, Permission.RULE_REQUEST):
        boxes.append(("拟不公开，待审定", _lines(applications.to_rule(actor))))
        boxes.append(("申请备案，待收悉", _lines(applications.filed(actor, unacknowledged=True))))
    return boxes


def _lines(rows) -> list[Waiting]:
    return [
        Waiting(
            address("workbench:application", row.number), row.matter,
            f"{row.org.short_name}　{ACCESS_REQUEST.states[row.state]}", row.due_on,
        )
        for row in rows
    ]  # fmt: skip
