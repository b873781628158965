"""The register of spokespersons at the desk: who is named, whose term ends, what they say (R66)."""

from functools import partial

from django.shortcuts import redirect, render

from gongkai.interfaces.workbench.consulting_forms import SpokenForm, SpokespersonForm, TermForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.refusals import missing

HERE = "workbench:consulting"


def keeps_speakers(actor) -> bool:
    """Does the actor name spokespersons somewhere, or put out what they say?"""
    return any(may_anywhere(actor, one) for one in (Permission.CORRESPOND, Permission.MANAGE_PEOPLE))


@desk
def spokespersons(request):
    """One page: name a spokesperson, end a term, put out a release or an answer."""
    actor = request.actor
    if not keeps_speakers(actor):
        raise missing()
    county = orgs.county(actor)
    rows = voices.spokespersons(actor, path=county.path, today=request.today)
    places = [
        org
        for org in (county, *orgs.children(actor, org_id=county.pk))
        if may(actor, Permission.MANAGE_PEOPLE, org.path)
    ]
    speakers = [row for row in rows if may(actor, Permission.CORRESPOND, row.org_path)]
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    naming = SpokespersonForm(request.POST if verb == "name" else None, places=places)
    speaking = SpokenForm(request.POST if verb == "speak" else None, speakers=speakers, auto_id="id_speak_%s")
    term = TermForm(request.POST if verb == "end" else None)
    if _done(request, verb, naming, speaking, term):
        return redirect("workbench:spokespersons")
    context = frame(
        request, HERE, crumbs=(("新闻发言人", ""),), rows=rows, naming=naming if places else None,
        speaking=speaking if speakers else None, term=term, may_end={row.pk for row in rows if may(actor, Permission.MANAGE_PEOPLE, row.org_path)},
    )  # fmt: skip
    return render(request, "workbench/spokespersons.html", context)


def _done(request, verb: str, naming, speaking, term) -> bool:
    actor, now = request.actor, request.now
    if verb == "name" and naming.is_valid():
        data = naming.cleaned_data
        org_id = int(data.pop("org"))
        return (
            attempt(
                request,
                partial(voicing.name_spokesperson, actor, org_id=org_id, now=now, **data),
                done="已登记，马上公布。",
            )
            is not None
        )
    if verb == "speak" and speaking.is_valid():
        data = speaking.cleaned_data
        who = int(data.pop("spokesperson"))
        act = partial(voicing.speak, actor, spokesperson_id=who, now=now, today=request.today, **data)
        return attempt(request, act, done="已发布。") is not None
    sent = request.POST.get("who", "")
    if verb == "end" and term.is_valid() and sent.isdigit():
        act = partial(voicing.end_term, actor, spokesperson_id=int(sent), to_date=term.cleaned_data["to_date"], now=now)
        return attempt(request, act, done="任期已登记。") is not None
    return False
