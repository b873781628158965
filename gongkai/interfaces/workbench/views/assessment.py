"""Yearly assessments at the desk: the table, one organization's page, behind each point (第九条（七）)."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.assessment import actions, queries
from gongkai.interfaces.ui.assessment_words import export_headings, export_row, lines_of, record_url
from gongkai.interfaces.ui.tables import Table, workbook
from gongkai.interfaces.workbench.assessment_forms import (
    DecideForm,
    DisputeForm,
    FactForm,
    SelfForm,
    TableFilter,
    YearUseForm,
    cents,
)
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures import ASSESSMENT
from gongkai.rules.procedures.assessment import DISPUTE_STATES
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.scoring import FORM, Line, said
from gongkai.rules.scoring import TERMS as SCORING
from gongkai.rules.terms import explain

HERE = "workbench:assessment"
PAGE = 50
VERBS = {move.verb for move in ASSESSMENT.moves}
ACTS = {"self": "自评已存。", "fact": "已登记，马上计入。", "use": "已记下。"}


def _desk(request) -> None:
    if not (may_anywhere(request.actor, Permission.READ_WORK) or may_anywhere(request.actor, Permission.ASSESS)):
        raise missing()


def _year(request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and len(asked) == 4 else request.today.year


def _rows(request, year: int):
    form = TableFilter(request.GET or None)
    grade = form.cleaned_data["grade"] if form.is_bound and form.is_valid() else ""
    return form, queries.table(request.actor, year=year, today=request.today, grade=grade)


@desk
def assessment(request):
    """The table of a year, the best first, what cannot be compared last; what waits for review and for a decision."""
    _desk(request)
    year = _year(request)
    form, rows = _rows(request, year)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    concerned = [] if queries.holds_somewhere(request.actor) else queries.cases(request.actor)
    context = frame(
        request, HERE, crumbs=(("年度考评", ""),), year=year, form=form, page=page, count=len(rows),
        years=queries.years(request.actor, today=request.today), waiting=queries.waiting(request.actor),
        disputes=[(one, SCORING[Line(one.line)]) for one in queries.disputes_to_review(request.actor)], running=year == request.today.year, concerned=concerned,
        today=request.today, grade=request.GET.get("grade", ""),
        unranked=sum(not row.sheet.enough for row in rows), least=queries.scheme(request.actor, year=year).least,
    )  # fmt: skip
    return render(request, "workbench/assessment.html", context)


def assessment_table(request) -> Table:
    """The table with what each result comes to in the three yearly assessments."""
    _desk(request)
    year = _year(request)
    _, rows = _rows(request, year)
    shares = queries.shares(request.actor, year=year)
    cells = (export_row(row, year, shares) for row in rows)
    return Table(export_headings(shares), cells, f"assessment-{year}")


assessment_xlsx = as_file(assessment_table)


def _sent(request, kind, name: str, **kwargs):
    return kind(request.POST if request.POST.get("act") == name else None, auto_id=f"id_{name}_%s", **kwargs)


@desk
def year_sheet(request, code: str, year: int):
    """One organization's year: both sheets, every line, self-score, disputes, what comes next."""
    view = queries.sheet_view(request.actor, code=code, year=year, today=request.today)
    verb = request.POST.get("verb", "")
    own = view.row if view.row and view.row.self_total is not None else None
    before = {"total": said(own.self_total), "head": said(own.self_head), "reason": own.self_reason} if own else {}
    forms = {
        "self": _sent(request, SelfForm, "self", initial=before),
        "fact": _sent(request, FactForm, "fact"),
        "use": _sent(request, YearUseForm, "use"),
    }
    answer = ReviewForm(request.POST if verb in VERBS else None)
    if request.method == "POST" and _done(request, code, year, verb, forms, answer):
        return redirect("workbench:year_sheet", code, year)
    offered = buttons(list(view.offers))
    crumbs = (("年度考评", f"{reverse(HERE)}?year={year}"), (view.org.short_name, ""))
    context = frame(
        request, HERE, crumbs=crumbs, view=view, org=view.org, sheet=view.sheet, own=own, forms=forms, answer=answer,
        parts=lines_of(view), offers=offered, state=ASSESSMENT.states[view.state],
        remark=any(one.needs_remark and one.allowed for one in offered), today=request.today,
        years=queries.years(request.actor, today=request.today),
        disputes=[(one, DISPUTE_STATES[one.state], SCORING[Line(one.line)]) for one in view.disputes], form_key=f"{code}-{year}",
        may_use=may_anywhere(request.actor, Permission.ASSESS) and view.row is not None and bool(view.row.published_at),
    )  # fmt: skip
    return render(request, "workbench/year_sheet.html", context)


