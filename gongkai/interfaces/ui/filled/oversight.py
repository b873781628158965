"""Forms of oversight: F15, F18, F19, F20, F21, F23, F31."""

from datetime import date

from gongkai.approvals import queries as approvals
from gongkai.assessment import queries as assessment
from gongkai.interfaces.ui.assessment_words import lines_of
from gongkai.interfaces.ui.filled.words import day, head, lines, short, signed
from gongkai.publication import queries as publication
from gongkai.rules.accountability import ARTICLE, Measure, Target
from gongkai.rules.accountability import TERMS as CASES
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import Condition
from gongkai.rules.documents.forms import Filling
from gongkai.rules.inspections import InspectionGrade, in_points
from gongkai.rules.points import TERMS as POINTS
from gongkai.rules.points import Criterion, PointLevel
from gongkai.rules.scoring import TERMS as SCORING
from gongkai.rules.scoring import said
from gongkai.rules.terms import label
from gongkai.supervision import queries as supervision

CRITERIA = dict(zip(Criterion, ("条件一及证明", "条件二及证明", "条件三及证明"), strict=True))


def plan(actor: Actor, key: str, today: date) -> Filling:
    """F15 实施方案备案表, as it was filed, with the receiver's check."""
    row = approvals.plan_filing(actor, number=key)
    owed = row.owed
    values = {
        "组织": owed.org.name, "文号": row.document_number, "通过日期": day(row.adopted_on), "办公室": row.office,
        "专人": f"{row.person}　{row.phone}", "经费": row.budget, "收到日期": day(row.filed_on),
        "是否按期": "按期" if row.filed_on <= owed.due_on else f"超过{day(owed.due_on)}的期限",
        "领导小组成员（按职务）": row.group, "附件": row.file.name, "报送组织": signed("", row.filer_name, row.filed_at),
        "收件机关": signed(row.remark or "收悉。", row.checker_name, row.checked_at) if row.checked_at else "",
    }  # fmt: skip
    return Filling(values, head(row.number, owed.org.name, row.filed_on))


def point(actor: Actor, key: str, today: date) -> Filling:
    """F18 联系点申报审批表: the three criteria with their evidence and both scores (第九条（六）)."""
    view = supervision.point_view(actor, number=key, today=today)
    row = view.row
    batch = row.batch
    values = {
        "组织": row.org.name, "级别": POINTS[PointLevel(batch.level)], "批准日期": day(row.named_on),
        "期限": f"{day(batch.starts_on)}至{day(batch.ends_on)}", "承担的任务": lines(row.duties, *(one.title for one in view.tasks)),
        "年度复核": lines(*(f"{one.year}年：{one.text}（{one.reviewer_name}）" for one in view.reviews)),
        "开展的活动": lines(*(f"{day(one.delivered_on)}　{one.title}" for one in view.works)),
        "申报组织意见": signed(row.reason, row.submitter_name, row.submitted_at) if row.submitted_at else "",
    }  # fmt: skip
    for mark in view.marks:
        scores = (("自评", mark.score), ("核定", mark.checked))
        given = "，".join(f"{word}{score}分" for word, score in scores if score is not None)
        values[CRITERIA[Criterion(mark.criterion)]] = lines(mark.evidence, given)
    if row.decided_at:
        answer = lines("同意确定。" if row.named_on else "不确定。", row.decision)
        values["批准机关意见"] = signed(answer, f"{batch.keeper.name}　{row.decider_name}", row.decided_at)
    return Filling(values, head(row.number, row.org.name, row.submitted_at or row.created_at))


def inspection(actor: Actor, key: str, today: date) -> Filling:
    """F19 监督检查表: every line with what was taken off and why, the findings below their point."""
    view = supervision.inspection_view(actor, number=key)
    row, rows = view.row, []
    for one in view.points:
        for line in one.lines:
            given = "" if line.tenths is None else in_points(line.most - line.tenths)
            rows.append((f"{line.code} {line.name}", in_points(line.most), given, line.comment or line.found))
        rows += [(f"{one.name}：问题", "", "", lines(found.facts, f"（{found.article}）")) for found in one.findings]
    values = {
        "被检查组织": row.org.name, "检查日期": day(row.visit_on), "检查人": row.team,
        "总分": in_points(row.total) if row.total is not None else "",
        "等次": label(InspectionGrade(row.grade)) if row.grade else "", "检查结论": row.summary,
        "检查组签字": signed("", row.concluder_name, row.concluded_at) if row.concluded_at else "",
    }  # fmt: skip
    return Filling(values, head(row.number, row.inspector.name, row.visit_on), tuple(rows))


