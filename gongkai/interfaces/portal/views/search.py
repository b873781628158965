"""Finding: two characters are enough; titles, texts and attachments are searched."""

from django.http import QueryDict
from django.shortcuts import render

from gongkai.interfaces.portal.frame import frame
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.numbers import slug
from gongkai.rules.refusals import Refused

LONGEST = 60
FACETS = (("category", "类别", "categories"), ("year", "年份", "years"), ("org", "组织", "organizations"))


def search(request):
    """Results newest first with facets; an index number leads to its item, a name to its organization."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    context = frame("portal:search", crumbs=(("查找", ""),), asked=asked)
    if not asked:
        return render(request, "portal/search.html", context)
    chosen = {name: request.GET.get(name, "")[:LONGEST] for name, _, _ in FACETS}
    results, chosen = _results(request, asked, chosen)
    context |= {
        "results": results, "direct": _direct(request.actor, asked), "named": orgs.named(request.actor, name=asked, ended=True),
        "facets": [(title, _links(asked, chosen, name, results, field)) for name, title, field in FACETS],
        "chosen": [one for name, _, field in FACETS for one in _taken(asked, chosen, name, getattr(results, field))],
    }  # fmt: skip
    return render(request, "portal/search.html", context)


def _results(request, asked: str, chosen: dict[str, str]):
    """The hits within the chosen facets; a facet or page that does not exist is left out, not an error."""
    year = chosen["year"]
    try:
        path = orgs.organization_by_code(request.actor, code=chosen["org"]).path if chosen["org"] else None
        found = publication.search(
            request.actor, q=asked, path=path, category=chosen["category"] or None,
            year=int(year) if year.isdecimal() and len(year) == 4 else None, after=request.GET.get("after") or None,
        )  # fmt: skip
    except Refused:
        return publication.search(request.actor, q=asked), dict.fromkeys(chosen, "")
    return found, chosen


def _address(asked: str, chosen: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({"q": asked} | {name: value for name, value in chosen.items() if value})
    return f"?{query.urlencode()}"


def _links(asked: str, chosen: dict[str, str], name: str, results, field: str) -> list[tuple[str, str, str]]:
    """Words, number and address of each value that narrows further; nothing once one is chosen.

    Beyond a thousand hits only the newest are counted, so each number is one at least.
    """
    if chosen[name]:
        return []
    more = "+" if results.capped else ""
    facets = getattr(results, field)
    return [(one.label, f"{one.count}{more}", _address(asked, chosen | {name: one.value})) for one in facets]


def _taken(asked: str, chosen: dict[str, str], name: str, facets) -> list[tuple[str, str]]:
    """The chosen value in words with the address that takes it away again."""
    if not chosen[name]:
        return []
    words = next((one.label for one in facets if one.value == chosen[name]), chosen[name])
    return [(words, _address(asked, chosen | {name: ""}))]


def _direct(actor, asked: str):
    """The item that the asked words name by its index number, if the reader may see it."""
    if "/" not in asked:
        return None
    try:
        return slug(publication.item(actor, number=asked).number)
    except Refused:
        return None
