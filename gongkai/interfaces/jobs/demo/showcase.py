"""What lies on the try-out village's desk: something in every state, made by the same acts as in daily work."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gongkai.approvals import actions as approvals
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures import queries as reading
from gongkai.interfaces.jobs.demo import (
    agendas,
    applications,
    appraisals,
    archive,
    campaigns,
    carriers,
    concerns,
    consulting,
    funds,
    group_tasks,
    inspections,
    interpretations,
    joint,
    judging,
    mornings,
    opinions,
    points,
    publicity,
    security,
    subscriptions,
    supervisors,
)
from gongkai.interfaces.jobs.demo.desk import CLERK, DEPUTY, HEAD, SECRECY, Desk
from gongkai.interfaces.jobs.demo.structure import TRY_TOWN, TRY_VILLAGE
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.orgs import actions as orgs_actions
from gongkai.publication import actions as publication
from gongkai.publication.numbers import slug
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries as catalogs
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL, DutyKind, DutyState
from gongkai.rules.eight_systems import System
from gongkai.rules.methods import Audience
from gongkai.rules.periods import Period

SUPERIOR, MAKER, OFFICE, VILLAGER = "zhen-shangji", "zhen-mulu", "xian-bangongshi", "cunmin"
PLANS = (
    ("draft", "古桥修缮捐款使用情况"), ("submitted", "村民文化院坝建设"), ("returned", "乡贤助学金发放"),
    ("consented", "春节慰问演出经费"), ("refused", "邻村道路纠纷调解记录"), ("dropped", "旧村委会房屋出租"),
)  # fmt: skip
CHANGES = ("requested", "agreed", "filed", "withdraw", "terminate", "change", "refused", "recalled")


@dataclass
class _Shown:
    """Addresses of the objects made, by what they show."""

    addresses: dict[str, str]

    def desk(self, what: str, edition) -> None:
        self.addresses[what] = f"/desk/edition/{edition.pk}/"

    def item(self, what: str, edition) -> None:
        number = reading.disclosure(Actor.clock(), disclosure_id=edition.disclosure_id).number
        self.addresses[what] = f"/item/{slug(number)}/"


def load(by_code: dict, plan) -> dict[str, str]:
    """Put something in every state on the desk; answers with addresses by what is shown there."""
    day = plan.today - timedelta(days=1)
    desk = Desk(by_code[TRY_VILLAGE], day, datetime.combine(day, time(9), LOCAL), plan.seed)
    shown = _Shown({"村的首页": f"/org/{TRY_VILLAGE}/", "镇的首页": f"/org/{TRY_TOWN}/"})
    carriers.load(by_code, desk, plan)
    _villager(desk)
    open_now = [
        row for row in duties.todo(desk.at(CLERK), org_id=desk.org.pk, today=day)
        if row.kind in (DutyKind.PERIODIC, DutyKind.CONFIRMATION, DutyKind.FIRST) and row.state is DutyState.PENDING
    ]  # fmt: skip
    _drafts(desk, open_now, shown)
    _event(desk, shown)
    carriers.tell_one(desk, shown)
    shown.addresses["民主评议"] = f"/appraisal/{appraisals.load(desk)}/"
    shown.addresses |= consulting.load(by_code, desk)
    _system(desk, shown)
    shown.addresses |= publicity.load(by_code, desk)
    shown.addresses |= inspections.load(by_code, desk)
    shown.addresses |= joint.load(desk)
    shown.addresses |= campaigns.load(by_code, desk)
    shown.addresses |= points.load(by_code, desk)
    shown.addresses |= supervisors.load(desk)
    shown.addresses |= agendas.load(by_code, desk)
    shown.addresses |= group_tasks.load(by_code, desk)
    shown.addresses |= interpretations.load(desk)
    shown.addresses |= funds.load(by_code, desk)
    shown.addresses |= judging.load(by_code, desk)
    _plans(desk, shown)
    public = _public(desk, plan)
    for show in (_correction, _taken_down):
        if public:
            show(desk, public.pop(), shown)
    _changes(desk, public, shown)
    carriers.send_one(desk)
    subscriptions.load(desk)
    shown.addresses |= concerns.load(by_code, desk)
    _exemptions(desk, open_now, shown)
    _urges(desk, by_code)
    shown.addresses |= opinions.load(by_code, day, desk.tick())
    shown.addresses |= applications.load(by_code, day, desk.tick())
    catalog = catalogs.catalog_of(Actor.clock(), org_id=desk.org.pk, period=str(Period.of(day)))
    rulebook.start_version(desk.at(MAKER), catalog_id=catalog.pk, now=desk.tick())
    shown.addresses |= archive.load(desk)
    security.load(desk)
    mornings.load(desk, plan.today)
    return shown.addresses


def _system(desk: Desk, shown: _Shown) -> None:
    """One more of the eight systems is in the making at the village; two are missing (第九条)."""
    edition = disclosures.start_system(
        desk.at(CLERK), org_id=desk.org.pk, system=System.CONTACT_POINTS, model=True, **desk.when
    )
    shown.desk("制度的草稿", edition)


def _villager(desk: Desk) -> None:
    """One of the people joins the village's circle with a code from the county office."""
    last = desk.today + timedelta(days=90)
    code = orgs_actions.issue_unit_code(desk.at(OFFICE), org_id=desk.org.pk, valid_until=last, now=desk.tick())
    orgs_actions.join_unit(desk.at(VILLAGER), code=code, **desk.when)


