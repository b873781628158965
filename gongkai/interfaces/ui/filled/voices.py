"""Forms of opinions, applications, activities and consultations: F6, F8, F8b, F12, F26, F27, F30."""

from datetime import date

from gongkai.access_requests import queries as applications
from gongkai.interfaces.ui.filled.words import day, head, lines, signed
from gongkai.interfaces.ui.templatetags.words import APPLICATION_WORDS, audience_word
from gongkai.participation import queries as participation
from gongkai.rules.activities import Register, Way
from gongkai.rules.actor import Actor
from gongkai.rules.applications import FileSide
from gongkai.rules.consultations import Adoption
from gongkai.rules.documents.forms import Filling
from gongkai.rules.opinions import TERMS as OPINIONS
from gongkai.rules.opinions import OpinionChannel, OpinionKind, OpinionResult, Rating, Submitter, ToldBy
from gongkai.rules.procedures.access_request import RULINGS
from gongkai.rules.refusals import missing
from gongkai.rules.terms import label


def opinion(actor: Actor, key: str, today: date) -> Filling:
    """F12 意见建议收集处理反馈表. Who wrote it stands in the vault and not in a form."""
    row = participation.opinion(actor, opinion_id=int(key))
    trail = participation.trail(actor, opinion_id=row.pk)
    told, rated = trail.notices[-1:], trail.ratings[-1:]
    values = {
        "编号": row.number, "渠道": OPINIONS[OpinionChannel(row.channel)], "收到时间": day(row.received_on),
        "收件人": trail.steps[0].by_name if trail.steps else "", "关联事项": row.about_title or row.about,
        "提出人类别": OPINIONS[Submitter(row.submitter)], "意见种类": OPINIONS[OpinionKind(row.kind)],
        "办理期限": day(row.answer_by), "告知时间": day(row.told_on),
        "告知方式": "、".join(OPINIONS[ToldBy(one.way)] for one in told), "意见内容": row.text, "拟办意见": "",
        "办理情况": row.handling,
        "办理结果和理由": lines(OPINIONS[OpinionResult(row.result)] if row.result else "", row.reason),
        "再次公开": "按这条意见再次公开" if row.next_edition_id else "", "领导批示": row.note,
        "提出人评价": "；".join(lines(OPINIONS[Rating(one.value)], one.remark) for one in rated),
    }  # fmt: skip
    return Filling(values, head(row.number, row.handler.name, row.received_on))


def application(actor: Actor, key: str, today: date) -> Filling:
    """F6 依申请公开申请表, as the application was received."""
    view = applications.request_view(actor, number=key, today=today)
    row = view.row
    values = {
        "申请人": row.applicant_name, "所在党支部": row.applicant_org.name, "联系方式": row.contact,
        "所需形式": APPLICATION_WORDS[row.form], "代为记录人": row.typed_name,
        "申请公开的事项": lines(row.matter, row.description, row.correction),
        "时期和文号": "　".join(filter(None, (row.period, row.document))), "用途": row.purpose,
    }  # fmt: skip
    return Filling(values, head(row.number, row.org.name, row.received_on))


def refusal(actor: Actor, key: str, today: date) -> Filling:
    """F8 暂不（不能）公开审定表: the newest proposal and the superior's ruling. Missing without a proposal."""
    view = applications.request_view(actor, number=key, today=today)
    row, one = view.row, view.proposal
    if one is None:
        raise missing()
    until = f"（到{day(one.until)}为止）" if one.until else ""
    values = {
        "申请编号": row.number, "申请人": row.applicant_name, "报送日期": day(one.proposed_on), "退回日期": day(one.ruled_on),
        "告知申请人日期": day(row.closed_on), "申请公开的事项": lines(row.matter, row.description),
        "理由": one.reasons, "依据": one.basis,
        "所附材料": "、".join(file.caption or file.file.name for file in view.files if file.side == FileSide.MATERIAL),
        "报送组织意见": signed(f"{APPLICATION_WORDS[one.kind]}{until}。", one.proposer_name, one.proposed_on),
    }  # fmt: skip
    if one.ruling:
        ruling = lines(f"{RULINGS[one.ruling]}。", one.words)
        values["上级审定意见"] = signed(ruling, f"{one.superior.name}　{one.ruler_name}", one.ruled_on)
    return Filling(values, head(row.number, row.org.name, one.proposed_on))


def consultation(actor: Actor, key: str, today: date) -> Filling:
    """F27 征求意见登记表: what was asked, what was said, what was taken up."""
    view = participation.consultation_view(actor, number=key, today=today)
    row = view.row
    taken = [
        lines(f"{number}．{one.opinion}", f"{label(Adoption(one.verdict))}：{one.reason}" if one.verdict else "")
        for number, one in enumerate(view.points or (), 1)
    ]
    values = {
        "种类": "征求意见", "事项": row.title, "开始日期": day(row.opened_at), "结束日期": day(row.closes_on),
        "对象": audience_word(row.audience), "参加人数": f"{view.people}人" if view.over else "", "方案要点": row.text,
        "主要意见": lines(*taken), "采纳情况": row.result,
    }  # fmt: skip
    return Filling(values, head(row.number, row.org.name, row.opened_at or row.created_at))


def activity(actor: Actor, key: str, register: Register) -> Filling:
    """A record of one of the two registers; missing from the other's form."""
    row = participation.activity(actor, number=key)
    if row.register != register:
        raise missing()
    over = head(row.number, row.org.name, row.held_on)
    if register is Register.PUBLICITY:
        values = {
            "主题": row.title, "形式": label(Way(row.way)) if row.way else "", "时间": day(row.held_on), "地点": row.place,
            "主办": row.host, "参加人数": f"{row.people}人", "内容": row.content, "效果": row.material,
            "登记人": signed("", row.recorder_name, row.recorded_at),
        }  # fmt: skip
        return Filling(values, over)
    values = {
        "日期": day(row.held_on), "地点": row.place, "主持人": row.host, "到场人数": f"{row.people}人",
        "公开的事项": row.content, "收到的意见": f"{row.opinions}条" if row.opinions else "",
        "记录人": signed("", row.recorder_name, row.recorded_at),
    }  # fmt: skip
    return Filling(values, over)


def publicity(actor: Actor, key: str, today: date) -> Filling:
    """F26 宣传教育登记表."""
    return activity(actor, key, Register.PUBLICITY)


def disclosure_day(actor: Actor, key: str, today: date) -> Filling:
    """F30 公开日活动记录."""
    return activity(actor, key, Register.DAY)
