"""Ledgers of an organization and all below it: the register, exemptions, off-catalog plans, changes (R161–R165)."""

from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui import registers
from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import home_of
from gongkai.interfaces.workbench.years import asked_year
from gongkai.obligations import queries as obligations
from gongkai.publication import queries as publication
from gongkai.rules.ages import age
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.duties import local_day
from gongkai.rules.methods import TERMS, Audience
from gongkai.rules.procedures import CHANGE, EXEMPTION, OFF_CATALOG
from gongkai.rules.procedures.change import KINDS as CHANGES
from gongkai.rules.procedures.exemption import KINDS


def _above(org) -> str:
    return org.superior.short_name if org.superior else ""


def register_table(request) -> Table:
    """The register of everything published in a year here and below, as far as the reader may see it (R161)."""
    org, year = home_of(request), asked_year(request)
    lines = publication.register_lines(request.actor, path=org.path, year=year)
    rows = ((row.org_name, *registers.cells(row)) for row in lines)
    return Table(("组织", *registers.HEADINGS), rows, f"register-{org.code}-{year}")


EXEMPTIONS = (
    "编号", "组织", "上级", "月份", "目录编码", "事项", "类别", "种类", "理由", "依据", "决定机关", "备案日期", "已备案天数", "期限",
    "复核日期", "情况", "上级收到", "上级询问", "答复", "结束日期",
)  # fmt: skip


def exemptions_table(request) -> Table:
    """Exemptions with their reasons and how long they have stood (R163)."""
    org, today = home_of(request), request.today
    rows = (
        (
            one.number, one.org.short_name, _above(one.org), one.period, one.code, one.item_name,
            CATEGORIES[int(one.category) - 1].name, KINDS[one.kind], one.reason, one.basis, one.decided_by, iso_day(one.filed_at),
            age(local_day(one.filed_at), local_day(one.ended_at) if one.ended_at else None, today), iso_day(one.until),
            iso_day(one.review_on), EXEMPTION.states[one.state], iso_day(one.received_at), one.objection, one.reply, iso_day(one.ended_at),
        )
        for one in obligations.exemption_ledger(request.actor, path=org.path)
    )  # fmt: skip
    return Table(EXEMPTIONS, rows, f"exemptions-{org.code}-{today}")


PLANS = (
    "编号", "组织", "上级", "事项", "类别", "为什么不在目录里", "公开范围", "拟公开日期", "负责人", "报送", "答复期限", "答复", "答复人",
    "意见", "情况",
)  # fmt: skip


def plans_table(request) -> Table:
    """What was to be disclosed outside the catalog, and what its maker answered (R164)."""
    org = home_of(request)
    rows = (
        (
            one.number, one.org.short_name, _above(one.org), one.title, CATEGORIES[int(one.category) - 1].name, one.why_outside,
            "、".join(TERMS[Audience(name)] for name in one.audiences), iso_day(one.wanted_on), one.owner_name, iso_day(one.submitted_at),
            iso_day(one.answer_due), iso_day(one.decided_at), one.decider_name, one.decision, OFF_CATALOG.states[one.state],
        )
        for one in approvals.plan_ledger(request.actor, path=org.path)
    )  # fmt: skip
    return Table(PLANS, rows, f"off-catalog-{org.code}-{request.today}")


REQUESTS = (
    "编号", "组织", "上级", "种类", "索引号", "原来", "改为", "理由", "依据", "对群众的影响", "申请", "申请人", "批准", "批准人",
    "意见", "备案编号", "备案", "公布说明", "情况",
)  # fmt: skip


def changes_table(request) -> Table:
    """Changes, withdrawals and terminations with their three stamps (R165)."""
    org = home_of(request)
    rows = (
        (
            one.number, unit.short_name, _above(unit), CHANGES[one.kind], one.edition.disclosure.number or "",
            one.before, one.after, one.reason, one.basis, one.impact, iso_day(one.requested_at), one.requester_name,
            iso_day(one.decided_at), one.decider_name, one.decision, one.filing_number, iso_day(one.filed_at), iso_day(one.explained_at),
            CHANGE.states[one.state],
        )
        for one in approvals.change_ledger(request.actor, path=org.path)
        for unit in (one.edition.disclosure.org,)
    )  # fmt: skip
    return Table(REQUESTS, rows, f"changes-{org.code}-{request.today}")


MATTERS = ("组织", "上级", "目录编码", "事项", "开始", "进度%", "预计结束", "超过多少天", "跨年没有总结")


def matters_table(request) -> Table:
    """Staged matters under way here and below, with what is past its expected end or lacks its summary (R169)."""
    org, today = home_of(request), request.today
    rows = (
        (
            one.org.short_name, _above(one.org), one.code, one.title, iso_day(one.opened_on), one.progress, iso_day(one.expected_end),
            (today - one.expected_end).days if one.expected_end and one.expected_end < today else "",
            "是" if unsummed else "",
        )
        for one, unsummed in obligations.open_matters(request.actor, path=org.path, today=today)
    )  # fmt: skip
    return Table(MATTERS, rows, f"matters-{org.code}-{today}")