def _done(request, code: str, year: int, verb: str, forms: dict, answer) -> bool:
    """Do what was sent; False when the page has to say what is wrong."""
    given = {"code": code, "year": year, "now": request.now}
    name = request.POST.get("act", "")
    if verb in VERBS:
        form, done = answer, "已办，转到下一步。"
        act = partial(actions.move_sheet, request.actor, verb=verb, today=request.today, **given)
        fields = ("remark",)
    elif name in ACTS:
        form, done = forms[name], ACTS[name]
        act, fields = _act(request, name, given), ()
    else:
        return False
    if not form.is_valid():
        return False
    try:
        act(**{field: form.cleaned_data[field] for field in fields}) if fields else act(form)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, done)
    return True


def _act(request, name: str, given: dict):
    actor, today = request.actor, request.today
    return {
        "self": lambda form: actions.score_self(
            actor, total=cents(form.cleaned_data["total"]), head=cents(form.cleaned_data["head"]),
            reason=form.cleaned_data["reason"], today=today, **given,
        ),
        "fact": lambda form: actions.record_fact(
            actor, kind=form.cleaned_data["kind"], points=cents(form.cleaned_data["points"]),
            reason=form.cleaned_data["reason"], today=today, **given,
        ),
        "use": lambda form: actions.record_use(actor, text=form.cleaned_data["text"], **given),
    }[name]  # fmt: skip


@desk
def year_line(request, code: str, year: int, line: str):
    """Behind one line: every record it is made of, those that cost points first; the head may object."""
    if line not in set(FORM):
        raise missing()
    view = queries.sheet_view(request.actor, code=code, year=year, today=request.today)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.file_dispute(
                request.actor, code=code, year=year, line=line, text=form.cleaned_data["text"], now=request.now,
                today=request.today,
            )  # fmt: skip
            messages.success(request, f"异议已提，{made.due_on:%-m月%-d日}前复核。")
            return redirect("workbench:year_sheet", code, year)
        except Refused as refused:
            refuse_form(form, refused)
    records = queries.line_records(request.actor, code=code, year=year, line=Line(line), today=request.today)
    page = Paginator(records, PAGE).get_page(request.GET.get("page"))
    one = next(row for part in lines_of(view) for row in part.rows if row.key == line)
    crumbs = (
        ("年度考评", f"{reverse(HERE)}?year={year}"),
        (view.org.short_name, reverse("workbench:year_sheet", args=[code, year])), (one.name, ""),
    )  # fmt: skip
    context = frame(
        request, HERE, crumbs=crumbs, view=view, org=view.org, line=one, form=form, page=page, count=len(records),
        rows=[(record, record_url(record, view.org.code)) for record in page], today=request.today,
        lacking=sum(not record.good for record in records), disputed=any(d.line == line for d in view.disputes),
    )  # fmt: skip
    return render(request, "workbench/year_line.html", context)


@desk
def year_line_xlsx(request, code: str, year: int, line: str) -> HttpResponse:
    """The records behind one line as a workbook."""
    if line not in set(FORM):
        raise missing()
    rows = queries.line_records(request.actor, code=code, year=year, line=Line(line), today=request.today)
    cells = ((f"{row.day:%Y-%m-%d}", row.title, row.said, "计分" if row.good else "扣分") for row in rows)
    return workbook(("日期", "记录", "情况", "计分"), cells, f"assessment-{code}-{year}-{line}")


@desk
def year_dispute(request, pk: int):
    """One dispute: what was said, the line's points, the decision of another person than the reviewer."""
    row = queries.dispute(request.actor, dispute_id=pk)
    sheet = row.sheet
    form = DecideForm(request.POST or None)
    verb = request.POST.get("verb", "")
    if request.method == "POST" and verb in ("uphold", "reject") and form.is_valid():
        try:
            actions.decide_dispute(
                request.actor, dispute_id=pk, verb=verb, remark=form.cleaned_data["remark"], points=form.cents(),
                now=request.now,
            )  # fmt: skip
            messages.success(request, "已复核。")
            return redirect("workbench:year_sheet", sheet.org.code, sheet.year)
        except Refused as refused:
            refuse_form(form, refused)
    view = queries.sheet_view(request.actor, code=sheet.org.code, year=sheet.year, today=request.today)
    one = next(line for part in lines_of(view) for line in part.rows if line.key == row.line)
    crumbs = (
        ("年度考评", f"{reverse(HERE)}?year={sheet.year}"),
        (sheet.org.short_name, reverse("workbench:year_sheet", args=[sheet.org.code, sheet.year])), ("异议", ""),
    )  # fmt: skip
    offered = buttons(queries.dispute_offers(request.actor, dispute_id=pk))
    others = None if offered or row.decided_at else queries.dispute_reviewer(request.actor, row=row)
    context = frame(
        request, HERE, crumbs=crumbs, row=row, org=sheet.org, line=one, form=form, state=DISPUTE_STATES[row.state],
        others=others, why_not=explain(others[1], {}) if others and others[1] else "", offers=offered, today=request.today,
    )  # fmt: skip
    return render(request, "workbench/year_dispute.html", context)
