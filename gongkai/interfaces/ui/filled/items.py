"""Forms of one text and its signatures: F1, F4, F13, F29."""

from collections.abc import Iterable
from datetime import date

from gongkai.approvals import queries as approvals
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.ui.filled.words import day, head, lines, moment, plain, signed, ways
from gongkai.interfaces.ui.templatetags.words import audience_words, part_word, time_word
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.block_differences import Block
from gongkai.rules.categories import category
from gongkai.rules.checks import Part
from gongkai.rules.differences import Op, Stretch
from gongkai.rules.documents.forms import Filling
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.edition import MOVES
from gongkai.rules.refusals import missing
from gongkai.rules.secrecy import TERMS, SecrecyTick

SIGNERS = {
    "clear_secrecy": "保密审查意见", "submit": "经办人意见", "pass_review": "分管领导意见", "approve": "主要负责人意见",
}  # fmt: skip
SAID = {Op.DELETE: "删去", Op.INSERT: "写入"}
WORDS = {move.verb: f"{move.label}。" for move in MOVES}  # what was pressed, where nothing more was written


def _work(actor: Actor, key: str) -> tuple:
    """An edition at which the actor works, its newest text and the last signature of each kind."""
    found = disclosures.edition(actor, edition_id=int(key))
    demand(actor, Permission.READ_WORK, found.org_path, hidden=True)
    text = found.approved_revision or disclosures.revision(actor, edition_id=found.pk)
    steps = {one.verb: one for one in approvals.steps(actor, edition_id=found.pk) if one.revision_id == text.pk}
    return found, text, steps


def printed_text(actor: Actor, key: str):
    """The text that stands on the forms of an edition: the one that was signed for, else the newest."""
    return _work(actor, key)[1]


def approval(actor: Actor, key: str, today: date) -> Filling:
    """F1 党务公开审批表: what was signed stands as signed, the rest is left for the pen."""
    found, text, steps = _work(actor, key)
    one, entry = found.disclosure, found.disclosure.catalog_entry
    cleared = steps.get("clear_secrecy")
    values = {
        "事项名称": text.title, "目录编码": one.code, "类别": category(int(one.category)).name,
        "公开范围": audience_words(found.audiences), "公开方式": ways(found.methods),
        "公开类型": time_word(entry.time_kind) if entry else "", "应公开日期": day(found.due_on),
        "公示期": f"{found.notice_days}个工作日" if found.notice_days else "", "内容摘要": text.plain or plain(text.content),
        "程序": _part(text, "procedure"), "结果": _part(text, "result"),
        "个人信息审查": _tick(cleared, SecrecyTick.PERSONAL_PRIVACY) if cleared else "",
    }  # fmt: skip
    for verb, field in SIGNERS.items():
        if verb in steps:
            step = steps[verb]
            values[field] = signed(step.remark or WORDS[verb], _signer(step), step.decided_at)
    return Filling(values, head(one.number or "", one.org.name, found.created_at))


def secrecy(actor: Actor, key: str, today: date) -> Filling:
    """F29 保密（隐私）审查记录: the four ticks of the reviewer on the newest text."""
    found, text, steps = _work(actor, key)
    step = steps.get("clear_secrecy") or steps.get("return_secrecy")
    values = {"事项": text.title, "版次": f"第{found.number}版第{text.number}稿"}
    if step is not None:
        values |= {
            "审查人": _signer(step), "审查日期": day(step.decided_at), "依据": step.basis,
            "处理意见": step.remark or WORDS[step.verb],
            "审查人签字": signed("", _signer(step), step.decided_at),
        }  # fmt: skip
        values |= {TERMS[tick]: _tick(step, tick) for tick in SecrecyTick}
    return Filling(values, head(found.disclosure.number or "", found.disclosure.org.name, found.created_at))


def again(actor: Actor, key: str, today: date) -> Filling:
    """F13 再次公开说明表: the opinions taken up, what changed since the edition before, who signed it (R79, R80).

    Missing for a first edition, and for one that came of a change: that one has F11.
    """
    found, text, steps = _work(actor, key)
    if found.number == 1 or found.change_ref:
        raise missing()
    one = found.disclosure
    decided = [each.feedback_decision for each in disclosures.editions_of(actor, disclosure_id=one.pk)]
    taken = [f"{each.number}　{each.text}" for each in participation.behind_edition(actor, edition_id=found.pk)]
    changed = disclosures.since_last_edition(actor, edition_id=found.pk)
    values = {
        "事项": text.title, "原索引号": one.number or "", "新版次": f"第{found.number}版",
        "采纳的意见": lines(*taken, *decided),
        "修改的内容": lines(found.change_note, *(_changed(part, pieces) for part, pieces in changed.items())),
    }  # fmt: skip
    if "approve" in steps:
        step = steps["approve"]
        values["主要负责人意见"] = signed(step.remark or WORDS["approve"], _signer(step), step.decided_at)
    return Filling(values, head(one.number or "", one.org.name, found.created_at))


def _changed(part: Part, blocks: list[Block]) -> str:
    """标题：删去“8月”，写入“9月”；“慰问”一行：删去“600元”，写入“800元”。 Empty where a part stayed the same."""
    said = [_pieces(block.words) for block in blocks]
    for row in (row for block in blocks for row in block.rows):
        words = "，".join(filter(None, (_pieces(cell) for cell in row.cells)))
        said.append(f"“{row.name}”一行：{words}" if words else "")
    return f"{part_word(part)}：{'；'.join(filter(None, said))}。" if any(said) else ""


def _pieces(stretches: Iterable[Stretch]) -> str:
    return "，".join(f"{SAID[one.op]}“{one.text.strip()}”" for one in stretches if one.op in SAID and one.text.strip())


def notice(actor: Actor, key: str, today: date) -> Filling:
    """F4 个人告知单: one person who was told."""
    told, row = publication.notice(actor, notice_id=int(key))
    text = row.publication.revision
    values = {
        "被告知人": told.person_name, "事项": text.title, "告知方式": told.method, "告知地点": told.place,
        "告知人": told.informer, "告知时间": moment(told.told_at),
        "告知内容": lines(plain(text.content), plain(text.procedure), plain(text.result)), "本人意见": told.answer,
        "本人签收": signed("已签收。", told.person_name, told.told_at) if told.signed else "",
    }  # fmt: skip
    return Filling(values, head(row.publication.disclosure.number or "", row.publication.org.name, told.told_at))


def _signer(step) -> str:
    return "　".join(filter(None, (step.decider_post, step.decider_name)))


def _tick(step, tick: SecrecyTick) -> str:
    return "涉及" if step.ticks.get(tick) in (True, "yes") else "不涉及"


def _part(text, name: str) -> str:
    return plain(getattr(text, name)) or text.empty_reasons.get(name, "")