def _drafts(desk: Desk, rows: list, shown: _Shown) -> None:
    """One draft in every state before publication, and one that has reached the party only."""
    broad = next((row for row in rows if len(row.audiences) > 1), None)
    if broad is not None:
        rows.remove(broad)
        edition = desk.draft(broad)
        desk.bring(edition, "approve")
        desk.release(edition, 1)
        shown.desk("已在党内公开，等对外公开", edition)
    ways = (
        ("草稿", ()), ("待保密审查", (("submit", CLERK, ""),)),
        ("待审核", (("submit", CLERK, ""), ("clear_secrecy", SECRECY, ""))),
        ("待签字", (("submit", CLERK, ""), ("clear_secrecy", SECRECY, ""), ("pass_review", DEPUTY, ""))),
        ("退回修改", (("submit", CLERK, ""), ("clear_secrecy", SECRECY, ""), ("return_review", DEPUTY, "请写明到会人数。"))),
        ("待公开", (("submit", CLERK, ""), ("clear_secrecy", SECRECY, ""), ("pass_review", DEPUTY, ""), ("approve", HEAD, ""))),
        ("已作废", (("abandon", CLERK, "与上月的重复。"),)),
    )  # fmt: skip
    for name, acts in ways:
        if not rows:
            return
        edition = desk.draft(rows.pop())
        for verb, who, remark in acts:
            desk.act(edition, verb, who, remark)
        shown.desk(name, edition)


def _event(desk: Desk, shown: _Shown) -> None:
    """An instant event with a public-notice period that runs now (R78)."""
    happened = desk.today - timedelta(days=1)
    title = "关于拟接收预备党员的公示"
    trigger = obligations.register_event(
        desk.at(CLERK), org_id=desk.org.pk, code="C11", title=title, event_on=happened, **desk.when
    )
    duty = duties.duty(
        Actor.clock(), org_id=desk.org.pk, period=trigger.period, code="C11", trigger_id=trigger.pk, today=desk.today
    )
    edition = desk.draft(duty, event=title)
    desk.publish(edition)
    shown.item("公示期内", edition)


def _plans(desk: Desk, shown: _Shown) -> None:
    """An off-catalog plan in each state (第六条（二）)."""
    answers = {"returned": "return", "consented": "consent", "refused": "refuse"}
    for state, title in PLANS:
        plan = approvals.draft_plan(
            desk.at(CLERK), org_id=desk.org.pk, wanted_on=desk.today + timedelta(days=12), title=title, category="8",
            why_outside="目录里没有这一项，群众多次询问。", content=f"{title}：对象、金额、经办人。",
            procedure="支部委员会研究", expected_result="公布金额和剩余", audiences=[Audience.UNIT], methods=["gl", "wz"],
            owner_name="何天富", risk="涉及个人的只写姓和组别。", feedback_plan="公布后收集意见七天。", **desk.when,
        )  # fmt: skip
        if state == "dropped":
            approvals.move_plan(desk.at(CLERK), plan_id=plan.pk, verb="drop", **desk.when)
        elif state != "draft":
            approvals.move_plan(desk.at(CLERK), plan_id=plan.pk, verb="submit", **desk.when)
        if state in answers:
            remark = "请补充金额来源。" if state != "consented" else ""
            approvals.move_plan(desk.at(MAKER), plan_id=plan.pk, verb=answers[state], remark=remark, **desk.when)
        shown.addresses[f"目录外方案：{state}"] = f"/desk/plan/{plan.pk}/"


def _public(desk: Desk, plan) -> list:
    """Editions of the village's past months, the newest last."""
    last = Period.of(plan.today)
    found = []
    for back in range(min(plan.months - 1, 8), 0, -1):
        view = duties.month(Actor.clock(), org_id=desk.org.pk, period=str(last.plus(-back)), today=desk.today)
        refs = [row.ref for row in view.rows if row.state is DutyState.PUBLISHED and not row.trigger_id]
        found += [reading.edition(Actor.clock(), edition_id=int(ref.partition(":")[2])) for ref in refs]
    return found


