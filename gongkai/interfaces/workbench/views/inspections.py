"""Inspections at the desk and in the field: plans, the draw, the sheet, findings, the result letter (R103, R104)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench import inspection_forms as forms
from gongkai.interfaces.workbench.forms import FileForm, ReviewForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.orgs import queries as orgs
from gongkai.rules.inspections import InspectionGrade, in_points
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import INSPECTION, INSPECTION_PLAN, RECTIFICATION
from gongkai.rules.refusals import Refused
from gongkai.rules.scoring import Line
from gongkai.rules.terms import label
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE = "workbench:inspections"
NAME = "检查和整改"
ROUND = "round:"


def _where(request, org) -> dict:
    """Rows of an inspecting body, or of the organization itself."""
    inspects = may(request.actor, Permission.INSPECT, org.path)
    return {"inspector_path": org.path} if inspects else {"path": org.path}


@desk
def inspections(request):
    """One list: plans, inspections and rectification, by which a body checks those below or is checked itself."""
    org = home_of(request)
    where = _where(request, org)
    inspects = "inspector_path" in where
    context = frame(
        request, HERE, org=org, inspects=inspects, today=request.today,
        plans=supervision.plans(request.actor, path=org.path) if inspects else [],
        rows=supervision.inspections(request.actor, limit=100, **where),
        notices=supervision.rectifications(request.actor, limit=100, **where),
        own=supervision.rectifications(request.actor, path=org.path, limit=100) if inspects else [],
    )  # fmt: skip
    return render(request, "workbench/inspections.html", context)


def inspections_table(request) -> Table:
    """Inspections as a workbook."""
    org = home_of(request)
    headings = ("编号", "组织", "检查机关", "检查日期", "检查组", "状态", "得分", "等次", "结论")
    rows = (
        (
            row.number, row.org.short_name, row.inspector.short_name, row.visit_on.isoformat(), row.team,
            INSPECTION.states[row.state], "" if row.total is None else row.total / 10,
            label(InspectionGrade(row.grade)) if row.grade else "", row.summary,
        )
        for row in supervision.inspection_ledger(request.actor, **_where(request, org))
    )  # fmt: skip
    return Table(headings, rows, f"inspections-{org.code}")


inspections_xlsx = as_file(inspections_table)


def rectifications_table(request) -> Table:
    """The ledger of rectification as a workbook (R170)."""
    org = home_of(request)
    headings = ("编号", "组织", "发出机关", "事由", "状态", "发出", "方案期限", "整改期限", "超期", "退回次数")
    rows = (
        (
            row.number, row.org.short_name, row.inspector.short_name, row.title, RECTIFICATION.states[row.state],
            iso_day(row.issued_at), row.plan_due.isoformat(), row.due_on.isoformat(), "是" if row.late else "",
            row.refused,
        )
        for row in supervision.rectification_ledger(request.actor, **_where(request, org))
    )  # fmt: skip
    return Table(headings, rows, f"rectifications-{org.code}")


rectifications_xlsx = as_file(rectifications_table)


def _new(request, form, heading: str, button: str, act, name: str, done: str):
    """The page on which something is appointed or planned."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(now=request.now, today=request.today, **form.cleaned_data)
            messages.success(request, f"已存，编号 {made.number}。{done}")
            return redirect(name, made.number)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = ((NAME, reverse(HERE)), (heading, ""))
    context = frame(
        request,
        HERE,
        crumbs=crumbs,
        form=form,
        heading=heading,
        button=button,
        org=home_of(request),
        back=reverse(HERE),
    )
    return render(request, "workbench/consulting_new.html", context)


@desk
def plan_new(request):
    """Write a plan over all organizations below."""
    act = partial(supervising.draft_plan, request.actor, org_id=home_of(request).pk)
    form = forms.InspectionPlanForm(request.POST or None)
    return _new(request, form, "起草检查计划", "存下计划", act, "workbench:inspection_plan", "看一遍，再公告。")


