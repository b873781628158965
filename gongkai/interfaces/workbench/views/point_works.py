"""What goes on at points: guidance of a batch, works handed in and adopted (R113, R114)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench import point_forms as forms
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.points import HERE, NAME
from gongkai.rules.permissions import Permission, may
from gongkai.rules.points import TERMS, Guidance
from gongkai.rules.procedures import POINT_WORK
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

VERBS = {move.verb for move in POINT_WORK.moves}


@desk
def batch(request, number: str):
    """One batch: its points, the guidance it was given, when the next is due."""
    actor, today = request.actor, request.today
    view = supervision.batch_view(actor, number=number, today=today)
    keeps = may(actor, Permission.KEEP_POINTS, view.row.keeper_path)
    form = forms.ActivityForm(request.POST or None, initial={"day": today}) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            supervising.record_activity(actor, number=number, now=request.now, today=today, **form.cleaned_data)
            messages.success(request, "活动已登记，下一次的期限重新算。")
            return redirect("workbench:point_batch", number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (view.row.title, "")), view=view, row=view.row, form=form, keeps=keeps,
        today=today, points=supervision.points(actor, batch_id=view.row.pk),
        activities=supervision.activities(actor, batch_id=view.row.pk),
    )  # fmt: skip
    return render(request, "workbench/point_batch.html", context)


def activities_table(request) -> Table:
    """The guidance given by a body and those below it as a workbook (R168)."""
    org = home_of(request)
    headings = ("建点机关", "批次", "活动", "日期", "主题", "人数", "哪些人", "产生了什么", "登记人")
    rows = (
        (
            row.batch.keeper.short_name, row.batch.title, TERMS[Guidance(row.kind)], row.day.isoformat(), row.title, row.people, row.who, row.output,
            row.recorder_name,
        )
        for row in supervision.guidance_ledger(request.actor, path=org.path)
    )  # fmt: skip
    return Table(headings, rows, f"point-guidance-{org.code}")


activities_xlsx = as_file(activities_table)


@desk
def work(request, number: str):
    """One work: read, adopted into the library, kept, taken out."""
    view = supervision.work_view(request.actor, number=number)
    verb = request.POST.get("verb", "")
    form = ReviewForm(request.POST if verb in VERBS else None)
    form.fields["remark"].help_text = "撤下时写原因"
    if verb in VERBS and form.is_valid():
        try:
            supervising.move_work(
                request.actor, number=number, verb=verb, now=request.now, today=request.today,
                remark=form.cleaned_data["remark"],
            )  # fmt: skip
            messages.success(request, "已办。")
            return redirect("workbench:point_work", number)
        except Refused as refused:
            refuse_form(form, refused)
    offered = buttons(supervision.work_offers(request.actor, number=number))
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (view.row.title, "")), view=view, row=view.row, form=form,
        offers=offered, remark=any(one.needs_remark and one.allowed for one in offered),
    )  # fmt: skip
    return render(request, "workbench/point_work.html", context)
