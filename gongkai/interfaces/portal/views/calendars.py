"""Calendars to subscribe: under secret addresses for people at work, and an open one for each organization."""

from django.urls import reverse

from gongkai.interfaces.ui import addresses, clocks, ics
from gongkai.orgs import queries as orgs
from gongkai.publication.pages import stored
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor


def feed(request, token: str):
    """The deadlines of the person or organization whose secret address this is; a wrong one is a missing page."""
    actor, org = orgs.feed_at(request.actor, token=token, today=request.today)
    if org is None:
        found, name = clocks.of_person(actor, today=request.today), f"党务公开　{actor.name}的期限"
    else:
        found = clocks.of_organization(actor, org.path, today=request.today)
        name = f"党务公开　{org.short_name}的期限"
    home = addresses.home(request)
    links = {kind: f"{home}{clocks.place(kind)}" for kind in {one.kind for one in found}}
    return ics.reply(
        ics.calendar(found, name=name, names=clocks.names_of(found), link=links, now=request.now), "deadlines"
    )


def organization(request, code: str):
    """An organization's public days, for everyone."""
    org = orgs.organization_by_code(request.actor, code=code)
    found = clocks.of_public(org.path, today=request.today)
    link = f"{addresses.home(request)}{reverse('portal:organization', args=[org.code])}"
    text = ics.calendar(
        found, name=f"{org.short_name}党务公开的日子", names=clocks.names_of(found), link=link, now=request.now
    )
    return ics.reply(text, org.code)


@stored
def days(request):
    """The county's disclosure days of this year and the next, for everyone (第八条（二）, R71)."""
    visitor, year = Actor.visitor(), request.today.year
    found = [day for one in (year, year + 1) for day in rulebook.disclosure_days(visitor, year=one)]
    link = f"{addresses.home(request)}{reverse('portal:days', args=[year])}"
    name = f"{orgs.county(visitor).short_name}党务公开日"
    answer = ics.reply(ics.disclosure_days(found, name=name, link=link, now=request.now), "disclosure-days")
    answer["Cache-Control"] = "no-cache"
    return answer
