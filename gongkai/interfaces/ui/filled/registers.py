"""Forms that are mostly a list: F2, F14, F16, F22, F24, F25."""

from datetime import date

from gongkai.archive import queries as archive
from gongkai.interfaces.ui.catalog_words import changed_entries
from gongkai.interfaces.ui.filled.words import day, head, lines, short, signed, ways
from gongkai.interfaces.ui.templatetags.words import audience_word
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.appraisals import TERMS as APPRAISING
from gongkai.rules.appraisals import Item, Mark, Open
from gongkai.rules.archiving import Retention
from gongkai.rules.documents.forms import Filling
from gongkai.rules.funds import FundKind, in_yuan
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.periods import Period
from gongkai.rules.refusals import missing
from gongkai.rules.terms import explain, label
from gongkai.supervision import queries as supervision


def _org_year(actor: Actor, key: str) -> tuple:
    """An organization and a year from a key such as Z05-C01-2026."""
    code, _, year = key.rpartition("-")
    if not (code and len(year) == 4 and year.isdecimal()):
        raise missing()
    return orgs.organization_by_code(actor, code=code), int(year)


def register(actor: Actor, key: str, today: date) -> Filling:
    """F2 党务公开登记簿 of a year, all of it as far as the reader may see it."""
    org, year = _org_year(actor, key)
    said = tuple(
        (str(row.register_number), short(row.published_at), row.title, row.code, audience_word(row.audience),
         lines(ways(row.methods), "、".join(filter(None, row.places))), short(row.due_on), lines(str(row.late_days or ""), row.late_reason),
         str(row.edition_number), row.head_name, "")
        for row in publication.register_lines(actor, org_id=org.pk, year=year)
    )  # fmt: skip
    return Filling({}, head("", f"{org.name}（{year}年）", today), said)


def catalog(actor: Actor, key: str, today: date) -> Filling:
    """F14 目录编制（调整）审批表 of a version: what it changes, who was asked, who agreed."""
    row = rulebook.version(actor, version_id=int(key))
    kept = row.catalog
    before = rulebook.entry_facts(actor, version_id=row.based_on_id) if row.based_on_id else []
    changes = changed_entries(before, rulebook.entry_facts(actor, version_id=row.pk))
    asked = rulebook.consultations(actor, version_id=row.pk)
    of = {
        kind: "、".join(f"{one.code} {one.name}" for one in changes if one.kind == kind)
        for kind in ("added", "changed", "removed")
    }
    values = {
        "组织": kept.for_org.name if kept.for_org else kept.name, "类别": KINDS[OrgKind(kept.org_kind)].name,
        "制定机关": kept.maker.name, "生效日期": day(Period.parse(row.period_from).opens_on) if row.period_from else "", "公布日期": day(row.approved_at),
        "商行业主管部门文号": "、".join(filter(None, (one.letter_number for one in asked))), "依据": row.note,
        "增加的条目": of["added"], "修改的条目": of["changed"], "取消的条目": of["removed"],
        "征求意见情况": lines(*(f"{day(one.held_on)}　{one.party}：{one.opinion}　{one.result}" for one in asked)),
        "批准意见": signed("同意。", row.approver_name, row.approved_at) if row.approved_at else "",
    }  # fmt: skip
    return Filling(values, head(f"第{row.number}版", kept.maker.name, row.drafted_at))


def group(actor: Actor, key: str, today: date) -> Filling:
    """F16 领导小组及办公室组成表: the composition in force that the reader may see, and what the rule says of it."""
    org = orgs.organization(actor, org_id=int(key))
    now = next((one for one in orgs.compositions(actor, org_id=org.pk) if one.group.ended_on is None), None)
    if now is None:
        raise missing()
    wrong = [explain(one.code, one.facts) for one in now.findings]
    values = {"组织": org.name, "任期起": day(now.group.formed_on), "核对结果": lines(*wrong) or "符合第十条的要求。"}
    rows = tuple((label(seat.role), seat.name or "空缺", seat.title, seat.phone) for seat in now.seats)
    return Filling(values, head(now.group.document, org.name, now.group.formed_on), rows)


def appraisal(actor: Actor, key: str, today: date) -> Filling:
    """F22 民主评议表 with the count, once there is one; nothing by item where too few voted for that."""
    row = participation.run_round(actor, round_id=int(key))
    outcome = participation.outcome(actor, round_id=row.pk)
    words = dict(outcome.words) if outcome else {}
    values = {
        "组织": row.org.name, "评议届次": row.title, "评议时期": f"到{day(row.ends_at)}截止",
        "应当公开而没有公开的": lines(*words.get(Open.MISSING, ())), "建议": lines(*words.get(Open.ADVICE, ())),
    }  # fmt: skip
    items = outcome.items if outcome else ()
    rows = tuple((APPRAISING[Item(one.item)], *(str(one.marks.get(mark, 0)) for mark in Mark)) for one in items)
    return Filling(values, head(row.number, row.org.name, row.counted_at or row.made_at), rows)


def funds(actor: Actor, key: str, today: date) -> Filling:
    """F24 经费台账 of a year, in the order in which money came and went, with the balance after each line."""
    org, year = _org_year(actor, key)
    figures = supervision.funds_of_year(actor, path=org.path, year=year)
    left, rows = figures.carried, []
    for row in reversed(list(supervision.fund_ledger(actor, path=org.path, year=year))):
        if row.voided_at is None and row.kind != FundKind.BUDGET:
            left += row.cents if row.kind == FundKind.INCOME else -row.cents
            sum_said = in_yuan(row.cents if row.kind == FundKind.INCOME else -row.cents)
            rows.append((short(row.day), row.what, sum_said, row.voucher, row.recorder_name, in_yuan(left)))
    values = {"组织": org.name, "年度": str(year), "预算": f"{in_yuan(figures.budget)}元"}
    return Filling(values, head("", org.name, today), tuple(rows))


def box(actor: Actor, key: str, today: date) -> Filling:
    """F25 归档文件目录 of one box (DA/T 22)."""
    found = archive.box(actor, box_id=int(key))
    values = {
        "全宗号": found.fonds, "年度": str(found.year), "保管期限": label(Retention(found.retention)),
        "机构（问题）": f"{found.org.short_name}　第{found.number}盒",
    }  # fmt: skip
    rows = tuple(
        (str(row.serial), row.responsible, row.number, row.title, short(row.dated), "无", str(row.pages or ""), "")
        for row in archive.listed(actor, path=found.org_path, year=found.year, box_id=found.pk)
    )
    return Filling(values, head("", found.org.name, found.closed_at or today), rows)
