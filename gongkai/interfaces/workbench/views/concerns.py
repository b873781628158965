"""Public concerns and typical cases at the desk (第九条（一）, R81)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.concern_forms import ConcernForm, DraftAnswerForm, LinkAnswerForm, TypicalCaseForm
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rulebook import queries as rulebook
from gongkai.rules.concerns import CaseKind, ConcernSource
from gongkai.rules.eight_systems import home_entry
from gongkai.rules.entries import answers_events
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import CONCERN, TYPICAL_CASE
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label

HERE = "workbench:concerns"
NAME, CASES = "回应社会关切", "典型案例"


@desk
def concerns(request):
    """The concerns of one's own organization, or of all below for those who oversee it; what waits first."""
    org, actor, today = home_of(request), request.actor, request.today
    wide = may(actor, Permission.OVERSEE, org.path)
    context = frame(
        request, HERE, org=org, today=today, wide=wide, may_draft=may(actor, Permission.DRAFT, org.path),
        rows=voices.concerns(actor, path=org.path, below=wide),
        figures=voices.concern_figures(actor, path=org.path, year=today.year, today=today, below=wide),
    )  # fmt: skip
    return render(request, "workbench/concerns.html", context)


def concerns_table(request) -> Table:
    """The ledger of concerns as a workbook."""
    org, actor = home_of(request), request.actor
    wide = may(actor, Permission.OVERSEE, org.path)
    headings = (
        "编号",
        "组织",
        "关心的事",
        "来源",
        "具体出处",
        "大约人数",
        "哪天知道",
        "应于",
        "状态",
        "回应日期",
        "是否按时",
        "公开件",
        "理由",
    )
    rows = (
        (
            one.row.number, one.row.org.name, one.row.matter, label(ConcernSource(one.row.source)), one.row.source_note,
            one.row.asked_by, one.row.heard_on.isoformat(), one.row.due_on.isoformat(), CONCERN.states[one.row.state],
            iso_day(one.row.answered_at),
            ("晚了" if one.late else "按时") if one.row.answered_at else "", one.item.number if one.item else "",
            one.row.remark,
        )
        for one in voices.concern_ledger(actor, path=org.path, below=wide)
    )  # fmt: skip
    return Table(headings, rows, f"concerns-{org.code}")


concerns_xlsx = as_file(concerns_table)


def _new(request, form, act, *, heading: str, button: str, to: str, back: str, name: str):
    """The page on which something is registered or recommended; it goes on to what was made."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(**form.cleaned_data)
            messages.success(request, f"已登记，编号 {made.number}。")
            return redirect(to, made.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((name, reverse(back)), (heading, "")), form=form, heading=heading, button=button,
        org=home_of(request), back=reverse(back),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def concern_new(request):
    """Register what many ask about."""
    org = home_of(request)
    form = ConcernForm(request.POST or None, initial={"heard_on": request.today})
    act = partial(voicing.register_concern, request.actor, org_id=org.pk, now=request.now, today=request.today)
    return _new(
        request, form, act, heading="登记一件社会关切", button="登记", to="workbench:concern", back=HERE, name=NAME
    )  # fmt: skip


@desk
def concern(request, number: str):
    """One concern: begin the item that answers it, or name one; then say that it is answered."""
    actor = request.actor
    view = voices.concern_at_desk(actor, number=number)
    row = view.row
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    kept = _forms(request, view, verb)
    if verb and (to := _done(request, number, verb, kept)):
        return to
    offered = buttons(voices.concern_offers(actor, number=number))
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (number, "")), view=view, row=row, org=row.org, kept=kept,
        offers=offered, answer=kept["answer"], remark=any(one.needs_remark and one.allowed for one in offered),
        edition=voices.answer_in_the_making(actor, row=row), today=request.today, source=label(ConcernSource(row.source)),
    )  # fmt: skip
    return render(request, "workbench/concern.html", context)


def _forms(request, view, verb: str) -> dict:
    actor, row = request.actor, view.row
    kept: dict = {"answer": ReviewForm(request.POST if verb in {move.verb for move in CONCERN.moves} else None)}
    kept["answer"].call("remark", "理由", "会公开")
    if view.item is None and may(actor, Permission.DRAFT, row.org_path) and row.awaits_answer:
        period = str(Period.of(request.today))
        rows = rulebook.entries_of(actor, org_id=row.org_id, period=period)
        facts = rulebook.facts_of(actor, rows=rows)
        fit = [row for row, one in zip(rows, facts, strict=True) if answers_events(one)]
        home = home_entry(facts)
        kept["draft"] = DraftAnswerForm(
            request.POST if verb == "draft" else None, entries=fit, initial={"code": home.code if home else ""}
        )
        kept["link"] = LinkAnswerForm(request.POST if verb == "link" else None)
    return kept


def _done(request, number: str, verb: str, kept: dict):
    """Do what was sent; where to go then, or nothing when the page has to say what is wrong."""
    actor, now = request.actor, request.now
    form = kept.get(verb) if verb in ("draft", "link") else kept["answer"]
    if form is None or not form.is_bound or not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        if verb == "draft":
            made = voicing.draft_answer(actor, number=number, code=data["code"], now=now, today=request.today)
            return redirect("workbench:edition", made.pk)
        if verb == "link":
            voicing.link_answer(actor, number=number, item=data["item"], now=now)
        else:
            voicing.move_concern(actor, number=number, verb=verb, remark=data["remark"], now=now)
    except Refused as refused:
        refuse_form(form, refused)
        return None
    messages.success(request, "已存。")
    return redirect("workbench:concern", number)


@desk
def typical_cases(request):
    """What one's organization recommended; at the county also what waits for it and the library."""
    org, actor = home_of(request), request.actor
    wide = may(actor, Permission.INSPECT, orgs.county(actor).path)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (CASES, "")), org=org, wide=wide,
        rows=voices.cases(actor, path=None if wide else org.path), may_draft=may(actor, Permission.DRAFT, org.path),
    )  # fmt: skip
    return render(request, "workbench/typical_cases.html", context)


