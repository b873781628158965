"""The index of all ledgers that a person may read, each on screen, as a workbook and on paper (R160–R171)."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.ui.tables import Table, download
from gongkai.interfaces.workbench.frame import desk, frame, home_of, places
from gongkai.interfaces.workbench.three_forms import as_paper, as_screen
from gongkai.interfaces.workbench.views import (
    accountability,
    activities,
    agendas,
    applications,
    archive,
    archive_disposals,
    archive_use,
    assessment,
    board,
    burden,
    carriers,
    concerns,
    consultations,
    coverage,
    effects,
    filings,
    funds,
    group_desk,
    groups,
    inspections,
    interpretations,
    marks,
    opinions,
    oversight_report,
    point_works,
    points,
    rolls,
    spot_checks,
    supervisors,
    systems,
    work_ledgers,
)
from gongkai.interfaces.workbench.years import asked_year, offered_years
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing

HERE = "workbench:ledgers"
NAME = "台账"


@dataclass(frozen=True)
class Ledger:
    """One ledger. `room`: who has something to do there reads it. `wide`: of a body that oversees, and all below it.

    `yearly`: of one year, which is chosen.
    """

    slug: str
    title: str
    about: str
    room: str
    table: Callable[..., Table]
    wide: bool = False
    yearly: bool = False


LEDGERS = (
    Ledger("register", "公开登记簿", "今年公开过的每一件，编了号，连同所属组织", "editions", work_ledgers.register_table, yearly=True),
    Ledger("exemptions", "暂不公开台账", "每一项的理由、依据、期限和已经备案多少天", "filings", work_ledgers.exemptions_table),
    Ledger("off-catalog", "目录外公开台账", "方案、制定机关的答复和意见", "filings", work_ledgers.plans_table),
    Ledger("changes", "变更、撤销、终止台账", "批准、备案、公布说明三个环节", "filings", work_ledgers.changes_table),
    Ledger("matters", "分期事项台账", "正在进行的，哪些过了预计结束的日子，哪些跨年没有总结", "matters", work_ledgers.matters_table),
    Ledger("filings", "本组织备案和申请", "上面三种和目录条目建议合在一张表", "filings", filings.filings_table),
    Ledger("carriers", "载体更新情况", "每块公开栏、每个屏最近哪天更新、巡检", "board", carriers.stale_table, wide=True),
    Ledger("systems", "八项制度", "所属组织各项制度公开了没有", "board", systems.below_table, wide=True),
    Ledger("activities", "宣传教育和公开日活动", "本年的登记", "activities", activities.activities_table, yearly=True),
    Ledger("activities-below", "所属组织的活动", "本年次数、人次，少的在前", "board", activities.activities_below_table, wide=True, yearly=True),
    Ledger("agendas", "议事日程", "本年研究党务公开的会议，定了什么、谁办、办完没有", "agendas", agendas.agendas_table, yearly=True),
    Ledger("agendas-below", "所属组织的议事日程", "本年研究几次，该研究没有研究的在前", "board", agendas.agendas_below_table, wide=True, yearly=True),
    Ledger("funds", "工作经费台账", "本年的预算、拨入、支出和凭证号", "funds", funds.funds_table, yearly=True),
    Ledger("funds-below", "所属组织的工作经费", "预算、支出、结余，没有预算的在前", "board", funds.funds_below_table, wide=True, yearly=True),
    Ledger("archive", "归档文件目录", "一年或者一盒的每一件：档号、责任者、文号、题名、日期", "archive", archive.records_table),
    Ledger("archive-loans", "档案借阅登记簿", "谁借、做什么、哪天还，没有还的在前", "archive", archive_use.loans_table),
    Ledger("archive-disposals", "档案销毁清册", "销毁了什么、哪天、凭什么批准、谁监销", "archive", archive_disposals.disposals_table),
    Ledger("applications", "申请公开登记簿", "受理、答复、超期；没有申请人姓名", "applications", applications.registers_table),
    Ledger("opinions", "意见建议登记簿", "办理、答复、采纳、评价；没有署名人姓名", "opinions", opinions.opinions_table),
    Ledger("interpretations", "条款解释登记簿", "问的哪一条、两家什么时候盖章", "interpretations", interpretations.interpretations_table),
    Ledger("concerns", "社会关切", "从哪里知道、什么时候回应", "concerns", concerns.concerns_table),
    Ledger("typical", "典型案例", "推荐和列入", "concerns", concerns.typical_cases_table),
    Ledger("consulting", "征求意见、听证、咨询", "情况和参加人数", "consulting", consultations.consulting_table),
    Ledger("month", "公开日月报", "各组织应公开、已公开、零报告、暂不公开、逾期", "board", board.month_table, wide=True),
    Ledger("burden", "按时率和工作量", "近12个月，各地方按时率和每个组织每月要办几件", "board", burden.burden_table, wide=True),
    Ledger("coverage", "公开和目录的缺项", "44个子项，各地方逾期几项、几个组织的目录没有写", "board", coverage.coverage_table, wide=True),
    Ledger("oversight", "监督员、联系点和宣传教育", "每个组织本年的监督员、会议、意见、联系点、指导活动、成果、宣传教育", "board", oversight_report.oversight_table, wide=True, yearly=True),
    Ledger("late", "逾期清单", "到今天没有交代的每一项", "board", board.late_table, wide=True),
    Ledger("supervisors", "监督员名册", "身份、任期、聘任和解聘", "supervisors", supervisors.supervisors_table),
    Ledger("supports", "监督员履职保障", "做了什么、花了多少钱", "supervisors", supervisors.supports_table),
    Ledger("marks", "监督意见", "答复和评价；没有监督员姓名", "marks", marks.marks_table),
    Ledger("inspections", "监督检查", "检查组、得分、等次", "inspections", inspections.inspections_table),
    Ledger("rectifications", "限期整改", "通知、方案、期限、退回", "inspections", inspections.rectifications_table),
    Ledger("spot-checks", "抽查照片", "每张照片的核看意见", "inspections", spot_checks.spot_checks_table),
    Ledger("points", "联系点、示范点", "批次、状态、期限", "points", points.points_table),
    Ledger("guidance", "联系点指导活动", "日期、人数、产生了什么", "points", point_works.activities_table),
    Ledger("assessment", "年度考评", "得分、等次和折算", "assessment", assessment.assessment_table),
    Ledger("accountability", "责任追究", "只有和您有关、您可以知道的案件", "accountability", accountability.accountability_table),
    Ledger("groups", "领导小组", "组成、备案和公开", "groups", groups.groups_table),
    Ledger("group-tasks", "领导小组交办的事", "哪个单位办、什么时候办完、办得怎样", "board", group_desk.group_tasks_table, wide=True),
    Ledger("effect", "公开效果", "来看来问、意见答复、按意见改、照片核实；不看件数", "editions", effects.effects_table),
    Ledger("roll", "党员名册", "今天在册的党员", "roll", rolls.roll_table),
)  # fmt: skip
BY_SLUG = {one.slug: one for one in LEDGERS}


def readable(actor) -> list[tuple[str, list[Ledger]]]:
    """The ledgers of the rooms that the person sees, by group of the navigation, in its order."""
    rooms = {one.name: one.group for one in places(actor)}
    found = [(rooms[name], one) for one in LEDGERS if (name := f"workbench:{one.room}") in rooms]
    order = list(dict.fromkeys(rooms.values()))
    found.sort(key=lambda pair: order.index(pair[0]))
    return [(group, [one for _, one in rows]) for group, rows in groupby(found, key=lambda pair: pair[0])]


def _query(actor, org, one: Ledger) -> str:
    """Which organization's ledger is opened: one's own; a wide one where one oversees, else where it begins by itself."""
    return "" if one.wide and not may(actor, Permission.OVERSEE, org.path) else f"?org={org.code}"


@desk
def ledgers(request):
    """All ledgers of the person, each with its three forms."""
    org, actor = home_of(request), request.actor
    found = [(group, [(one, _query(actor, org, one)) for one in rows]) for group, rows in readable(actor)]
    context = frame(request, HERE, org=org, groups=found, count=sum(len(rows) for _, rows in found))
    return render(request, "workbench/ledgers.html", context)


def _asked(request, slug: str) -> Ledger:
    for _, rows in readable(request.actor):
        for one in rows:
            if one.slug == slug:
                return one
    raise missing()


def _context(request, one: Ledger) -> dict:
    asked = request.GET.copy()
    for place in ("page", "part"):
        asked.pop(place, None)
    context = {"ledger": one, "query": asked.urlencode(), "crumbs": ((NAME, reverse(HERE)), (one.title, ""))}
    if one.yearly:
        asked.pop("year", None)
        context |= {"year": asked_year(request), "years": offered_years(request), "any_year": asked.urlencode()}
    return context


@desk
def ledger(request, slug: str):
    """One ledger on screen, a page at a time."""
    one = _asked(request, slug)
    return as_screen(request, one.table(request), **_context(request, one))


@desk
def ledger_xlsx(request, slug: str):
    """One ledger as a workbook."""
    return download(_asked(request, slug).table(request))


@desk
def ledger_print(request, slug: str):
    """One ledger on paper."""
    one = _asked(request, slug)
    return as_paper(request, one.table(request), **_context(request, one))
