"""Staged matters: open, reach a stage, close with a summary (第八条（三））."""

from itertools import islice

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.workbench.forms import MatterForm, ReviewForm, StageForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.obligations import actions as obliging
from gongkai.obligations import queries as obligations
from gongkai.rulebook import queries as rulebook
from gongkai.rules.entries import TimeKind
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused

MOST = 200  # on the page; the ledger has all


@desk
def matters(request):
    """What is under way, and what crossed the year without a summary (R169)."""
    org = home_of(request)
    found = obligations.open_matters(request.actor, path=org.path, today=request.today)
    rows = list(islice(found, MOST + 1))
    return render(
        request, "workbench/matters.html",
        frame(request, "workbench:matters", crumbs=(("分期事项", ""),), org=org, rows=rows[:MOST], more=len(rows) > MOST,
        today=request.today),
    )  # fmt: skip


@desk
def new(request):
    """Begin a staged matter."""
    org = home_of(request)
    entries = rulebook.entries_of(request.actor, org_id=org.pk, period=str(Period.of(request.today)))
    staged = [one for one in entries if TimeKind.STAGED in {one.time_kind, *(extra["kind"] for extra in one.also)}]
    form = MatterForm(request.POST or None, entries=staged, initial={"event_on": request.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = obliging.open_matter(
                request.actor, org_id=org.pk, code=data["code"], title=data["title"], opened_on=data["event_on"],
                expected_end=data["expected_end"], now=request.now, today=request.today,
            )  # fmt: skip
            messages.success(request, "已登记，第一期已列入待办。")
            return redirect("workbench:matter", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("分期事项", reverse("workbench:matters")), ("登记", ""))
    context = frame(request, "workbench:matters", crumbs=crumbs, form=form, heading="登记分期公开的事项", org=org)
    return render(request, "workbench/event.html", context)


@desk
def matter(request, pk: int):
    """One matter with its stages; add the next, or close it."""
    found = obligations.matter(request.actor, matter_id=pk)
    stage_form, form = StageForm(initial={"event_on": request.today}), ReviewForm()
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        try:
            if verb == "stage":
                stage_form = StageForm(request.POST)
                if stage_form.is_valid():
                    obliging.add_stage(
                        request.actor, matter_id=pk, now=request.now, today=request.today, **stage_form.cleaned_data
                    )
                    messages.success(request, "这一期已列入待办。")
                    return redirect("workbench:matter", pk)
            elif verb in ("close", "cancel"):
                form = ReviewForm(request.POST)
                if form.is_valid():
                    obliging.move_matter(
                        request.actor, matter_id=pk, verb=verb, now=request.now, today=request.today,
                        remark=form.cleaned_data["remark"],
                    )  # fmt: skip
                    messages.success(request, "已办。")
                    return redirect("workbench:matter", pk)
        except Refused as refused:
            refuse_form(stage_form if verb == "stage" else form, refused)
    crumbs = (("分期事项", reverse("workbench:matters")), (found.title, ""))
    context = frame(
        request, "workbench:matters", crumbs=crumbs, matter=found, stages=obligations.stages(request.actor, matter_id=pk),
        offers=buttons(obligations.matter_offers(request.actor, matter_id=pk, today=request.today)),
        stage_form=stage_form, form=form, may_add=obligations.may_add_stage(request.actor, row=found),
    )  # fmt: skip
    return render(request, "workbench/matter.html", context)
