"""Protecting those who speak: requests to open a name, who looked, slips, reports of pressure (第四条（一）, R12)."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import long_text
from gongkai.interfaces.workbench.frame import buttons, desk, frame, refuse_form
from gongkai.participation import actions, queries
from gongkai.rules.procedures import IDENTITY, PRESSURE
from gongkai.rules.refusals import Refused

HERE = "workbench:identity"


class ReasonForm(PlainForm):
    reason = forms.CharField(
        label="为什么要知道是谁", widget=long_text(3),
        help_text="比如“要当面核对补助名单，留的电话才联系得上”。提意见的人会看到这句话",
    )  # fmt: skip


class RemarkForm(PlainForm):
    remark = forms.CharField(
        label="说明", widget=long_text(3), required=False, help_text="不同意、收回同意一定要写，提意见的人会看到"
    )


class AnswerForm(PlainForm):
    remark = forms.CharField(
        label="做了什么来保护，怎样答复",
        widget=long_text(4),
        required=False,
        help_text="反映的人会看到",
    )


class PressureForm(PlainForm):
    text = forms.CharField(
        label="受到了什么压力", widget=long_text(4), help_text="谁、什么时候、说了或者做了什么。被反映的组织看不到"
    )


@desk
def identity(request):
    """What this person asked for, may agree to, and may ask about."""
    rows = queries.requests(request.actor)
    about = queries.to_ask_about(request.actor)
    context = frame(
        request, HERE, crumbs=(("署名人姓名", ""),), rows=rows, about=about, states=IDENTITY.states,
        own=request.actor.user_id,
    )  # fmt: skip
    return render(request, "workbench/identity.html", context)


@desk
def ask(request, ref: str):
    """Ask to open the name behind one signed opinion."""
    opinion = queries.opinion_to_ask_about(request.actor, ref=ref)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_to_open(
                request.actor, ref=ref, subject=f"opinion:{opinion.pk}", now=request.now, **form.cleaned_data
            )
            messages.success(request, "已申请，等第二个人同意。提意见的人看得到这个申请。")
            return redirect("workbench:identity_request", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    offers = buttons(queries.ask_offer(request.actor, ref=ref, now=request.now))
    crumbs = (("署名人姓名", reverse(HERE)), ("申请打开", ""))
    context = frame(request, HERE, crumbs=crumbs, form=form, opinion=opinion, offers=offers)
    return render(request, "workbench/identity_ask.html", context)


def _acts(actor, pk: int, now, remark: str) -> dict[str, Callable]:
    return {
        "consent": lambda: actions.consent_to_open(actor, request_id=pk, now=now),
        "refuse": lambda: actions.refuse_to_open(actor, request_id=pk, reason=remark, now=now),
        "recall": lambda: actions.recall_request(actor, request_id=pk, now=now),
        "open": lambda: actions.open_name(actor, request_id=pk, now=now),
    }


@desk
def identity_request(request, pk: int):
    """One request: agree, refuse, recall, or open. The opened name stands on this one answer and nowhere else."""
    queries.request(request.actor, request_id=pk)
    form, opened = RemarkForm(request.POST or None), None
    verb = request.POST.get("verb", "")
    if request.method == "POST" and form.is_valid():
        acts = _acts(request.actor, pk, request.now, form.cleaned_data["remark"])
        try:
            result = acts[verb]() if verb in acts else None
            if verb != "open" and result is not None:
                messages.success(request, "已办。")
                return redirect("workbench:identity_request", pk)
            opened, form = result, RemarkForm()
        except Refused as refused:
            refuse_form(form, refused)
    found = queries.request(request.actor, request_id=pk)
    offers = buttons(queries.request_offers(request.actor, request_id=pk, now=request.now))
    crumbs = (("署名人姓名", reverse(HERE)), (found.subject_words, ""))
    context = frame(
        request, HERE, crumbs=crumbs, found=found, state=IDENTITY.states[found.state], opened=opened, form=form,
        offers=offers, wants_words=any(offer.needs_remark and offer.allowed for offer in offers),
        confirms=[offer.confirm for offer in offers if offer.allowed and offer.confirm],
    )  # fmt: skip
    return render(request, "workbench/identity_request.html", context)


@desk
def identity_ledger(request):
    """Every look, for the audit administrator."""
    rows = queries.ledger_of_looks(request.actor)
    context = frame(request, "workbench:identity_ledger", crumbs=(("打开姓名的记录", ""),), rows=rows)
    return render(request, "workbench/identity_ledger.html", context)


@desk
def my_name(request):
    """谁打开过我的名字: the author sees every request, reason, both offices and times."""
    context = frame(
        request, "", crumbs=(("谁打开过我的名字", ""),), rows=queries.looks_at_own(request.actor),
        opinions=queries.own_refs(request.actor), reported=queries.own_pressures(request.actor),
    )  # fmt: skip
    return render(request, "workbench/my_name.html", context)


@desk
def my_pressure(request, ref: str):
    """A signed author reports pressure; it goes to the handler above alone."""
    own = dict(queries.own_refs(request.actor))
    days = queries.days_to_take_up(request.actor, today=request.today)
    shown = queries.show_own(request.actor, ref=ref, now=request.now)
    form = PressureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_pressure(request.actor, ref=ref, now=request.now, **form.cleaned_data)
            messages.success(request, f"收到了。只有上级的保密受理人看得到，{days}个工作日内受理。")
            return redirect("workbench:my_name")
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("谁打开过我的名字", reverse("workbench:my_name")), ("我受到压力", ""))
    context = frame(request, "", crumbs=crumbs, form=form, number=own.get(ref, ""), shown=shown, days=days)
    return render(request, "workbench/my_pressure.html", context)


@desk
def slip(request):
    """A member takes this month's slip; it is shown on this one answer."""
    code = ""
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            code = actions.take_slip(request.actor, today=request.today)
        except Refused as refused:
            form.is_valid()
            refuse_form(form, refused)
    count, taken = queries.slips_taken(request.actor, today=request.today)
    context = frame(
        request, "", crumbs=(("党员凭条", ""),), code=code, form=form, count=count, taken=taken,
        member=bool(request.actor.party),
    )  # fmt: skip
    return render(request, "workbench/slip.html", context)


