"""What waits in the inbox of an office: filings and objections to them (R85), plans, changes, proposals, documents."""

from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.workbench.frame import may_at_county
from gongkai.interfaces.workbench.inbox.worklist import Waiting
from gongkai.obligations import queries as obligations
from gongkai.rulebook import queries as rulebook
from gongkai.rules.permissions import Permission, may_anywhere, reach
from gongkai.rules.procedures import OPINION


def filings_waiting(actor) -> list[tuple[str, list[Waiting]]]:
    """Exemptions filed with the actor's office, and the actor's own that the superior questions."""

    def lines(rows) -> list[Waiting]:
        return [
            Waiting(
                address("workbench:exemption", row.pk), f"{row.number}　{row.item_name}",
                f"{row.org.short_name}　{cn_date(row.filed_at)}报备", row.objection_due,
            )
            for row in rows
        ]  # fmt: skip

    boxes = []
    for path, _ in reach(actor, Permission.RECEIVE_FILING):
        filed = obligations.exemptions(actor, superior_path=path, states=("filed",))
        boxes.append(("暂不公开备案", lines(filed)))
    for path, _ in reach(actor, Permission.FILE_EXEMPTION):
        questioned = obligations.exemptions(actor, path=path, states=("questioned",))
        boxes.append(("上级认为应当公开，待重新研究", lines(questioned)))
    return boxes


def makers_waiting(actor) -> list[tuple[str, list[Waiting]]]:
    """Plans outside the catalog, changes to agree to or to file, and proposals for the catalog."""

    def changes(rows) -> list[Waiting]:
        return [
            Waiting(address("workbench:change", row.pk), f"{row.number}　{row.before[:40]}", "", row.due_on)
            for row in rows
        ]

    boxes = []
    for path, _ in reach(actor, Permission.DECIDE_OFF_CATALOG):
        plans = approvals.plans(actor, maker_path=path, states=("submitted",))
        boxes.append(("目录外公开工作方案", [
            Waiting(address("workbench:plan", row.pk), f"{row.number}　{row.title}", row.org.short_name, row.answer_due)
            for row in plans
        ]))  # fmt: skip
    for path, _ in reach(actor, Permission.DECIDE_CHANGE):
        asked = approvals.changes(actor, maker_path=path, states=("requested",))
        boxes.append(("变更、撤销、终止申请", changes(asked)))
    for path, _ in reach(actor, Permission.FILE_CHANGE):
        boxes.append(("待备案的变更", changes(approvals.changes(actor, county_path=path, states=("agreed",)))))
    for path, _ in reach(actor, Permission.MAKE_CATALOG):
        proposals = rulebook.proposals(actor, path=path, states=("proposed",))
        boxes.append(("目录条目建议", [
            Waiting(address("workbench:proposal", row.pk), row.name, _proposed_by(row)) for row in proposals
        ]))  # fmt: skip
    return boxes


def _proposed_by(row) -> str:
    plans = row.body.get("plans")
    return f"系统建议：目录外公开过 {len(plans)} 次" if plans else row.org.short_name


def documents_waiting(actor, *, today) -> list[tuple[str, list[Waiting]]]:
    """Documents to sign for, and for who sent them those that nobody signed for in time."""

    def reminded(row, word: str) -> str:
        return f"　{cn_date(row.reminded_at)}{word}" if row.reminded_at else ""

    boxes = [("要签收的文件", [
        Waiting(
            address("workbench:document", row.pk), row.regulation.title,
            f"{row.org.short_name}{reminded(row, '提醒：请签收。')}", row.due_on,
        )
        for row in rulebook.to_sign(actor)
    ])]  # fmt: skip
    if may_at_county(actor, Permission.MANAGE_RULEBOOK):
        boxes.append(("没有按时签收的文件", [
            Waiting(
                address("workbench:document_sent", row.code), row.title,
                f"{row.silent} 个单位还没有签收{reminded(row, '提醒过')}", row.due_on,
            )
            for row in rulebook.unsigned(actor, today=today)
        ]))  # fmt: skip
    return boxes


def opinions_waiting(actor, *, rows) -> list[tuple[str, list[Waiting]]]:
    """Opinions that the actor handles."""
    if not may_anywhere(actor, Permission.HANDLE_OPINION):
        return []
    return [("意见建议", [
        Waiting(
            address("workbench:opinion", row.pk), f"{row.number}　{row.text[:40]}",
            OPINION.states[row.state] + (f"　{row.org.short_name}" if row.handler_id != row.org_id else ""), row.due_on,
        )
        for row in rows
    ])]  # fmt: skip


def interpretations_waiting(actor) -> list[tuple[str, list[Waiting]]]:
    """Questions about articles that wait for this body, and what the other one stamped already (第十四条)."""
    rows = [
        Waiting(
            address("workbench:interpretation", row.number), f"{row.citation}　{row.question[:60]}",
            f"{row.first_body.short_name}已盖章，等会签" if row.awaits_stamp else f"{row.org.short_name}问，等待解释",
        )
        for row in rulebook.interpretations_waiting(actor)
    ]  # fmt: skip
    return [("条款解释", rows)]
