"""For members: briefings and reports upward (R62, R63); for everyone: the spokespersons (R66)."""

from functools import partial

from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.portal.consulting_forms import SituationForm
from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.portal.trying import tried
from gongkai.interfaces.ui.signing_in import asked_to_sign_in
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.publication.pages import stored
from gongkai.rulebook import queries as rulebook
from gongkai.rules.refusals import missing


def briefings(request, code: str):
    """What the members were told, by whom and when; whoever is not inside finds no such page."""
    actor = request.actor
    org = orgs.organization_by_code(actor, code=code)
    rows = voices.briefings(actor, org_id=org.pk)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, ("党内情况通报", "")), org=org, rows=rows, months=rulebook.parameters(actor).int("briefing_interval", request.today),
    )  # fmt: skip
    return render(request, "portal/briefings.html", context)


@asked_to_sign_in
def reports(request):
    """A member's reports upward with how they stand, and a form for the next."""
    actor = request.actor
    to = voices.report_addressees(actor)
    if not to:
        raise missing()
    form = SituationForm(request.POST or None, addressees=to)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"to_id": int(form.cleaned_data["to_id"])}
        act = partial(voicing.report_situation, actor, now=request.now, today=request.today, **data)
        if tried(request, act, "已送达。对方收悉、办理、答复，都会在这里看到。"):
            return redirect("portal:reports")
    rows = voices.reports_sent(actor)
    context = frame(
        "portal:consulting", crumbs=(("情况反映", ""),), form=form, rows=rows, today=request.today,
        days=rulebook.parameters(actor).int("situation_ack", request.today),
    )  # fmt: skip
    return render(request, "portal/reports.html", context)


@asked_to_sign_in
def report(request, number: str):
    """One report as its sender sees it: where it has been, and the answer that came back."""
    actor = request.actor
    row = voices.my_report(actor, number=number)
    if request.method == "POST":
        act = partial(voicing.read_answer, actor, number=number, now=request.now)
        tried(request, act, "已记下：答复收到。")
        return redirect("portal:report", number)
    context = frame(
        "portal:consulting", crumbs=(("情况反映", reverse("portal:reports")), (row.title, "")), row=row,
        steps=voices.report_steps(actor, number=number), today=request.today,
    )  # fmt: skip
    return render(request, "portal/report.html", context)


@stored
def spokespersons(request):
    """Who speaks for Party affairs, and what was said."""
    actor, today = request.actor, request.today
    path = orgs.county(actor).path
    context = frame(
        "portal:rules", crumbs=(("党务工作新闻发言人", ""),),
        now_in_office=voices.spokespersons(actor, path=path, today=today),
        former=voices.former_spokespersons(actor, path=path, today=today), spoken=voices.spoken(actor, path=path),
    )  # fmt: skip
    return render(request, "portal/spokespersons.html", context)
