"""Public briefings (公开简报): an organization's matters of a span as one document, on screen, as Word and as PDF."""

from datetime import datetime, time, timedelta

from django.shortcuts import render
from django.utils.http import urlencode

from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.ui.papers import download
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as voices
from gongkai.publication import queries as publication
from gongkai.rules import bulletins as law
from gongkai.rules.actor import Actor
from gongkai.rules.bulletins import Bulletin, DayHeld, Matter
from gongkai.rules.documents.bulletin import of_bulletin
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.methods import Audience
from gongkai.rules.periods import Period
from gongkai.rules.receipts import check_word
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain


def _inside(request, org) -> bool:
    """Is the briefing for the Party's members asked for? Who is not one of them does not learn that there is any."""
    if request.GET.get("circle", "") != Audience.PARTY:
        return False
    if not voices.is_inside(request.actor, org_id=org.pk):
        raise missing()
    return True


def _compiled(request, org, inside: bool) -> Bulletin:
    """The briefing that was asked for, of the last month when nothing was said."""
    today = request.today
    usual = law.month_span(Period.of(today).prev(), today)
    span = law.demand_span(
        request.GET.get("from", usual.since.isoformat()), request.GET.get("to", usual.until.isoformat()), today=today
    )
    issue = law.demand_issue(request.GET.get("issue", ""))
    since, until = (datetime.combine(day, time.min, LOCAL) for day in (span.since, span.until + timedelta(days=1)))
    reader = request.actor if inside else Actor.visitor()
    rows = publication.worded(reader, org_id=org.pk, since=since, until=until, today=today, limit=law.MOST + 1)
    law.demand_thin(len(rows))
    matters = [
        Matter(one.words, int(one.row.category), local_day(one.row.published_at), one.row.edition_number,
               check_word(one.digest)) for one in rows
    ]  # fmt: skip
    days = [
        DayHeld(one.held_on, one.place, one.people, one.visits, one.opinions, one.content)
        for one in voices.days_held(reader, path=org.path, since=span.since, until=span.until)
    ]
    return Bulletin(org.name, span, today, matters, inside=inside, issue=issue, days=days)


def bulletin(request, code: str):
    """The briefing on screen, with the span to choose: `?from=2026-10-01&to=2026-10-31`, for members `&circle=party`."""
    org = orgs.organization_by_code(request.actor, code=code)
    inside, made, wrong = _inside(request, org), None, ""
    try:
        made = _compiled(request, org, inside)
    except Refused as refused:
        if refused.hidden:
            raise
        wrong = explain(refused.code, refused.facts)
    asked = _asked(made.span, inside, made.issue) if made else {}
    usual = [(words, urlencode(_asked(span, inside))) for words, span in law.usual_spans(request.today)]
    context = frame(
        "portal:places", crumbs=org_crumbs(request.actor, org, ("公开简报", "")), org=org, wrong=wrong, inside=inside,
        made=made, paper=of_bulletin(made) if made else None, usual=usual, today=request.today, circle=Audience.PARTY,
        asked=asked | {name: request.GET[name] for name in ("from", "to", "issue") if name in request.GET},
        member=voices.is_inside(request.actor, org_id=org.pk), query=urlencode(asked),
    )  # fmt: skip
    return render(request, "portal/bulletin.html", context)


def _asked(span: law.Span, inside: bool, issue: str = "") -> dict[str, str]:
    """The words of the address for a span."""
    asked = {"from": span.since.isoformat(), "to": span.until.isoformat()}
    return asked | ({"circle": Audience.PARTY.value} if inside else {}) | ({"issue": issue} if issue else {})


def bulletin_file(request, code: str, kind: str):
    """The same as Word or PDF; a span that cannot be compiled is a missing page here, the screen says why."""
    org = orgs.organization_by_code(request.actor, code=code)
    try:
        made = _compiled(request, org, _inside(request, org))
    except Refused as refused:
        raise missing() from refused
    return download(of_bulletin(made), kind, f"{org.short_name}党务公开简报 {made.span.words}")
