"""Questions about articles at the desk: asked from below, answered and sealed by the two bodies (第十四条, R141)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.interpretation_forms import QuestionForm, StampForm
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.rulebook import actions as ruling
from gongkai.rulebook import queries as rulebook
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures import INTERPRETATION
from gongkai.rules.refusals import Refused, missing

HERE, NAME = "workbench:interpretations", "条款解释"


def _demand_part(request) -> None:
    """Only who works for an organization or interprets has a part in this."""
    if not any(may_anywhere(request.actor, one) for one in (Permission.READ_WORK, Permission.INTERPRET)):
        raise missing()


@desk
def interpretations(request):
    """What was asked, as far as this person has a part in it."""
    _demand_part(request)
    context = frame(
        request, HERE, rows=rulebook.interpretations(request.actor),
        may_ask=may_anywhere(request.actor, Permission.CORRESPOND),
    )  # fmt: skip
    return render(request, "workbench/interpretations.html", context)


def interpretations_table(request) -> Table:
    """The register as a workbook."""
    _demand_part(request)
    headings = (
        "编号",
        "条款",
        "提问的组织",
        "问题",
        "提问日期",
        "状态",
        "解释",
        "先盖章的",
        "日期",
        "后盖章的",
        "公布日期",
        "理由",
    )
    rows = (
        (
            row.number, row.citation, row.org.name, row.question, iso_day(row.asked_at), INTERPRETATION.states[row.state],
            row.answer, row.first_body.name if row.first_body else "", iso_day(row.first_at),
            row.second_body.name if row.second_body else "", iso_day(row.second_at), row.remark,
        )
        for row in rulebook.interpretation_ledger(request.actor)
    )  # fmt: skip
    return Table(headings, rows, "interpretations")


interpretations_xlsx = as_file(interpretations_table)


@desk
def interpretation_new(request):
    """Ask about an article."""
    org = home_of(request)
    form = QuestionForm(request.POST or None, places=rulebook.digest(request.actor).places())
    if request.method == "POST" and form.is_valid():
        try:
            made = ruling.ask_interpretation(request.actor, org_id=org.pk, now=request.now, **form.cleaned_data)
            messages.success(request, f"已提问，编号 {made.number}。")
            return redirect("workbench:interpretation", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("提问", "")), form=form, heading="问一条规定怎么理解", button="提问",
        org=org, back=reverse(HERE),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def interpretation(request, number: str):
    """One question with its answer and stamps."""
    actor = request.actor
    row = rulebook.interpretation(actor, number=number)
    offered = buttons(rulebook.interpretation_offers(actor, row=row))
    form = StampForm(
        request.POST or None, initial={"seen": row.version, "answer": row.answer},
        answers=any(one.verb == "answer" or one.verb == "correct" and one.allowed for one in offered), remarks=any(one.needs_remark and one.allowed for one in offered),
    )  # fmt: skip
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    if verb in {move.verb for move in INTERPRETATION.moves} and form.is_valid():
        try:
            row = ruling.move_interpretation(actor, number=number, verb=verb, now=request.now, **form.cleaned_data)
            messages.success(request, "已办。")
            return redirect("workbench:interpretation", row.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (number, "")), row=row, form=form, offers=offered,
        writes="answer" in form.fields, editions=rulebook.interpretation_editions(actor, row=row), place=rulebook.digest(actor).places().get(row.anchor),
    )  # fmt: skip
    return render(request, "workbench/interpretation.html", context)
