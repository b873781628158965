"""The agenda at the desk: the meetings of a year, one with its decisions, the year below (第十条, R126, R127)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.agenda_forms import AgendaForm, DecisionForm, DoneForm
from gongkai.interfaces.workbench.forms import RemarkForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.interfaces.workbench.years import asked_year, offered_years, shown_year
from gongkai.rules.agendas import AgendaBody
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE = "workbench:agendas"
NAME = "议事日程"
NEW = "登记一次会议"
MOST_BELOW = 200


@desk
def agendas(request):
    """The year of one's own organization: what was studied, whether it was often enough."""
    org, actor, year = home_of(request), request.actor, shown_year(request)
    rows = supervision.agenda_records(actor, path=org.path, year=year)
    context = frame(
        request, HERE, org=org, year=year, rows=[(row, AgendaBody(row.body)) for row in rows],
        figures=supervision.agenda_of_year(actor, org=org, year=year, today=request.today),
        may_keep=may(actor, Permission.KEEP_AGENDA, org.path), oversees=may(actor, Permission.OVERSEE, org.path),
        years=offered_years(request),
    )  # fmt: skip
    return render(request, "workbench/agendas.html", context)


def agendas_table(request) -> Table:
    """The records of a year as a workbook, a line for every decision."""
    org, year = home_of(request), asked_year(request)
    rows = (
        (
            row.number, row.held_on.isoformat(), label(AgendaBody(row.body)), row.attended, row.studied,
            "是" if row.grassroots else "", one.what, one.who, one.due_on.isoformat(),
            one.done_on.isoformat() if one.done_on else "", one.done, row.recorder_name, row.void_reason,
        )
        for row in supervision.agenda_ledger(request.actor, path=org.path, year=year)
        for one in row.decisions.all()
    )  # fmt: skip
    headings = (
        "编号", "日期", "会议", "参加的人", "研究了什么", "村社区基层组织建设", "定了什么", "谁来办", "什么时候办完", "办完日期",
        "办得怎样", "登记人", "作废",
    )  # fmt: skip
    return Table(headings, rows, f"agendas-{org.code}-{year}")


agendas_xlsx = as_file(agendas_table)


@desk
def agenda_new(request):
    """Enter a meeting with its first decision."""
    org = home_of(request)
    form = AgendaForm(request.POST or None, initial={"held_on": request.today})
    if request.method == "POST" and form.is_valid():
        act = partial(supervising.record_agenda, request.actor, org_id=org.pk, now=request.now, today=request.today)
        try:
            made = act(**form.cleaned_data)
            messages.success(request, f"已登记，编号 {made.number}。定了几件事的，接着加。")
            return redirect("workbench:agenda", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (NEW, "")), form=form, heading=NEW, button="登记", org=org,
        back=reverse(HERE),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def agenda(request, number: str):
    """One meeting with its decisions: add one, say what came of one, or make the record void."""
    actor = request.actor
    row = supervision.agenda_record(actor, number=number)
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    asked = request.POST.get("decision", "") if verb == "done" else ""
    adding = DecisionForm(request.POST if verb == "decide" else None, initial={"due_on": request.today})
    voiding = RemarkForm(request.POST if verb == "void" else None)
    decisions = [(one, _done_form(request, one, asked)) for one in row.decisions.all()]
    if verb and _done(request, number, verb, adding, voiding, decisions, asked):
        return redirect("workbench:agenda", number)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (row.number, "")), row=row, org=row.org, adding=adding,
        voiding=voiding, decisions=[(*pair, pair[0].due_on < request.today) for pair in decisions],
        body=label(AgendaBody(row.body)),
        may_write=row.voided_at is None and may(actor, Permission.KEEP_AGENDA, row.org_path),
    )  # fmt: skip
    return render(request, "workbench/agenda.html", context)


def _done_form(request, one, asked: str) -> DoneForm:
    return DoneForm(request.POST if asked == str(one.pk) else None, prefix=f"d{one.pk}")


def _done(request, number: str, verb: str, adding, voiding, decisions, asked: str) -> bool:
    actor, now = request.actor, request.now
    if verb == "decide" and adding.is_valid():
        act = partial(supervising.add_decision, actor, number=number, now=now, **adding.cleaned_data)
        return attempt(request, act, done="已加上。") is not None
    if verb == "void" and voiding.is_valid():
        act = partial(supervising.void_agenda, actor, number=number, reason=voiding.cleaned_data["remark"], now=now)
        return attempt(request, act, done="已作废，不再计数。") is not None
    for one, form in decisions:
        if asked == str(one.pk) and form.is_valid():
            act = partial(
                supervising.finish_decision, actor, number=number, decision_id=one.pk, done=form.cleaned_data["done"],
                now=now, today=request.today,
            )  # fmt: skip
            return attempt(request, act, done="已记办完。") is not None
    return False


@desk
def agendas_below(request):
    """The year of every committee below, who is behind first."""
    org, year = overseen(request), shown_year(request)
    rows = supervision.agendas_by_organization(request.actor, path=org.path, year=year, today=request.today)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("所属组织", "")), org=org, year=year, rows=rows[:MOST_BELOW],
        all=len(rows), behind=sum(1 for _, one in rows if one.behind), more=max(0, len(rows) - MOST_BELOW),
        years=offered_years(request),
    )  # fmt: skip
    return render(request, "workbench/agendas_below.html", context)


def agendas_below_table(request) -> Table:
    """The same as a workbook."""
    org, year = overseen(request), asked_year(request)
    headings = (
        "组织", "代码", "研究次数", "全年应研究", "到今天该有", "还差", "村社区基层组织建设", "决定", "没有办完", "超过期限",
    )  # fmt: skip
    rows = (
        (
            one.name, one.code, found.held, found.times, found.expected, found.behind, found.grassroots,
            found.decisions, found.open, found.overdue,
        )
        for one, found in supervision.agendas_by_organization(
            request.actor, path=org.path, year=year, today=request.today
        )
    )  # fmt: skip
    return Table(headings, rows, f"agendas-below-{org.code}-{year}")


agendas_below_xlsx = as_file(agendas_below_table)
