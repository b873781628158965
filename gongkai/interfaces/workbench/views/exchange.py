"""Briefings, reports upward and messages between levels at the desk (R62, R63, R67)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.workbench.consulting_forms import (
    BriefingForm,
    MakeUpForm,
    MessageForm,
    RouteForm,
    SignForm,
    UpwardForm,
)
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import REPORT_UP
from gongkai.rules.refusals import Refused

HERE = "workbench:consulting"
EXCHANGE = "通报和往来"


@desk
def exchange(request):
    """What was told inside, what came up, what went up, and what was written between levels."""
    org, actor = home_of(request), request.actor
    here = (org.path,)
    context = frame(
        request, HERE, crumbs=((EXCHANGE, ""),), org=org, today=request.today,
        briefings=voices.briefings(actor, org_id=org.pk),
        briefing_due=voices.next_briefing(actor, org_id=org.pk, today=request.today),
        in_hand=voices.reports_in_hand(actor, paths=here), sent=voices.reports_sent(actor, path=org.path),
        received=voices.messages_received(actor, paths=here), written=voices.messages(actor, org_id=org.pk),
        may_draft=may(actor, Permission.DRAFT, org.path), may_write=may(actor, Permission.CORRESPOND, org.path),
    )  # fmt: skip
    return render(request, "workbench/exchange.html", context)


def _written(request, org, form, act, *, heading: str, button: str, to: str, lede: str = ""):
    """A page with one form that makes one thing and goes on to it."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(now=request.now, today=request.today)
            messages.success(request, f"已办，编号 {made.number}。")
            return redirect(to, made.number)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = ((EXCHANGE, reverse("workbench:exchange")), (heading, ""))
    context = frame(
        request, HERE, crumbs=crumbs, form=form, heading=heading, button=button, org=org, lede=lede,
        back=reverse("workbench:exchange"),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def briefing_new(request):
    """Record a briefing."""
    org = home_of(request)
    form = BriefingForm(request.POST or None)
    return _written(
        request, org, form, lambda **when: voicing.record_briefing(request.actor, org_id=org.pk, **form.cleaned_data, **when),
        heading="登记党内情况通报", button="登记通报", to="workbench:briefing",
    )  # fmt: skip


@desk
def briefing(request, number: str):
    """One briefing, and telling those who were absent."""
    actor = request.actor
    row = voices.briefing(actor, number=number)
    held = voices.attendance(actor, row=row)
    form = MakeUpForm(request.POST or None, initial={"people": row.made_up, "how": row.made_up_how})
    if request.method == "POST" and form.is_valid():
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isdigit() else -1
        try:
            voicing.make_up(actor, number=number, version=version, now=request.now, **form.cleaned_data)
            messages.success(request, "补通报已登记。")
            return redirect("workbench:briefing", number)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = ((EXCHANGE, reverse("workbench:exchange")), (number, ""))
    context = frame(
        request, HERE, crumbs=crumbs, row=row, held=held, form=form,
        may_make_up=held.absent and may(actor, Permission.DRAFT, row.org_path),
    )  # fmt: skip
    return render(request, "workbench/briefing.html", context)


@desk
def situation_new(request):
    """Report to the superior in the organization's name."""
    org = home_of(request)
    form = UpwardForm(request.POST or None)
    return _written(
        request, org, form, lambda **when: voicing.report_for_organization(request.actor, org_id=org.pk, **form.cleaned_data, **when),
        heading="向上级反映情况", button="报送上级", to="workbench:situation", lede=f"送给{org.superior.name}" if org.superior else "",
    )  # fmt: skip


@desk
def situation(request, number: str):
    """One report in hand: received, handed on, answered. The sending office confirms that the answer came."""
    actor, when = request.actor, {"now": request.now, "today": request.today}
    row = voices.report(actor, number=number)
    form = RouteForm(request.POST or None, targets=voices.route_targets(actor, number=number))
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    if verb == "read":
        act = partial(voicing.read_answer, actor, number=number, now=request.now)
        attempt(request, act, done="已记下：答复收到。")
        return redirect("workbench:situation", number)
    if verb in {move.verb for move in REPORT_UP.moves} and form.is_valid():
        data = form.cleaned_data
        try:
            voicing.move_report(
                actor, number=number, verb=verb, remark=data["remark"], to_id=int(data["to_id"] or 0) or None, **when
            )
            messages.success(request, "已办。")
            return redirect("workbench:situation", number)
        except Refused as refused:
            refuse_form(form, refused)
    offered = buttons(voices.report_offers(actor, number=number))
    crumbs = ((EXCHANGE, reverse("workbench:exchange")), (number, ""))
    context = frame(
        request, HERE, crumbs=crumbs, row=row, form=form, offers=offered, today=request.today,
        sender=voices.sender_shown(actor, row=row), steps=voices.report_steps(actor, number=number),
        ours=bool(row.sender_path) and may(actor, Permission.CORRESPOND, row.sender_path),
    )  # fmt: skip
    return render(request, "workbench/situation.html", context)


@desk
def message_new(request):
    """Write to the superior or to those below."""
    org = home_of(request)
    targets = voices.message_targets(request.actor, org_id=org.pk)
    form = MessageForm(request.POST or None, targets=targets)

    def act(**when):
        data = form.cleaned_data | {"to_ids": [int(one) for one in form.cleaned_data["to_ids"]]}
        return voicing.send_message(request.actor, org_id=org.pk, **data, **when)

    return _written(
        request, org, form, act, heading="给上级或下级发消息", button="发出", to="workbench:message",
        lede="每个收件的组织都要签收",
    )  # fmt: skip


@desk
def message(request, number: str):
    """One message with its receipts; an addressee signs for it."""
    actor = request.actor
    row = voices.message(actor, number=number)
    found = voices.receipts(actor, number=number)
    mine = voices.receipt_to_sign(actor, number=number)
    form = SignForm(request.POST or None)
    if request.method == "POST" and mine is not None and form.is_valid():
        said = form.cleaned_data["answer"]
        act = partial(voicing.sign_for, actor, number=number, org_id=mine.org_id, answer=said, now=request.now)
        attempt(request, act, done="已签收。")
        return redirect("workbench:message", number)
    crumbs = ((EXCHANGE, reverse("workbench:exchange")), (number, ""))
    context = frame(request, HERE, crumbs=crumbs, row=row, receipts=found, mine=mine, form=form)
    return render(request, "workbench/message.html", context)
