"""Rectification at the desk: sign for it, plan, show what was done, accept (R120, R156, F20)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.assessment import queries as assessment
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench import inspection_forms as forms
from gongkai.interfaces.workbench.forms import FileForm, ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, refuse_form
from gongkai.interfaces.workbench.views.inspections import HERE, NAME
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import RECTIFICATION
from gongkai.rules.procedures.rectification import NOW
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

VERBS = {move.verb for move in RECTIFICATION.moves}
ACTS = {"measure": forms.MeasureForm, "done": forms.DoneForm, "file": FileForm}


def _forms(request, one, verbs) -> dict:
    """The forms of one problem; what was sent stays in its own."""
    found = {}
    for verb in verbs:
        mine = request.POST.get("verb") == verb and request.POST.get("problem") == str(one.pk)
        given = ((request.POST, request.FILES) if verb == "file" else (request.POST,)) if mine else ()
        initial = (
            {"text": one.done}
            if verb == "done"
            else {n: getattr(one, n) for n in ("measure", "person", "finish_on") if verb == "measure"}
        )
        found[verb] = ACTS[verb](*given, initial=initial, auto_id=f"id_{verb}{one.pk}_%s")
    return found


def _verbs(row) -> tuple[str, ...]:
    """What the organization writes for each problem now."""
    return ("measure",) if row.awaits_plan else ("done", "file") if row.is_put_right else ()


@desk
def rectification(request, number: str):
    """One notice: its problems with measure, what was done and its proof; the buttons of each side."""
    actor = request.actor
    row = supervision.rectification(actor, number=number)
    verbs = _verbs(row) if may(actor, Permission.DRAFT, row.org_path) else ()
    problems = [(one, _forms(request, one, verbs)) for one in supervision.problems(actor, row=row)]
    answer = ReviewForm(request.POST if request.POST.get("verb") in VERBS else None)
    answer.marks_optional = False  # whether a word is needed depends on the button
    answer.fields["remark"].help_text = "退回或撤回时写原因，对方会看到"
    if request.method == "POST" and _done(request, number, problems, answer):
        return redirect("workbench:rectification", number)
    offered = buttons(supervision.rectification_offers(actor, number=number))
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (number, "")), row=row, case=assessment.case_behind(actor, source=row.source), problems=problems, answer=answer,
        offers=offered, remark=any(one.needs_remark and one.allowed for one in offered), today=request.today,
        due=supervision.due_now(actor, row=row), now_due=NOW[row.state], copies=supervision.shown_before(actor, row=row),
    )  # fmt: skip
    return render(request, "workbench/rectification.html", context)


def _done(request, number: str, problems: list, answer) -> bool:
    """Do what was sent; False when the page has to say what is wrong."""
    actor, verb = request.actor, request.POST.get("verb", "")
    sent = next((pair for pair in problems if str(pair[0].pk) == request.POST.get("problem")), None)
    form = answer if verb in VERBS else sent[1].get(verb) if sent else None
    if form is None or not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        if verb in VERBS:
            supervising.move_rectification(
                actor, number=number, verb=verb, now=request.now, today=request.today, remark=data["remark"]
            )
        else:
            act = partial(_acts(verb), actor, number=number, problem_id=sent[0].pk, now=request.now)
            if verb == "file":
                with on_disk(data["file"]) as path:
                    act(path=path, name=data["file"].name, caption=data["caption"])
            else:
                act(**data)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, "已办，转到下一步。" if verb in VERBS else "已存。")
    return True


def _acts(verb: str):
    return {"measure": supervising.write_measure, "done": supervising.write_done, "file": supervising.hang_proof}[verb]


@desk
def proof(request, number: str, token: str):
    """A photo or file that shows what was done."""
    return send_stored(*supervision.proof_file(request.actor, number=number, token=token))
