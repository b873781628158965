"""The register of supervisors at the desk, their certificates, what is done for their work (R106, R107, R110, F17)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.papers import download
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench import supervisor_forms as forms
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.rules.certificates import certificate as paper
from gongkai.rules.documents.official import of_letter
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures import SUPERVISOR
from gongkai.rules.refusals import Refused
from gongkai.rules.supervisors import SupportKind
from gongkai.rules.terms import label
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE = "workbench:supervisors"
NAME = "监督员"


@desk
def supervisors(request):
    """Who supervises here, their meetings, what is done for their work."""
    org, actor = home_of(request), request.actor
    due = supervision.next_meeting_due(actor, path=org.path, today=request.today)
    context = frame(
        request, HERE, org=org, today=request.today, keeps=may(actor, Permission.KEEP_SUPERVISORS, org.path),
        rows=supervision.supervisors(actor, path=org.path, day=request.today),
        former=supervision.supervisors(actor, path=org.path, day=request.today, former=True),
        meetings=supervision.supervisors_meetings(actor, path=org.path), due=due,
        late=due is not None and due < request.today, supports=supervision.supports(actor, path=org.path, limit=20),
    )  # fmt: skip
    return render(request, "workbench/supervisors.html", context)


def supervisors_table(request) -> Table:
    """The registers here and below as a workbook (R168)."""
    org = home_of(request)
    headings = ("编号", "组织", "姓名", "身份", "第几届", "任期起", "任期止", "状态", "聘任依据", "解聘、辞任原因")
    rows = (
        (
            row.number, row.org.short_name, row.name, row.post, row.term, row.from_date.isoformat(),
            row.to_date.isoformat(), SUPERVISOR.states[row.state], row.basis, row.remark,
        )
        for row in supervision.supervisors_below(request.actor, path=org.path)
    )  # fmt: skip
    return Table(headings, rows, f"supervisors-{org.code}")


supervisors_xlsx = as_file(supervisors_table)


@desk
def new(request):
    """Appoint one of the members."""
    org = home_of(request)
    demand(request.actor, Permission.KEEP_SUPERVISORS, org.path, hidden=True)
    form = forms.AppointSupervisorForm(request.POST or None, initial={"from_date": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            row = supervising.appoint_supervisor(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已聘任{row.name}，编号 {row.number}。可以下载聘书。")
            return redirect("workbench:supervisor", row.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("聘任", "")), form=form, heading="聘任监督员", button="聘任", org=org,
        back=reverse(HERE),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def supervisor(request, number: str):
    """One term: its days and its end."""
    row = supervision.supervisor(request.actor, number=number)
    inside = may(request.actor, Permission.READ_WORK, row.org_path)
    here, name = (HERE, NAME) if inside else ("workbench:supervising", "我的监督")
    form = forms.DischargeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb = request.POST.get("verb", "")
        if verb in {move.verb for move in SUPERVISOR.moves}:
            try:
                supervising.discharge_supervisor(
                    request.actor, number=number, verb=verb, now=request.now, today=request.today, **form.cleaned_data
                )
                messages.success(request, "已办。从今天起不再是监督员。")
                return redirect("workbench:supervisor", number)
            except Refused as refused:
                refuse_form(form, refused)
    context = frame(
        request, here, crumbs=((name, reverse(here)), (row.name, "")), row=row, form=form,
        offers=buttons(supervision.supervisor_offers(request.actor, number=number)),
        keeps=may(request.actor, Permission.KEEP_SUPERVISORS, row.org_path),
    )  # fmt: skip
    return render(request, "workbench/supervisor.html", context)


@desk
def certificate(request, number: str, kind: str):
    """The letter of appointment as Word or PDF."""
    row = supervision.supervisor(request.actor, number=number)
    letter = paper(
        org=row.org.name, name=row.name, number=row.number, term=row.term, begin=row.from_date, end=row.to_date,
        day=local_day(row.appointed_at),
    )  # fmt: skip
    return download(of_letter(letter), kind, f"聘书-{row.number}")


@desk
def support_new(request):
    """Keep what was done for the supervisors' work."""
    org = home_of(request)
    demand(request.actor, Permission.KEEP_SUPERVISORS, org.path, hidden=True)
    form = forms.SupportForm(request.POST or None, initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        act = partial(supervising.record_support, request.actor, org_id=org.pk, now=request.now, today=request.today)
        try:
            act(**form.given())
            messages.success(request, "已记下。")
            return redirect(f"{reverse(HERE)}?org={org.code}")
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("记履职保障", "")), form=form, heading="记履职保障", button="记下",
        org=org, back=reverse(HERE),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


def supports_table(request) -> Table:
    """What was done for the supervisors' work as a workbook."""
    org = home_of(request)
    rows = (
        (row.day.isoformat(), label(SupportKind(row.kind)), row.what, row.people, row.cents / 100, row.writer_name)
        for row in supervision.support_ledger(request.actor, path=org.path)
    )
    return Table(("日期", "种类", "做了什么", "参加人数", "金额（元）", "登记人"), rows, f"supports-{org.code}")


supports_xlsx = as_file(supports_table)
