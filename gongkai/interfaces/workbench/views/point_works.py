"""What goes on at points: guidance of a batch, works handed in and adopted (R113, R114)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench import point_forms as forms
from gongkai.interfaces.workbench.forms import FileForm, ReviewForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.points import HERE, NAME
from gongkai.rules.permissions import Permission, may
from gongkai.rules.points import TERMS, Guidance
from gongkai.rules.procedures import POINT_WORK
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

VERBS = {move.verb for move in POINT_WORK.moves}


def _sent(request, verb: str, ident: str = "", files: bool = False):
    """What was sent for one of the forms of a page, or nothing when another one was."""
    mine = (
        request.method == "POST" and request.POST.get("verb", "") == verb and request.POST.get("activity", "") == ident
    )
    sent = (request.POST if mine else None,)
    return (*sent, request.FILES if mine else None) if files else sent


@desk
def batch(request, number: str):
    """One batch: its points, the guidance it was given with its files, when the next is due; it can go on longer."""
    actor, today = request.actor, request.today
    view = supervision.batch_view(actor, number=number, today=today)
    rows = supervision.activities(actor, batch_id=view.row.pk)
    hung = supervision.activity_files(actor, number=number)
    keeps, found = may(actor, Permission.KEEP_POINTS, view.row.keeper_path), {}
    if keeps:
        found = {
            "": forms.ActivityForm(*_sent(request, ""), initial={"day": today}),
            "prolong": forms.ProlongForm(*_sent(request, "prolong"), auto_id="id_prolong_%s"),
        } | {
            f"file{one.pk}": FileForm(*_sent(request, "file", str(one.pk), files=True), auto_id=f"id_a{one.pk}_%s")
            for one in rows
        }  # fmt: skip
    if request.method == "POST" and _batch_done(request, number, found):
        return redirect("workbench:point_batch", number)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (view.row.title, "")), view=view, row=view.row, keeps=keeps,
        form=found.get(""), prolonging=found.get("prolong"), today=today,
        points=supervision.points(actor, batch_id=view.row.pk),
        prolonged=supervision.prolongations(actor, row=view.row),
        activities=[(one, hung.get(one.pk, ()), found.get(f"file{one.pk}")) for one in rows],
    )  # fmt: skip
    return render(request, "workbench/point_batch.html", context)


def _batch_done(request, number: str, found: dict) -> bool:
    """Do what was sent; False when the page has to say what is wrong."""
    verb, ident = request.POST.get("verb", ""), request.POST.get("activity", "")
    form = found.get(f"{verb}{ident}")
    if form is None or not form.is_valid():
        return False
    act, when = {
        "": (supervising.record_activity, {"now": request.now, "today": request.today}),
        "prolong": (supervising.prolong_batch, {"now": request.now, "today": request.today}),
        "file": (partial(supervising.hang_activity_file, activity_id=int(ident or 0)), {"now": request.now}),
    }[verb]  # fmt: skip
    try:
        if verb == "file":
            _hang(form, partial(act, request.actor, number=number, **when))
        else:
            act(request.actor, number=number, **form.cleaned_data, **when)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, SAID[verb])
    return True


SAID = {"": "活动已登记，下一次的期限重新算。", "prolong": "已延长，下级都能看到。", "file": "已存。"}


def _hang(form, act) -> None:
    data = dict(form.cleaned_data)
    upload = data.pop("file")
    with on_disk(upload) as path:
        act(path=path, name=upload.name, **data)


@desk
def activity_file(request, number: str, token: str):
    """A file behind a guidance."""
    return send_stored(*supervision.activity_file(request.actor, number=number, token=token))


@desk
def work_file(request, number: str, token: str):
    """A file behind a work."""
    return send_stored(*supervision.work_file(request.actor, number=number, token=token))


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
    drafts = may(request.actor, Permission.DRAFT, view.row.org_path)
    sending = forms.WorkFileForm(*_sent(request, "file", files=True), auto_id="id_file_%s") if drafts else None
    if sending is not None and sending.is_bound and sending.is_valid():
        try:
            _hang(sending, partial(supervising.hang_work_file, request.actor, number=number, now=request.now))
            messages.success(request, SAID["file"])
            return redirect("workbench:point_work", number)
        except Refused as refused:
            refuse_form(sending, refused)
    if request.POST.get("verb") == "withhold" and attempt(
        request,
        partial(
            supervising.withhold_work_file,
            request.actor,
            number=number,
            token=request.POST.get("file", ""),
            now=request.now,
        ),
        done="这份附件不再对外公开。",
    ):
        return redirect("workbench:point_work", number)
    offered = buttons(supervision.work_offers(request.actor, number=number))
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (view.row.title, "")), view=view, row=view.row, form=form,
        offers=offered, remark=any(one.needs_remark and one.allowed for one in offered), sending=sending,
        files=supervision.work_files(request.actor, number=number), adopted=view.row.is_adopted,
        withholds=drafts or may(request.actor, Permission.KEEP_POINTS, view.row.keeper_path),
    )  # fmt: skip
    return render(request, "workbench/point_work.html", context)