def _correction(desk: Desk, edition, shown: _Shown) -> None:
    """A figure was wrong: a second version says so, the first stays readable (R79)."""
    note = "更正：到会人数漏记一人，其余不变。"
    second = disclosures.start_edition(
        desk.at(CLERK), disclosure_id=edition.disclosure_id, kind="correction", change_note=note, now=desk.tick()
    )
    desk.write(second, changed="更正：到会人数应为26人。")
    desk.publish(second)
    shown.item("有更正的第2版", second)


def _taken_down(desk: Desk, edition, shown: _Shown) -> None:
    publication.take_down(desk.at(HEAD), edition_id=edition.pk, remark="名单里有没有遮盖的个人信息。", **desk.when)
    shown.item("紧急下架，核查中", edition)


def _changes(desk: Desk, public: list, shown: _Shown) -> None:
    """A change request in each state; withdrawal and termination leave their explanation (第九条（二）)."""
    for state in CHANGES:
        if not public:
            return
        edition = public.pop()
        kind = state if state in ("withdraw", "terminate", "change") else "withdraw"
        change = approvals.request_change(
            desk.at(CLERK), edition_id=edition.pk, kind=kind, reason="公布后发现依据的文件已经调整。",
            after="改按新文件的口径公布。" if kind == "change" else "", basis="第九条（二）", impact="不影响群众办事。",
            **desk.when,
        )  # fmt: skip
        _stamp(desk, change, state)
        shown.addresses[f"变更申请：{state}"] = f"/desk/change/{change.pk}/"
        if state in ("withdraw", "terminate", "change"):
            shown.item(f"变更后的说明：{state}", edition)


def _stamp(desk: Desk, change, state: str) -> None:
    def move(who: str, verb: str, remark: str = "") -> None:
        approvals.move_change(desk.at(who), change_id=change.pk, verb=verb, remark=remark, **desk.when)

    if state == "refused":
        return move(MAKER, "refuse", "原内容没有错，不必撤销。")
    if state == "recalled":
        return move(CLERK, "recall")
    if state == "requested":
        return None
    move(MAKER, "agree")
    if state == "agreed":
        return None
    move(OFFICE, "file")
    if state == "filed":
        return None
    words = "依据的文件已经调整，原内容不再适用。按规定经目录制定机关同意、县领导小组办公室备案，现予说明。"
    approvals.write_explanation(desk.at(CLERK), change_id=change.pk, text=words, now=desk.tick())
    publication.explain_change(desk.at(CLERK), change_id=change.pk, **desk.when)
    return None


def _exemptions(desk: Desk, rows: list, shown: _Shown) -> None:
    """A filing with the superior in each state (第九条（二）, R83–R85)."""
    acts = {
        "已报备案": (), "上级已收悉": (("acknowledge", SUPERIOR, ""),),
        "上级提出异议": (("question", SUPERIOR, "理由不充分，请重新研究。"),),
    }  # fmt: skip
    for name, moves in acts.items():
        if not rows:
            return
        duty = rows.pop()
        filing = obligations.file_exemption(
            desk.at(CLERK), org_id=desk.org.pk, period=duty.period, code=duty.code, trigger_id=duty.trigger_id,
            kind="temporary", reason="事项正在核实，过早公布会影响办理。", basis="第九条（二）", decided_by="村党支部委员会",
            until=desk.today + timedelta(days=60), **desk.when,
        )  # fmt: skip
        for verb, who, remark in moves:
            obligations.move_exemption(desk.at(who), exemption_id=filing.pk, verb=verb, remark=remark, **desk.when)
        shown.addresses[f"暂不公开备案：{name}"] = f"/desk/exemption/{filing.pk}/"


def _urges(desk: Desk, by_code: dict) -> None:
    """The town reminds of what is overdue below it, and the county of what is overdue elsewhere."""
    for who, path, most in ((SUPERIOR, by_code[TRY_TOWN].path, 2), (OFFICE, by_code["XW"].path, 4)):
        rows, _ = duties.overdue(desk.at(who), path=path, today=desk.today, limit=most)
        for row in rows[:most]:
            one = getattr(row, "duty", row)
            obligations.urge(
                desk.at(who), org_id=one.org_id, period=one.period, code=one.code, trigger_id=one.trigger_id,
                text="请本周内公开；有困难请来电话说明。", **desk.when,
            )  # fmt: skip
