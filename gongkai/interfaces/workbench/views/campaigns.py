"""Campaigns at the desk: the office opens and watches them, each organization files its plan (第十三条, R139, R140, F15)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.dates import cn_date_year, cn_datetime_year
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import workbook
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench import campaign_forms as forms
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.campaigns import PlanStanding
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import PLAN_FILING
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import label

HERE, NAME = "workbench:campaigns", "实施方案"
OPEN_GROUPS, FIRST_ROWS = (PlanStanding.MISSING, PlanStanding.WAITING), 10  # who is to be called stands open
VERBS = {move.verb for move in PLAN_FILING.moves}


def _crumbs(title: str) -> tuple[tuple[str, str], ...]:
    return (NAME, reverse(HERE)), (title, "")


def _within(row, title: str) -> tuple[tuple[str, str], ...]:
    """The place of a page that belongs to one campaign."""
    return (
        (NAME, reverse(HERE)),
        (row.regulation.title, reverse("workbench:campaign", args=[row.regulation.code])),
        (title, ""),
    )


@desk
def campaigns(request):
    """What the office asked for and how far it has come; what the own organization owes and filed."""
    actor, today = request.actor, request.today
    org, county = home_of(request), orgs.county(actor)
    watches = may(actor, Permission.OVERSEE, county.path)
    context = frame(
        request, HERE, org=org, watches=watches, opens=may(actor, Permission.MANAGE_RULEBOOK, county.path),
        rows=approvals.campaigns(actor, today=today) if watches else [], today=today,
        owed=[] if watches else approvals.plans_owed(actor, paths=(org.path,), today=today),
    )  # fmt: skip
    return render(request, "workbench/campaigns.html", context)


@desk
def campaign_new(request):
    """Choose the document, the classes and the day of issue."""
    actor = request.actor
    groups = approvals.plan_classes(actor)  # only for the county office
    listed = rulebook.regulations(actor)
    newest = listed[0].issued_on if listed else None
    form = forms.CampaignForm(request.POST or None, regulations=listed, groups=groups, initial={"issued_on": newest})
    if request.method == "POST" and form.is_valid():
        try:
            made = approving.open_campaign(actor, now=request.now, today=request.today, **form.cleaned_data)
            messages.success(request, "已布置。各单位在待办里签收文件、报实施方案，这里看得到谁还没有报。")
            return redirect("workbench:campaign", made.regulation.code)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=_crumbs("布置报实施方案"), form=form, heading="布置报实施方案", button="布置", back=reverse(HERE), leave="先不布置",
        lede="文件发给选中的单位签收，每个单位在印发后10日内报实施方案。新文件先在“文件”里放进制度库。",
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)


@desk
def campaign(request, code: str):
    """The board: the missing first, then those that still have time, the late and the punctual."""
    board = approvals.board(request.actor, code=code, today=request.today)
    keeps = _keeps(request)
    classes = rulebook.addressees(request.actor) if keeps else {}  # every organization of the county: read once
    unasked = approvals.plans_unasked(request.actor, code=code, classes=classes) if keeps else []
    context = frame(
        request, HERE, crumbs=_crumbs(board.campaign.regulation.title), board=board, row=board.campaign,
        today=request.today, classes=approvals.who_files(request.actor, classes=classes) if keeps else [], keeps=keeps,
        alike=[one for one in unasked if one.alike], asks=bool(unasked), open_groups=OPEN_GROUPS, first_rows=FIRST_ROWS, more_rows=-FIRST_ROWS,
    )  # fmt: skip
    return render(request, "workbench/campaign.html", context)


def _keeps(request) -> bool:
    return may(request.actor, Permission.MANAGE_RULEBOOK, orgs.county(request.actor).path)


@desk
def plan_ask(request, code: str):
    """The office asks one more organization; the board shows its own day."""
    if not _keeps(request):
        raise missing()
    unasked = approvals.plans_unasked(request.actor, code=code)
    if not unasked:
        messages.info(request, "第十三条点名的单位都布置了，没有可以补充的。")
        return redirect("workbench:campaign", code)
    row = approvals.board(request.actor, code=code, today=request.today).campaign
    due = approvals.plan_due(request.actor, issued_on=row.issued_on, asked_on=request.today).due
    form = forms.AskForm(request.POST or None, unasked=unasked)
    if request.method == "POST" and form.is_valid():
        found = orgs.organization_by_code(request.actor, code=form.cleaned_data["org"])
        try:
            owed = approving.ask_plan(request.actor, code=code, org_id=found.pk, now=request.now, today=request.today)
            messages.success(request, f"已布置{found.short_name}，{owed.due_on:%-m月%-d日}前报。")
            return redirect("workbench:campaign", code)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=_within(row, "补充布置"), form=form, heading="补充布置一个单位", button="布置",
        back=reverse("workbench:campaign", args=[code]), leave="先不布置",
        lede=f"《{row.regulation.title}》布置以后才成立、才归到这几类的单位，期限从今天另算：{cn_date_year(due)}前报。",
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)


@desk
def plan_excuse(request, code: str, org: str):
    """The office says why one of those asked need not file, or takes that back."""
    if not _keeps(request):
        raise missing()
    found = orgs.organization_by_code(request.actor, code=org)
    owed = approvals.plan_owed(request.actor, code=code, org_id=found.pk)
    form = forms.ExcuseForm(request.POST or None, initial={"reason": owed.excuse})
    if request.method == "POST" and form.is_valid():
        try:
            approving.excuse_plan(
                request.actor, code=code, org_id=found.pk, reason=form.cleaned_data["reason"], now=request.now
            )
            messages.success(request, "已记下，看板上看得到。")
            return redirect("workbench:campaign", code)
        except Refused as refused:
            refuse_form(form, refused)
    heading = f"{found.short_name}不用报实施方案"
    context = frame(
        request, HERE, crumbs=_within(owed.campaign, "不用报"), form=form, heading=heading, button="记下",
        back=reverse("workbench:campaign", args=[code]), leave="先不写", lede=f"《{owed.campaign.regulation.title}》布置时要它报。写明理由以后，不再催报，也不算逾期未报。",
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)


@desk
def campaign_xlsx(request, code: str):
    """The board as a workbook."""
    board = approvals.board(request.actor, code=code, today=request.today)
    headings = (
        "单位",
        "代码",
        "类别",
        "文件签收",
        "应于",
        "报备",
        "情况",
        "备案编号",
        "文号",
        "核对",
        "专人",
        "电话",
        "不用报的理由",
    )
    cells = []
    for row in board.rows:
        one = row.filing
        cells.append((
            row.owed.org.name, row.owed.org.code, row.owed.addressee_class,
            cn_datetime_year(row.received_at) if row.received_at else "没有签收", row.owed.due_on.isoformat(),
            one.filed_on.isoformat() if one else "", label(row.standing),
            *((one.number, one.document_number, PLAN_FILING.states[one.state], one.person, one.phone) if one else [""] * 5),
            row.owed.excuse,
        ))  # fmt: skip
    return workbook(headings, cells, f"plans-{code}-{request.today}")


@desk
def plan_file(request, code: str, org: str):
    """Write the filing sheet and send it with the plan."""
    found = orgs.organization_by_code(request.actor, code=org)
    owed = approvals.plan_owed(request.actor, code=code, org_id=found.pk)
    if filed := approvals.plan_to_file(request.actor, owed=owed):
        return redirect("workbench:plan_filing", filed)
    form = forms.PlanFilingForm(request.POST or None, request.FILES or None, initial={"adopted_on": request.today})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        try:
            with on_disk(upload) as path:
                made = approving.file_plan(
                    request.actor, code=code, org_id=found.pk, path=path, name=upload.name, now=request.now,
                    today=request.today, **data,
                )  # fmt: skip
            messages.success(request, f"已报备案，编号 {made.number}。备案不用等批准；缺什么，办公室会请补充。")
            return redirect("workbench:plan_filing", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    due = approvals.plan_due(request.actor, issued_on=owed.campaign.issued_on, asked_on=owed.asked_on)
    context = frame(
        request, HERE, crumbs=_crumbs("报实施方案"), form=form, owed=owed, due=due, today=request.today,
        regulation=owed.campaign.regulation,
    )  # fmt: skip
    return render(request, "workbench/plan_file.html", context)


@desk
def filing(request, number: str):
    """One filing, printed on A4 as it stands: the sheet, the checklist, and what each side may do."""
    actor = request.actor
    row = approvals.plan_filing(actor, number=number)
    verb = request.POST.get("verb", "")
    kept = {"answer": ReviewForm(request.POST if verb in VERBS else None)}
    kept["answer"].fields["remark"].help_text = "请对方补充什么，写清楚；对方会看到"
    if approvals.checks_plan(actor, row=row):
        kept["tick"] = forms.TicksForm(request.POST if verb == "tick" else None, initial={"ticks": row.ticks})
    if approvals.completes_plan(actor, row=row):
        given = (request.POST, request.FILES) if verb == "mend" else ()
        names = ("document_number", "adopted_on", "group", "office", "person", "phone", "budget")
        initial = {name: getattr(row, name) for name in names}
        kept["mend"] = forms.PlanFilingForm(*given, initial=initial, mending=True)
    if request.method == "POST" and _done(request, number, verb, kept):
        return redirect("workbench:plan_filing", number)
    offered = buttons(approvals.plan_filing_offers(actor, number=number))
    context = frame(
        request, HERE, crumbs=_crumbs(number), row=row, owed=row.owed, regulation=row.owed.campaign.regulation,
        forms=kept, offers=offered, remark=any(one.needs_remark and one.allowed for one in offered),
        ticks=[(label(tick), tick.value in row.ticks) for tick in forms.PlanTick], standing=approvals.plan_standing(actor, row=row, today=request.today).standing,
    )  # fmt: skip
    return render(request, "workbench/plan_filing.html", context)


def _done(request, number: str, verb: str, kept: dict) -> bool:
    """Do what was sent; False when the page has to say what is wrong."""
    form = kept.get("answer" if verb in VERBS else verb)
    if form is None or not form.is_valid():
        return False
    data, actor = dict(form.cleaned_data), request.actor
    try:
        if verb == "tick":
            approving.tick_plan(actor, number=number, ticks=data["ticks"], now=request.now)
        elif verb == "mend":
            _mend(request, number, data)
        else:
            approving.move_plan_filing(actor, number=number, verb=verb, remark=data["remark"], now=request.now)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, SAID[verb])
    return True


def _mend(request, number: str, data: dict) -> None:
    upload = data.pop("file")
    when = {"now": request.now, "today": request.today}
    if not upload:
        approving.mend_plan(request.actor, number=number, **when, **data)
        return
    with on_disk(upload) as path:
        approving.mend_plan(request.actor, number=number, path=path, name=upload.name, **when, **data)


SAID = {
    "tick": "核对结果已存。", "mend": "补充已存，请按“补充好了，再报”。", "check": "已登记备案。", "ask": "已请对方补充，对方待办里看得到。",
    "complete": "已再报。",
}  # fmt: skip


@desk
def text(request, number: str, token: str):
    """The plan itself, for those who may read the filing."""
    return send_stored(*approvals.plan_file(request.actor, number=number, token=token))
