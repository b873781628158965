"""Running members' appraisals: prepare, key, open, close, count, publish, use (第九条（七）)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui.appraisals import shown
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.ui.shapes import Step
from gongkai.interfaces.workbench.appraisal_forms import KeyForm, PaperForm, ResultForm, RoundForm, UseForm
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.participation import actions, queries
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import APPRAISAL
from gongkai.rules.refusals import Refused

VERBS = tuple(move.verb for move in APPRAISAL.moves)


@desk
def appraisals(request):
    """The organization's rounds, newest first; begin one."""
    org = home_of(request)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_round(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已登记，编号 {made.number}。下一步：上传计票公钥，再开始投票。")
            return redirect("workbench:appraisal", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    rows = [(one, APPRAISAL.states[one.state]) for one in queries.rounds(request.actor, path=org.path)]
    context = frame(
        request, "workbench:appraisals", crumbs=(("民主评议", ""),), org=org, rows=rows, form=form,
        may_run=may(request.actor, Permission.RUN_APPRAISAL, org.path),
    )  # fmt: skip
    return render(request, "workbench/appraisals.html", context)


def _page(request, found, **forms):
    actor, pk = request.actor, found.pk
    stands = {
        "key": KeyForm(),
        "result": ResultForm(),
        "paper": PaperForm(),
        "use": UseForm(),
        "plan": UseForm(),
    } | forms
    context = frame(
        request, "workbench:appraisals", crumbs=(("民主评议", reverse("workbench:appraisals")), (found.title, "")),
        round=found, org=found.org, state=APPRAISAL.states[found.state], turnout=queries.turnout(actor, round_id=pk),
        offers=buttons(queries.appraisal_offers(actor, round_id=pk, now=request.now, today=request.today)),
        voters=queries.voters(actor, round_id=pk), counts=queries.paper_counts(actor, round_id=pk), forms=stands,
        outcome=shown(queries.outcome(actor, round_id=pk)), envelopes=queries.fingerprints(actor, round_id=pk),
        steps=[Step(name, "", cn_date(at) if at else "", state) for name, state, at in queries.round_steps(actor, round_id=pk)], form=forms.get("form") or ReviewForm(),
        open=queries.round_forms(actor, round_id=pk), uses=queries.uses(actor, round_id=pk),
    )  # fmt: skip
    return render(request, "workbench/appraisal.html", context)


@desk
def appraisal(request, pk: int):
    """One round on one screen: what is to be done now, who has voted, what it came to."""
    found = queries.run_round(request.actor, round_id=pk)
    verb = request.POST.get("verb", "")
    form = ReviewForm(request.POST if verb in VERBS else None)
    if request.method == "POST" and verb in VERBS and form.is_valid():
        try:
            actions.move_round(
                request.actor, round_id=pk, verb=verb, now=request.now, today=request.today,
                remark=form.cleaned_data["remark"],
            )  # fmt: skip
            messages.success(request, "已办。")
            return redirect("workbench:appraisal", pk)
        except Refused as refused:
            refuse_form(form, refused)
    return _page(request, found, form=form)


def _answered(request, pk: int, name: str, form, act, done: str):
    """Take one of the page's smaller forms; a refusal stands on top of that form."""
    found = queries.run_round(request.actor, round_id=pk)
    if form.is_valid():
        try:
            act(form)
            messages.success(request, done)
            return redirect("workbench:appraisal", pk)
        except Refused as refused:
            refuse_form(form, refused)
    return _page(request, found, **{name: form})


@desk
@require_POST
def key(request, pk: int):
    """The scrutineers' public key."""
    return _answered(
        request, pk, "key", KeyForm(request.POST, request.FILES),
        lambda form: actions.set_key(
            request.actor, round_id=pk, pem=form.pem(), scrutineers=form.names(), now=request.now
        ),
        "公钥已放好。私钥只在计票人手里，网站没有。",
    )  # fmt: skip


@desk
def box(request, pk: int):
    """The urn to take to the scrutineers' own computer."""
    answer = HttpResponse(queries.box(request.actor, round_id=pk), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="box.json"'
    return answer


@desk
@require_POST
def result(request, pk: int):
    """What the scrutineers found in the urn."""
    return _answered(
        request, pk, "result", ResultForm(request.POST, request.FILES),
        lambda form: actions.give_result(request.actor, round_id=pk, text=form.text(), now=request.now),
        "结果文件与票箱一致，已收下。",
    )  # fmt: skip


@desk
@require_POST
def papers(request, pk: int):
    """The papers as this counter counted them."""
    return _answered(
        request, pk, "paper", PaperForm(request.POST),
        lambda form: actions.count_papers(request.actor, round_id=pk, now=request.now, **form.counts()),
        "已记下您点的数。另一位点完后，两份一致才能计票。",
    )  # fmt: skip


@desk
@require_POST
def hand_paper(request, pk: int, voter: int):
    """A member takes a paper instead."""
    attempt(
        request, lambda: actions.hand_paper(request.actor, round_id=pk, voter_id=voter, now=request.now),
        done="已登记领纸票。",
    )  # fmt: skip
    return redirect("workbench:appraisal", pk)


@desk
@require_POST
def plan(request, pk: int):
    """What will be mended after a low result."""
    return _answered(
        request, pk, "plan", UseForm(request.POST),
        lambda form: actions.write_plan(
            request.actor, round_id=pk, text=form.cleaned_data["text"], now=request.now
        ),
        "整改措施已公布在结果下面。",
    )  # fmt: skip


@desk
@require_POST
def use(request, pk: int):
    """What was done with the result."""
    return _answered(
        request, pk, "use", UseForm(request.POST),
        lambda form: actions.record_use(
            request.actor, round_id=pk, text=form.cleaned_data["text"], now=request.now
        ),
        "已记下。",
    )  # fmt: skip
