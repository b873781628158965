"""What a leading group has before it: what is filed with it, its three duties, who does what (第十条, R129, R131)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, refuse_form
from gongkai.interfaces.workbench.group_task_forms import GroupTaskForm
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.orgs import queries as orgs
from gongkai.rules.group_tasks import MEANS, TERMS, GroupDuty
from gongkai.rules.leading_groups import SeatRole
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures import GROUP_TASK
from gongkai.rules.procedures.change import KINDS, ChangeKind
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE = "workbench:groups"
MOST_FILINGS = 20
VERBS = {move.verb for move in GROUP_TASK.moves}
UNITS_WITH_DUTIES = (SeatRole.LEADER, SeatRole.DEPUTY, SeatRole.MEMBER)


def _group_of(request, code: str):
    """The organization whose leading group it is, for those who keep or oversee it."""
    org = orgs.organization_by_code(request.actor, code=code)
    if not orgs.reads_groups(request.actor, path=org.path):
        raise missing()
    return org


def _crumbs(org, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    here = reverse("workbench:group_desk", args=[org.code]) if more else ""
    return (("领导小组", reverse(HERE)), (f"{org.short_name}领导小组的工作", here), *more)


@desk
def group_desk(request, code: str):
    """Filings received, the three duties with what was given to do, and the table of duties of the members."""
    org, actor = _group_of(request, code), request.actor
    receives = org.superior_id is None  # changes are filed with the county's group alone (第九条（二）)
    filings = approvals.filed_with(actor, county_path=org.path) if receives else []
    tasks = supervision.group_tasks(actor, path=org.path)
    rows = [
        (row, TERMS[GroupDuty(row.duty)], GROUP_TASK.states[row.state], row.is_late(request.today)) for row in tasks
    ]
    now = next((one for one in orgs.compositions(actor, org_id=org.pk) if one.group.ended_on is None), None)
    context = frame(
        request, HERE, crumbs=_crumbs(org), org=org, today=request.today, composition=now, rows=rows,
        duties=[(TERMS[one], MEANS[one], sum(row.duty == one and row.is_open for row in tasks)) for one in GroupDuty],
        seats=[seat for seat in now.seats if seat.role in UNITS_WITH_DUTIES] if now else [],
        filings=[(row, KINDS[ChangeKind(row.kind)], row.before.partition("\n")[0]) for row in filings[:MOST_FILINGS]],
        receives=receives, keeps=may(actor, Permission.KEEP_GROUP, org.path),
    )  # fmt: skip
    return render(request, "workbench/group_desk.html", context)


def group_tasks_table(request) -> Table:
    """What the group gave to do, as a workbook."""
    org = overseen(request)
    headings = (
        "编号", "职责", "要办什么", "哪个单位办", "配合", "交办", "什么时候办完", "情况", "超过期限", "办得怎样", "报告", "办结",
    )  # fmt: skip

    def day(at) -> str:
        return f"{at:%Y-%m-%d}" if at else ""

    rows = (
        (
            row.number, TERMS[GroupDuty(row.duty)], row.what, row.unit, row.helpers, day(row.given_at),
            row.due_on.isoformat(), GROUP_TASK.states[row.state], "是" if row.is_late(request.today) else "",
            row.report, day(row.reported_at), day(row.ended_at),
        )
        for row in supervision.group_tasks(request.actor, path=org.path, limit=100_000)
    )  # fmt: skip
    return Table(headings, rows, f"{org.short_name}领导小组交办的事")


group_tasks_xlsx = as_file(group_tasks_table)


@desk
def group_task_new(request, code: str):
    """Give a unit something to do."""
    org = _group_of(request, code)
    demand(request.actor, Permission.KEEP_GROUP, org.path, hidden=True)
    units = [one for one in orgs.children(request.actor, org_id=org.pk) if one.lives]
    form = GroupTaskForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            made = supervising.give_group_task(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已交办，编号 {made.number}。")
            return redirect("workbench:group_desk", org.code)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=_crumbs(org, ("交办一件事", "")), form=form, heading="交办一件事", button="交办",
        back=reverse("workbench:group_desk", args=[org.code]),
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)


@desk
def group_task(request, number: str):
    """One task: the unit reports, the group takes it as done or sends it back."""
    actor = request.actor
    row = supervision.group_task(actor, number=number)
    verb = request.POST.get("verb", "")
    form = ReviewForm(request.POST if verb in VERBS else None)
    form.call("remark", "办得怎样，或者为什么", "对方会看到")
    if verb in VERBS and form.is_valid():
        try:
            supervising.move_group_task(actor, number=number, verb=verb, now=request.now, **form.cleaned_data)
            messages.success(request, "已记下。")
            return redirect("workbench:group_task", number)
        except Refused as refused:
            refuse_form(form, refused)
    offered = buttons(supervision.group_task_offers(actor, row=row))
    group = row.group_org
    leads = orgs.reads_groups(actor, path=group.path)
    context = frame(
        request, HERE if leads else "workbench:home", row=row, duty=TERMS[GroupDuty(row.duty)], state=GROUP_TASK.states[row.state],
        crumbs=_crumbs(group, (number, "")) if leads else ((number, ""),), form=form, offers=offered, today=request.today,
        remark=any(one.needs_remark and one.allowed for one in offered),
    )  # fmt: skip
    return render(request, "workbench/group_task.html", context)
