"""Answering one duty: begin a draft, sign nil, file an exemption, register an event."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.workbench.forms import EventForm, ExemptionForm, NilForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.obligations import actions as obliging
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.entries import TimeKind
from gongkai.rules.periods import Period, content_period
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused, missing


def _duty(request, code: str, period: str, entry: str, trigger: str):
    """The organization and the duty that the address names, for people who work there."""
    org = orgs.organization_by_code(request.actor, code=code)
    if not may(request.actor, Permission.READ_WORK, org.path):
        raise missing()
    row = obligations.duty(
        request.actor, org_id=org.pk, period=period, code=entry, trigger_id=int(trigger), today=request.today
    )
    return org, row


@desk
@require_POST
def start(request, code: str, period: str, entry: str, trigger: str):
    """Begin the draft that answers the duty; 照上月起草 takes over the text of the last one."""
    org, row = _duty(request, code, period, entry, trigger)
    copy_from = None
    if request.POST.get("copy"):
        last = disclosures.previous_for(request.actor, org_id=org.pk, code=row.code)
        copy_from = last.pk if last else None
    made = attempt(
        request,
        lambda: disclosing.start(
            request.actor,
            org_id=org.pk,
            code=row.code,
            period=row.period,
            trigger_id=row.trigger_id or None,
            copy_from=copy_from,
            now=request.now,
        ),  # fmt: skip
    )
    return redirect("workbench:edition", made.pk) if made else redirect("workbench:home")


@desk
def nil(request, code: str, period: str, entry: str, trigger: str):
    """Sign 「本月无此类事项」 after reading once more what it says."""
    org, row = _duty(request, code, period, entry, trigger)
    about = content_period(Period.parse(period))
    form = NilForm(request.POST or None, initial={"statement": f"{about.month}月没有这类事项。"})
    if request.method == "POST" and form.is_valid():
        try:
            obliging.declare_nil(
                request.actor, org_id=org.pk, period=period, code=entry, statement=form.cleaned_data["statement"],
                now=request.now, today=request.today,
            )  # fmt: skip
            attempt(request, lambda: True, done=f"已签零报告：{row.name}。村民现在能看到。")
            return redirect("workbench:home")
        except Refused as refused:
            refuse_form(form, refused)
    offer = obligations.nil_offer(request.actor, row=row)
    context = frame(
        request, "workbench:home", crumbs=(("本月无此类事项", ""),), org=org, row=row, form=form, about=about,
        refused=[] if offer.allowed else buttons([offer]),
    )  # fmt: skip
    return render(request, "workbench/nil.html", context)


@desk
def exempt(request, code: str, period: str, entry: str, trigger: str):
    """File with the superior that the item is not disclosed, for now or at all."""
    org, row = _duty(request, code, period, entry, trigger)
    form = ExemptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            filing = obliging.file_exemption(
                request.actor, org_id=org.pk, period=period, code=entry, trigger_id=int(trigger), now=request.now,
                today=request.today, **form.cleaned_data,
            )  # fmt: skip
            attempt(request, lambda: True, done=f"已报上级备案，编号 {filing.number}。")
            return redirect("workbench:exemption", filing.pk)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(request, "workbench:home", crumbs=(("报暂不公开备案", ""),), org=org, row=row, form=form)
    return render(request, "workbench/exempt.html", context)


@desk
def event(request):
    """Register something that must be disclosed at once; the clock starts on its day (第八条（四））."""
    org = home_of(request)
    entries = rulebook.entries_of(request.actor, org_id=org.pk, period=str(Period.of(request.today)))
    instant = [one for one in entries if TimeKind.INSTANT in {one.time_kind, *(extra["kind"] for extra in one.also)}]
    form = EventForm(request.POST or None, entries=instant, initial={"event_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            made = obliging.register_event(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            attempt(request, lambda: True, done=f"已登记，{made.due_on.month}月{made.due_on.day}日24时前公开。")
            return redirect("workbench:home")
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(request, "workbench:home", crumbs=(("登记即时事项", ""),), org=org, form=form)
    return render(request, "workbench/event.html", context)
