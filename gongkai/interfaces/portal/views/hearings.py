"""A hearing with its sign-up and draw, and the questions of an organization's own people (R65)."""

from functools import partial

from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.portal.consulting_forms import EnquiryForm, SignupForm
from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.portal.trying import tried
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices


def hearing(request, number: str):
    """The notice; sign up or take the ticket back; later the list with how it was drawn, and the conclusions."""
    actor = request.actor
    when = {"number": number, "now": request.now, "today": request.today}
    view = voices.hearing_view(actor, number=number, today=request.today)
    form = SignupForm(request.POST or None)
    verb = request.POST.get("verb", "sign_up") if request.method == "POST" else ""
    if verb == "take_back":
        tried(request, partial(voicing.take_back, actor, **when), "已取消报名。")
        return redirect("portal:hearing", number)
    if verb and form.is_valid():
        act = partial(voicing.sign_up, actor, wants=form.cleaned_data["wants"], **when)
        tried(request, act, "报上名了。您的报名号在下面。")
        return redirect("portal:hearing", number)
    context = frame(
        "portal:consulting",
        crumbs=(*org_crumbs(actor, view.row.org, ("听证", reverse("portal:consulting"))), (view.row.title, "")),
        view=view, row=view.row, org=view.row.org, form=form, today=request.today,
        login=f"{reverse('workbench:login')}?next={reverse('portal:hearing', args=[number])}",
    )  # fmt: skip
    return render(request, "portal/hearing.html", context)


def enquiries(request, code: str):
    """Common questions that may be shown to the reader, the reader's own questions, and a form to ask."""
    actor = request.actor
    org = orgs.organization_by_code(actor, code=code)
    form = EnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = partial(voicing.ask, actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data)
        if tried(request, act, "收到了。答复会出现在这一页。"):
            return redirect("portal:enquiries", code)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, ("咨询", "")), org=org, form=form, today=request.today,
        common=voices.common_questions(actor, org_id=org.pk),
        mine=voices.my_enquiries(actor, org_id=org.pk),
        may_ask=voices.may_ask(actor, org_id=org.pk),
    )  # fmt: skip
    return render(request, "portal/enquiries.html", context)
