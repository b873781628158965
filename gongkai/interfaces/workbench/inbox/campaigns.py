"""What waits in the inbox from campaigns: plans to file, to complete, to check."""

from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.rules.permissions import Permission, may, may_anywhere


def campaigns_waiting(actor, *, homes, today) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area for the actor's own offices: three queries at most."""
    boxes = []
    paths = tuple(org.path for org in homes if may(actor, Permission.CORRESPOND, org.path))
    if paths:
        owed = approvals.plans_unfiled(actor, paths=paths, today=today)
        boxes.append(("要报备案的实施方案", [_owed(row) for row in owed]))
        boxes.append(("实施方案要补充", [_sent(row) for row in approvals.plans_to_complete(actor, paths=paths)]))
    if may_anywhere(actor, Permission.MANAGE_RULEBOOK):
        boxes.append(("待核对的实施方案", [_sent(row) for row in approvals.plans_to_check(actor)]))
    return boxes


def _owed(row) -> Waiting:
    due, regulation = row.owed.due_on, row.owed.campaign.regulation
    url = address("workbench:plan_file", regulation.code, row.owed.org.code)
    return Waiting(url, f"《{regulation.title}》的实施方案", "报县领导小组办公室备案", due)


def _sent(row) -> Waiting:
    url = address("workbench:plan_filing", row.number)
    return Waiting(
        url, f"{row.owed.org.short_name}　{row.number}", f"{cn_date(row.filed_on)}报　{row.remark}".rstrip("　")
    )
