"""Hearings and enquiries at the desk (R65)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.workbench.consulting_forms import HearingForm, HearingTextForm
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import ENQUIRY, HEARING
from gongkai.rules.refusals import Refused

HERE = "workbench:consulting"
FIELDS = ("title", "matter", "audience", "place", "held_at", "signup_until", "seats", "seed")
VERBS = {move.verb for move in HEARING.moves}


@desk
def new(request):
    """Write the notice of a hearing."""
    org = home_of(request)
    form = HearingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = voicing.draft_hearing(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已存，编号 {made.number}。看一遍，再报请签发。")
            return redirect("workbench:hearing", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("征求意见和听证", reverse(HERE)), ("起草听证公告", ""))
    context = frame(request, HERE, crumbs=crumbs, form=form, heading="起草听证公告", button="存下公告", org=org)
    return render(request, "workbench/consulting_new.html", context)


def _parts(request, row) -> list[tuple]:
    """Minutes and conclusions, each with its form; what was sent stays in its own box."""
    found = []
    for part, name in (("minutes", "听证笔录"), ("conclusions", "听证结论")):
        sent = request.POST if request.POST.get("verb") == part else None
        found.append((part, name, HearingTextForm(sent, initial={"text": getattr(row, part)}, auto_id=f"id_{part}_%s")))
    return found


@desk
def hearing(request, number: str):
    """One hearing: notice, sign-ups by ticket and name, the list, minutes, conclusions."""
    actor, verb = request.actor, request.POST.get("verb", "") if request.method == "POST" else ""
    view = voices.hearing_view(actor, number=number, today=request.today)
    row = view.row
    drafting = view.works and may(actor, Permission.DRAFT, row.org_path)
    form = None
    if drafting and row.is_draft:
        initial = {name: getattr(row, name) for name in FIELDS}
        form = HearingForm(request.POST if verb == "save" else None, initial=initial)
    parts = _parts(request, row) if drafting and row.may_be_minuted else []
    answer = ReviewForm(request.POST if verb in VERBS else None)
    if _done(request, row, verb, form, parts, answer):
        return redirect("workbench:hearing", number)
    offered = buttons(voices.hearing_offers(actor, number=number, today=request.today))
    crumbs = (("征求意见和听证", reverse(HERE)), (number, ""))
    context = frame(
        request, HERE, crumbs=crumbs, view=view, row=row, form=form, parts=parts, answer=answer, offers=offered,
        remark=any(one.needs_remark and one.allowed for one in offered), today=request.today,
    )  # fmt: skip
    return render(request, "workbench/hearing.html", context)


def _done(request, row, verb: str, form, parts: list, answer) -> bool:
    """Do what was sent; False when there was nothing, or when the page has to say what is wrong."""
    actor, number = request.actor, row.number
    if verb == "save" and form is not None and form.is_valid():
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isdigit() else -1
        try:
            voicing.save_hearing(actor, number=number, version=version, now=request.now, **form.cleaned_data)
        except Refused as refused:
            refuse_form(form, refused)
            return False
        messages.success(request, "已存。")
        return True
    for part, name, text in parts:
        if verb == part and text.is_valid():
            act = partial(voicing.write_hearing, actor, number=number, part=part, now=request.now)
            return attempt(request, partial(act, text=text.cleaned_data["text"]), done=f"{name}已存。") is not None
    if verb in VERBS and answer.is_valid():
        remark = answer.cleaned_data["remark"]
        try:
            voicing.move_hearing(actor, number=number, verb=verb, now=request.now, today=request.today, remark=remark)
        except Refused as refused:
            refuse_form(answer, refused)
            return False
        messages.success(request, "已办，转到下一步。")
        return True
    return False


@desk
def enquiry(request, number: str):
    """One enquiry: answer it, and show it to others when the asker agrees."""
    actor = request.actor
    row = voices.enquiry(actor, number=number)
    form = ReviewForm(request.POST or None)
    form.call("remark", "答复", "提问的人会看到")
    verb = request.POST.get("verb", "")
    if request.method == "POST" and verb in {move.verb for move in ENQUIRY.moves} and form.is_valid():
        try:
            remark = form.cleaned_data["remark"]
            voicing.move_enquiry(actor, number=number, verb=verb, now=request.now, remark=remark)
            messages.success(request, "已答复。" if verb == "answer" else "已办。")
            return redirect("workbench:enquiry", number)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("征求意见和听证", reverse(HERE)), (number, ""))
    offered = buttons(voices.enquiry_offers(actor, number=number))
    context = frame(
        request, HERE, crumbs=crumbs, row=row, form=form, offers=offered, today=request.today,
        remark=any(one.needs_remark and one.allowed for one in offered),
    )  # fmt: skip
    return render(request, "workbench/enquiry.html", context)
