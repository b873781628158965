"""What waits in the inbox from the archive: lists of disposal to decide on or carry out, loans past their day."""

from gongkai.archive import queries as archive
from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import DISPOSAL


def archive_waiting(actor, *, homes, today) -> list[tuple[str, list[Waiting]]]:
    """The boxes of this area; nothing is asked for those who neither keep the archive nor decide on it."""

    def where(permission: Permission) -> tuple[str, ...]:
        return tuple(org.path for org in homes if may(actor, permission, org.path))

    deciding, keeping = where(Permission.DISPOSE_ARCHIVE), where(Permission.KEEP_ARCHIVE)
    boxes = []
    if deciding or keeping:
        boxes.append(("档案销毁", _lists(actor, deciding, keeping)))
    if keeping:
        boxes.append(("档案借阅", _late(actor, keeping, today)))
    return boxes


def _lists(actor, deciding, keeping) -> list[Waiting]:
    return [
        Waiting(
            address("workbench:archive_disposal", row.number), f"销毁清册 {row.number}",
            f"{row.org.short_name}　{len(row.listed)}件　{DISPOSAL.states[row.state]}",
        )
        for row in archive.disposals_waiting(actor, deciding=deciding, keeping=keeping)
    ]  # fmt: skip


def _late(actor, keeping, today) -> list[Waiting]:
    return [
        Waiting(
            address("workbench:archive_record", row.record_id), f"{row.borrower}借的档案没有还",
            f"{row.record.title}　{row.record.code}", row.due_on,
        )
        for row in archive.loans_late(actor, paths=keeping, today=today)
    ]  # fmt: skip