@desk
def pressures(request):
    """What the confidential handler has to take up."""
    rows = queries.pressures(request.actor)
    context = frame(
        request, "workbench:pressures", crumbs=(("反映受到压力", ""),), rows=rows, states=PRESSURE.states,
        today=request.today,
    )  # fmt: skip
    return render(request, "workbench/pressures.html", context)


@desk
def pressure(request, pk: int):
    """One report: take it up, protect, answer."""
    queries.pressure(request.actor, pressure_id=pk)
    form = AnswerForm(request.POST or None)
    verb = request.POST.get("verb", "")
    if request.method == "POST" and verb in {"take_up", "answer"} and form.is_valid():
        try:
            actions.move_pressure(
                request.actor, pressure_id=pk, verb=verb, remark=form.cleaned_data["remark"], now=request.now
            )
            messages.success(request, "已办，反映的人看得到。")
            return redirect("workbench:pressure", pk)
        except Refused as refused:
            refuse_form(form, refused)
    found = queries.pressure(request.actor, pressure_id=pk)
    offers = buttons(queries.pressure_offers(request.actor, pressure_id=pk, today=request.today))
    crumbs = (("反映受到压力", reverse("workbench:pressures")), (found.org.short_name, ""))
    context = frame(
        request, "workbench:pressures", crumbs=crumbs, found=found, state=PRESSURE.states[found.state], form=form,
        offers=offers, wants_words=any(offer.needs_remark for offer in offers),
    )  # fmt: skip
    return render(request, "workbench/pressure.html", context)
