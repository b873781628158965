"""Forms of what is planned, filed and changed: F9, F10, F11."""

from datetime import date

from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.filled.words import day, head, lines, signed, ways
from gongkai.interfaces.ui.templatetags.words import audience_words
from gongkai.obligations import queries as obligations
from gongkai.rules.actor import Actor
from gongkai.rules.documents.forms import Filling
from gongkai.rules.procedures import EXEMPTION, OFF_CATALOG
from gongkai.rules.procedures.change import KINDS as CHANGES
from gongkai.rules.procedures.change import ChangeState, stamps
from gongkai.rules.procedures.exemption import KINDS as EXEMPTIONS


def plan(actor: Actor, key: str, today: date) -> Filling:
    """F9 目录外公开工作方案, with the answer of the catalog's maker."""
    row = approvals.plan(actor, plan_id=int(key))
    values = {
        "事项": row.title, "时间": day(row.wanted_on), "责任人": row.owner_name, "公开范围": audience_words(row.audiences),
        "公开方式": ways(row.methods), "目录外公开的原因": row.why_outside, "内容": row.content, "程序": row.procedure,
        "结果": row.expected_result, "保密、隐私和风险评估": row.risk, "意见收集安排": row.feedback_plan,
    }  # fmt: skip
    if row.decided_at:
        answer = lines(f"{OFF_CATALOG.states[row.state]}。", row.decision)
        values["目录制定机关意见"] = signed(answer, row.decider_name, row.decided_at)
    return Filling(values, head(row.number, row.org.name, row.submitted_at or row.created_at))


def exemption(actor: Actor, key: str, today: date) -> Filling:
    """F10 暂不公开（不能公开）备案表, with the superior's question and the reply."""
    row = obligations.exemption(actor, exemption_id=int(key))
    values = {
        "目录编码": row.code, "时期": row.period, "种类": EXEMPTIONS[row.kind], "期限至": day(row.until) or "不定",
        "复查日期": day(row.review_on), "上级收文号": row.number if row.received_at else "", "理由": row.reason, "依据": row.basis,
        "上级询问和答复": lines(row.objection, row.reply), "本组织决定": signed(f"由{row.decided_by}决定。", "", row.filed_at),
        "上级收悉": signed(f"{EXEMPTION.states[row.state]}。", "", row.received_at) if row.received_at else "",
    }  # fmt: skip
    return Filling(values, head(row.number, row.org.name, row.filed_at))


def change(actor: Actor, key: str, today: date) -> Filling:
    """F11 公开事项变更（撤销、终止）审批备案表: complete only with its three stamps (第九条（二）)."""
    row = approvals.change(actor, change_id=int(key))
    edition = row.edition
    agreed = stamps(row.state) >= stamps(ChangeState.AGREED)
    values = {
        "事项": edition.approved_revision.title if edition.approved_revision else "", "种类": CHANGES[row.kind],
        "上级备案号": row.filing_number, "备案日期": day(row.filed_at), "说明公布日期": day(row.explained_at),
        "说明公布范围": audience_words(edition.audiences) if row.explained_at else "",
        "变更以前": row.before, "变更以后": row.after, "原因": row.reason, "依据": row.basis, "对党员的影响": row.impact,
        "公布的说明": row.explanation, "本组织意见": signed("申请。", row.requester_name, row.requested_at),
        "县领导小组备案": signed(f"已备案，{row.filing_number}。", "", row.filed_at) if row.filed_at else "",
    }  # fmt: skip
    if row.decided_at:
        answer = lines("同意。" if agreed else "不同意。", row.decision)
        values["目录制定机关意见"] = signed(answer, row.decider_name, row.decided_at)
    return Filling(values, head(row.number, edition.disclosure.org.name, row.requested_at))
