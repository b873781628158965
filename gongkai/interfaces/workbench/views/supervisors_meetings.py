"""The supervisors' meetings at the desk: notice, minutes, opinions with their answers (R109)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.workbench import supervisor_forms as forms
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.views.marks import FIELD, FIELD_NAME
from gongkai.interfaces.workbench.views.supervisors import HERE, NAME
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures import SUPERVISORS_MEETING
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

VERBS = {move.verb for move in SUPERVISORS_MEETING.moves}


@desk
def new(request):
    """Call the next meeting."""
    org = home_of(request)
    demand(request.actor, Permission.KEEP_SUPERVISORS, org.path, hidden=True)
    form = forms.CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = supervising.call_meeting(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已通知{len(row.invited)}位监督员，他们的页面和早上的提醒里都有。")
            return redirect("workbench:supervisors_meeting", row.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("召开会议", "")), form=form, heading="召开监督员会议", button="通知监督员",
        org=org, back=reverse(HERE),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


def _sent(request, verb: str, opinion: str = ""):
    mine = request.method == "POST" and request.POST.get("verb") == verb
    return request.POST if mine and request.POST.get("opinion", "") == opinion else None


@desk
def meeting(request, number: str):
    """One meeting: who is called, the minutes, what was said and answered."""
    actor = request.actor
    row = supervision.supervisors_meeting(actor, number=number)
    keeps = may(actor, Permission.KEEP_SUPERVISORS, row.org_path)
    said = list(row.opinions.order_by("pk"))
    kept = {
        "move": forms.MinutesForm(
            request.POST if request.POST.get("verb") in VERBS else None, invited=row.invited,
            initial={"came": [pk for pk, _ in row.invited]},
        ),
        "opinion": forms.WordsForm(_sent(request, "opinion"), auto_id="id_opinion_%s"),
    } | {f"reply{one.pk}": forms.AnswerForm(_sent(request, "reply", str(one.pk)), auto_id=f"id_r{one.pk}_%s") for one in said}  # fmt: skip
    if request.method == "POST" and _done(request, number, kept):
        return redirect("workbench:supervisors_meeting", number)
    opened = keeps and row.held_at is not None
    here, name = (HERE, NAME) if may(actor, Permission.READ_WORK, row.org_path) else (FIELD, FIELD_NAME)
    context = frame(
        request, here, crumbs=((name, reverse(here)), (number, "")), row=row, keeps=keeps, opened=opened, forms=kept,
        came=[name for pk, name in row.invited if pk in row.came],
        absent=[name for pk, name in row.invited if row.held_at and pk not in row.came],
        said=[(one, kept[f"reply{one.pk}"] if opened and not one.reply else None) for one in said], today=request.today,
        offers=buttons(supervision.meeting_offers(actor, number=number, today=request.today)),
    )  # fmt: skip
    return render(request, "workbench/supervisors_meeting.html", context)


def _done(request, number: str, kept: dict) -> bool:
    """Do what was sent; False when the page has to say what is wrong."""
    verb, opinion = request.POST.get("verb", ""), request.POST.get("opinion", "")
    form = kept.get("move" if verb in VERBS else f"reply{opinion}" if verb == "reply" else verb)
    if form is None or not form.is_valid():
        return False
    when, data = {"now": request.now, "today": request.today}, form.cleaned_data
    try:
        if verb == "opinion":
            supervising.add_meeting_opinion(request.actor, number=number, text=data["text"], **when)
        elif verb == "reply":
            supervising.reply_meeting_opinion(
                request.actor, number=number, opinion_id=int(opinion), reply=data["text"], **when
            )
        else:
            supervising.move_meeting(request.actor, number=number, verb=verb, **data, **when)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, {"opinion": "意见已记下。", "reply": "答复已存。"}.get(verb, "已办。"))
    return True