@desk
def appoint(request):
    """Appoint a visit by name."""
    org = home_of(request)
    below = [one for one in orgs.subtree(request.actor, path=org.path) if one.pk != org.pk and one.owes_duties]
    form = forms.AppointForm(request.POST or None, below=below)
    act = partial(supervising.appoint, request.actor, inspector_id=org.pk)
    return _new(request, form, "直接安排检查", "安排", act, "workbench:inspection", "到那天开始检查。")


@desk
def plan(request, number: str):
    """One plan: announced, drawn, and what was drawn."""
    actor = request.actor
    view = supervision.plan_view(actor, number=number)
    form = forms.PlanMoveForm(request.POST or None)
    verb = request.POST.get("verb", "")
    if verb in {move.verb for move in INSPECTION_PLAN.moves} and form.is_valid():
        try:
            supervising.move_plan(
                actor, number=number, verb=verb, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, "已办，转到下一步。")
            return redirect("workbench:inspection_plan", number)
        except Refused as refused:
            refuse_form(form, refused)
    offered = buttons(supervision.plan_offers(actor, number=number, today=request.today))
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (number, "")), view=view, row=view.row, form=form, offers=offered,
        fields=[form[name] for name in _asked(offered)], today=request.today,
        made=supervision.inspections(actor, plan_id=view.row.pk),
    )  # fmt: skip
    return render(request, "workbench/inspection_plan.html", context)


def _asked(offered: list) -> list[str]:
    """The fields that the open buttons need."""
    verbs = {one.verb: one for one in offered if one.allowed}
    needs = [("lot", "draw" in verbs), ("remark", any(one.needs_remark for one in verbs.values()))]
    return [name for name, needed in needs if needed]


def _sent(request, verb: str, finding: str = ""):
    """What was sent for this form, or nothing when another one was."""
    mine = request.method == "POST" and request.POST.get("verb") == verb
    return request.POST if mine and request.POST.get("finding", "") == finding else None


@desk
def inspection(request, number: str):
    """The sheet, on the telephone too: points, findings with photos, the conclusion, the result."""
    actor = request.actor
    view = supervision.inspection_view(actor, number=number)
    kept = {"answer": ReviewForm(_sent(request, request.POST.get("verb", "")) if _moves(request) else None)}
    kept["answer"].fields["remark"].help_text = "取消时写原因"
    if view.writes:
        lines = [line for point in view.points for line in point.lines]
        kept |= {
            "score": forms.SheetForm(_sent(request, "score"), lines=lines), "find": forms.FindingForm(_sent(request, "find")),
            "summary": forms.SummaryForm(_sent(request, "summary"), initial={"text": view.row.summary}),
        }  # fmt: skip
        kept |= {
            f"file{one.pk}": FileForm(
                _sent(request, "file", str(one.pk)), request.FILES or None, auto_id=f"id_f{one.pk}_%s"
            )
            for point in view.points
            for one in point.findings
        }
    if view.movable:
        kept["visit"] = forms.MoveVisitForm(_sent(request, "visit"))
    if view.works and not view.writes:
        kept["recheck"] = forms.RecheckForm(_sent(request, "recheck"))
    if request.method == "POST" and (target := _done(request, view, kept)):
        return redirect("workbench:inspection", target)
    offered = buttons(supervision.inspection_offers(actor, number=number, today=request.today))
    sheet = kept.get("score")
    points = [
        (point, [sheet.of(line) for line in point.lines] if sheet else [(line, None, None) for line in point.lines])
        for point in view.points
    ]
    findings = [(one, kept.get(f"file{one.pk}")) for point in view.points for one in point.findings]
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (number, "")), view=view, row=view.row, forms=kept, points=points,
        findings=findings, offers=offered, remark=any(one.needs_remark and one.allowed for one in offered),
        notice=supervision.rectification_of(actor, source=f"inspection:{view.row.pk}"), records=_records(request, view.row, view.points),
        today=request.today,
    )  # fmt: skip
    return render(request, "workbench/inspection.html", context)


def _moves(request) -> bool:
    return request.POST.get("verb") in {move.verb for move in INSPECTION.moves}


