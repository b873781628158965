"""Feeds for readers and machines, and the sitemap: only what every visitor may read, whoever asks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import conditional_page

from gongkai.interfaces.portal import feeds
from gongkai.interfaces.ui import addresses
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.pages import stored
from gongkai.rules.actor import Actor
from gongkai.rules.categories import category as category_of
from gongkai.rules.refusals import Refused, missing

NEWEST = 50
XML = "application/xml; charset=utf-8"


@conditional_page
@stored
def feed(request, form: str, code: str = "", category: str = ""):
    """What is new: of all, of an organization with those below it, of a category, or of both together."""
    visitor, home = Actor.visitor(), addresses.home(request)
    org = orgs.organization_by_code(visitor, code=code) if code else None
    try:
        area = category_of(int(category)) if category else None
    except Refused as wrong:
        raise missing() from wrong
    rows = publication.latest(visitor, path=org.path if org else None, category=category or None, limit=NEWEST)
    place = org or orgs.county(visitor)
    if org is not None:
        page = reverse("portal:organization", args=[org.code])
    else:
        page = reverse("portal:category", args=[category]) if area else reverse("portal:latest")
    about = area.name if area else "党务公开"
    text = feeds.written(
        form, rows, title=f"{place.short_name}　{about}", about=f"{place.name}新公开的事项：{about}",
        link=f"{home}{page}", own=f"{home}{request.path}", home=home, place=place.name,
    )  # fmt: skip
    answer = HttpResponse(text, content_type=f"{feeds.KINDS[form][1]}; charset=utf-8")
    answer["Cache-Control"] = "no-cache"  # keep it, but ask each time: what was withdrawn leaves the feed at once
    return answer


@stored
def robots(request):
    """Search engines may read what is public; what people write and the desk is none of their business."""
    context = {
        "home": addresses.home(request),
        "closed": (
            "desk",
            "opinion",
            "applications",
            "yijian",
            "search",
            "subscribe",
            "subscription",
            "news",
            "calendar",
        ),
    }
    return render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")


@stored
def sitemap(request):
    """The index: one part for places and rules, and one for every month of which something is public."""
    months = publication.months(Actor.visitor())
    context = {"home": addresses.home(request), "months": months}
    return render(request, "portal/sitemap.xml", context, content_type=XML)


@stored
def sitemap_places(request):
    """The lasting pages of the site and of every living organization."""
    visitor, home = Actor.visitor(), addresses.home(request)
    names = ("home", "places", "latest", "rules", "procedures", "words", "parameters")
    pages = [f"{home}{reverse(f'portal:{name}')}" for name in names]
    for org in orgs.subtree(visitor, path=orgs.county(visitor).path):
        pages += [f"{home}{reverse(f'portal:{name}', args=[org.code])}" for name in ("organization", "catalog")]
    return render(request, "portal/sitemap_part.xml", {"pages": [(page, None) for page in pages]}, content_type=XML)


@stored
def sitemap_month(request, period: str, part: str):
    """The items of one month, at most ten thousand in one part."""
    home = addresses.home(request)
    rows = publication.items_of_month(Actor.visitor(), period=period, part=int(part))
    if not rows:
        raise missing()
    pages = [(f"{home}{reverse('portal:item', args=[slug])}", localdate(at)) for slug, at in rows]
    return render(request, "portal/sitemap_part.xml", {"pages": pages}, content_type=XML)