def rectification(actor: Actor, key: str, today: date) -> Filling:
    """F20 限期整改通知书 with receipt, plan, report and acceptance."""
    row = supervision.rectification(actor, number=key)
    problems = supervision.problems(actor, row=row)
    values = {
        "被通知组织": row.org.name, "来源": row.title, "整改期限": day(row.due_on), "方案报送期限": day(row.plan_due),
        "问题": _numbered(one.facts for one in problems), "违反的条款": _numbered(one.article for one in problems),
        "整改要求": _numbered(one.demand for one in problems),
        "签发人": signed(row.inspector.name, row.issuer_name, row.issued_at),
        "回执（签收）": signed("收到。", row.receiver_name, row.received_at) if row.received_at else "",
        "验收意见": signed("同意销号。", "", row.closed_at) if row.closed_at else "",
    }  # fmt: skip
    rows = tuple(
        (one.facts, one.measure, one.person, short(one.finish_on), lines(one.done, *(proof.caption or proof.file.name for proof in one.proofs.all())))
        for one in problems
    )  # fmt: skip
    return Filling(values, head(row.number, row.inspector.name, row.issued_at), rows)


def case(actor: Actor, key: str, today: date) -> Filling:
    """F21 责任追究登记表, for those who may know of the case."""
    row = assessment.case(actor, number=key)
    body = assessment.deciding_body(actor, row=row)
    facts = [f"{day(one.row.on)}　{one.row.text}" for one in assessment.linked_facts(actor, row=row)]
    values = {
        "对象种类": CASES[Target(row.target)], "对象": row.person_name or row.org.name,
        "追究方式": CASES[Measure(row.measure)] if row.measure else "", "决定机关": body.name if row.is_decided else "",
        "文号": row.number if row.is_decided else "", "决定日期": day(row.decided_at), "期限": day(row.until),
        "事实": lines(row.facts, *facts), "依据": ARTICLE,
        "本人陈述": lines(row.statement, f"{row.stated_by}　{day(row.stated_at)}") if row.stated_at else "",
    }  # fmt: skip
    if row.is_decided:
        values["决定机关意见"] = signed(row.decision, row.decider_name, row.decided_at)
    return Filling(values, head(row.number, row.org.name, row.opened_at))


def year(actor: Actor, key: str, today: date) -> Filling:
    """F23 考核评分表: `key` is code and year, as in Z05-C01-2026."""
    code, _, number = key.rpartition("-")
    view = assessment.sheet_view(actor, code=code, year=int(number), today=today)
    rows = tuple((one.name, one.weight, one.points, one.made_of) for part in lines_of(view) for one in part.rows)
    row = view.row
    values = {
        "组织": view.org.name, "年度": number, "总分": said(view.sheet.total), "等次": SCORING[view.sheet.grade],
        "说明": "这一年还没有评定，是按今天的记录算的。" if view.simulated else (row.remark if row else ""),
    }  # fmt: skip
    return Filling(values, head(row.number if row else "", view.org.name, today), rows)


def carrier(actor: Actor, key: str, today: date) -> Filling:
    """F31 载体登记（巡检）单 with every check so far, the oldest first."""
    trail = publication.carrier(actor, carrier_id=int(key), today=today)
    one = trail.carrier
    values = {
        "载体名称": one.name, "种类": one.kind_name, "地点": one.place, "位置": one.position, "管理人": one.keeper,
        "联系电话": one.keeper_phone, "启用日期": day(one.from_date),
        "情况说明": f"{day(one.ended_on)}停用：{one.end_reason}" if one.ended_on else "",
    }  # fmt: skip
    rows = tuple(
        (
            short(check.day),
            check.by_name,
            label(Condition(check.condition)),
            "在" if check.month_hangs else "不在",
            check.wrong,
        )
        for check in reversed(trail.checks)
    )
    return Filling(values, head("", one.org_name, today), rows)


def _numbered(texts) -> str:
    return lines(*(f"{number}．{text}" for number, text in enumerate(texts, 1)))