def _records(request, row, points) -> dict[str, str]:
    """Where the records behind the lines are; `round:12` is one round of appraisal."""
    rounds = {line.records for point in points for line in point.lines if line.records.startswith(ROUND)}
    code, org = row.org.code, f"?org={row.org.code}"
    return {
        "organization": reverse("portal:organization", args=[code]),
        "systems": reverse("portal:organization", args=[code]) + "#systems",
        "months": reverse("portal:organization", args=[code]) + "#past",
        "register": reverse("portal:register", args=[code, request.today.year]),
        "agenda": reverse("workbench:agendas") + org, "funds": reverse("workbench:funds") + org,
        "carriers": f"{reverse('workbench:carriers_stale')}{org}&light=all", "filings": reverse("workbench:filings") + org,
        "supervisors": reverse("portal:supervisors", args=[code]), 
        "opinions": reverse("workbench:year_line", args=[code, request.today.year, Line.OPINIONS]),
        "archive": reverse("workbench:archive") + org,
        **{one: reverse("workbench:appraisal", args=[one.removeprefix(ROUND)]) for one in rounds},
    }  # fmt: skip


def _done(request, view, kept: dict) -> str:
    """Do what was sent; the number to show next, or nothing when the page has to say what is wrong."""
    actor, row, verb = request.actor, view.row, request.POST.get("verb", "")
    when = {"now": request.now, "today": request.today}
    finding = request.POST.get("finding", "")
    if verb == "drop_finding" and finding.isdecimal():
        act = partial(supervising.drop_finding, actor, number=row.number, finding_id=int(finding), now=request.now)
        return row.number if attempt(request, act, done="这个问题已去掉。") else ""
    form = kept.get("answer" if _moves(request) else f"file{finding}" if verb == "file" else verb)
    if form is None or not form.is_valid():
        return ""
    data, number = form.cleaned_data, row.number
    try:
        if verb == "score":
            supervising.score(actor, number=number, given=form.given(), now=request.now)
        elif verb == "find":
            supervising.add_finding(actor, number=number, now=request.now, **data)
        elif verb == "summary":
            supervising.write_summary(actor, number=number, text=data["text"], now=request.now)
        elif verb == "file":
            with on_disk(data["file"]) as path:
                supervising.hang_evidence(
                    actor, number=number, finding_id=int(finding), path=path, name=data["file"].name,
                    caption=data["caption"], now=request.now,
                )  # fmt: skip
        elif verb == "visit":
            supervising.move_visit(actor, number=number, **data, **when)
        elif verb == "recheck":
            number = supervising.recheck(actor, number=number, visit_on=data["visit_on"], **when).number
        else:
            supervising.move_inspection(actor, number=number, verb=verb, remark=data["remark"], **when)
    except Refused as refused:
        refuse_form(form, refused)
        return ""
    messages.success(request, SAID.get(verb, "已办，转到下一步。"))
    return number


SAID = {
    "score": "分数已存。", "find": "问题已记下，可以传照片。", "summary": "结论已存。", "file": "证据已存。", "recheck": "复查已安排。",
    "visit": "已改期。",
    "conclude": "检查结果已出具，被检查的组织现在能看到。",
}  # fmt: skip


@desk
def letter(request, number: str):
    """The result letter, on paper."""
    view = supervision.inspection_result(request.actor, number=number)
    crumbs = ((NAME, reverse(HERE)), (number, reverse("workbench:inspection", args=[number])), ("检查结果", ""))
    context = frame(
        request, HERE, crumbs=crumbs, view=view, row=view.row,
        grade=label(InspectionGrade(view.row.grade)),
        total=in_points(view.row.total),
        notice=supervision.rectification_of(request.actor, source=f"inspection:{view.row.pk}"),
    )  # fmt: skip
    return render(request, "workbench/inspection_letter.html", context)


@desk
def evidence(request, number: str, token: str):
    """A photo or file behind a finding."""
    return send_stored(*supervision.evidence_file(request.actor, number=number, token=token))
