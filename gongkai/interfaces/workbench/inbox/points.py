"""What waits in the inbox from points: nominations to decide, works to look at, and what is owed soon."""

from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.points import TERMS, WorkKind
from gongkai.supervision import queries as supervision


def points_waiting(actor, *, homes) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area for the actor's own offices: two queries, none for who keeps no points."""
    if not may_anywhere(actor, Permission.KEEP_POINTS):
        return []
    keeping = tuple(org.path for org in homes if may(actor, Permission.KEEP_POINTS, org.path))
    nominated = [
        Waiting(
            address("workbench:point", row.number), f"{row.org.short_name}申报{row.batch.title}",
            f"{cn_date(row.submitted_at)}签字申报　{row.number}",
        )
        for row in supervision.points_waiting(actor, keeping=keeping)
    ]  # fmt: skip
    handed = [
        Waiting(
            address("workbench:point_work", row.number), f"{row.point.org.short_name}　{row.title}",
            f"{TERMS[WorkKind(row.kind)]}　{cn_date(row.delivered_on)}交　{row.number}",
        )
        for row in supervision.works_waiting(actor, keeping=keeping)
    ]  # fmt: skip
    return [("联系点、示范点申报", nominated), ("联系点、示范点成果", handed)]