def typical_cases_table(request) -> Table:
    """The same as a workbook."""
    org, actor = home_of(request), request.actor
    wide = may(actor, Permission.INSPECT, orgs.county(actor).path)
    headings = ("编号", "组织", "类别", "题目", "摘要", "公开件", "状态", "推荐日期", "列入日期", "意见")
    rows = (
        (
            one.row.number, one.row.org.name, label(CaseKind(one.row.kind)), one.row.title, one.row.summary,
            one.item.number if one.item else "", TYPICAL_CASE.states[one.row.state], iso_day(one.row.recommended_at),
            iso_day(one.row.adopted_at), one.row.remark,
        )
        for one in voices.case_ledger(actor, path=None if wide else org.path)
    )  # fmt: skip
    return Table(headings, rows, f"cases-{org.code}")


typical_cases_xlsx = as_file(typical_cases_table)


@desk
def typical_case_new(request):
    """Recommend something that was published."""
    org = home_of(request)
    form = TypicalCaseForm(request.POST or None, initial={"item": request.GET.get("item", "")[:40]})
    act = partial(voicing.recommend_case, request.actor, org_id=org.pk, now=request.now)
    return _new(
        request, form, act, heading="推荐典型案例", button="推荐给县里", to="workbench:typical_case",
        back="workbench:typical_cases", name=CASES,
    )  # fmt: skip


@desk
def typical_case(request, number: str):
    """One case: the county takes it in, does not, or takes it out."""
    actor = request.actor
    view = voices.typical_case(actor, number=number)
    form = ReviewForm(request.POST or None)
    form.fields["remark"].help_text = "不选用、移出时写明原因"
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    if verb in {move.verb for move in TYPICAL_CASE.moves} and form.is_valid():
        act = partial(voicing.move_case, actor, number=number, verb=verb, now=request.now)
        if attempt(request, lambda: act(remark=form.cleaned_data["remark"]), done="已办。"):
            return redirect("workbench:typical_case", number)
    offered = buttons(voices.case_offers(actor, number=number))
    crumbs = ((NAME, reverse(HERE)), (CASES, reverse("workbench:typical_cases")), (number, ""))
    context = frame(
        request, HERE, crumbs=crumbs, view=view, row=view.row, form=form, offers=offered, kind=label(CaseKind(view.row.kind)),
        remark=any(one.needs_remark and one.allowed for one in offered),
    )  # fmt: skip
    return render(request, "workbench/typical_case.html", context)
