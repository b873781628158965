"""Finding: two characters are enough; titles, texts and attachments are searched."""

from django.shortcuts import render

from gongkai.interfaces.portal.frame import frame
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.numbers import slug
from gongkai.rules.refusals import Refused

LONGEST = 60


def search(request):
    """Results newest first with facets; an index number leads straight to its item."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    chosen = {name: request.GET.get(name, "") for name in ("category", "year", "org")}
    context = frame("portal:search", crumbs=(("查找", ""),), asked=asked, chosen=chosen)
    if not asked:
        return render(request, "portal/search.html", context)
    path = None
    try:
        if chosen["org"]:
            path = orgs.organization_by_code(request.actor, code=chosen["org"]).path
        results = publication.search(
            request.actor, q=asked, path=path, category=chosen["category"] or None,
            year=int(chosen["year"]) if chosen["year"].isdigit() else None, after=request.GET.get("after") or None,
        )  # fmt: skip
    except Refused:
        results = publication.search(request.actor, q=asked)
    context |= {"results": results, "direct": _direct(request.actor, asked)}
    return render(request, "portal/search.html", context)


def _direct(actor, asked: str):
    """The item that the asked words name by its index number, if the reader may see it."""
    if "/" not in asked:
        return None
    try:
        return slug(publication.item(actor, number=asked).number)
    except Refused:
        return None
