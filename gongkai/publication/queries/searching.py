"""Searching what was published, within the actor's circles only, newest first (R160, P2)."""

from collections import Counter

from gongkai.publication.audience import open_circles, open_marks
from gongkai.publication.models import Publication, SearchDocument
from gongkai.publication.queries.lists import list_row
from gongkai.publication.search import Match, found, matching
from gongkai.publication.views import Facet, Hit, Results
from gongkai.rules.actor import Actor
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.refusals import Refused
from gongkai.rules.search_text import fold, mark, snippet, split_hits, terms, title_marks

MOST = 1000
FACETS = 12


def _key(after: str | None) -> int | None:
    if not after:
        return None
    if not after.isdigit() or len(after) > 18:
        raise Refused("page_key_invalid")
    return int(after)


def search(
    actor: Actor, *, q: str, path: str | None = None, category: str | int | None = None, audience: str | None = None,
    year: int | None = None, after: str | None = None, limit: int = 20,
) -> Results:  # fmt: skip
    """Find published texts that hold everything asked for. Never more than the actor's circles hold.

    The total and the facets come from the newest 1000 hits; `after`: `next_after` of the page before.
    Single characters without another word are looked for in titles.
    """
    query = fold(q)
    sought = terms(query)
    below = _key(after)
    if not sought:
        return Results(query)
    scope = open_circles(actor)
    filters = {
        "org_path__gte": path or None, "org_path__lt": path + "~" if path else None,
        "category": str(category) if category else None, "audience": audience or None,
        "published_on__year": year or None,
    }  # fmt: skip
    for field, value in filters.items():
        if value is not None:
            scope &= type(scope)(**{field: value})
    groups = _groups(actor, path, category, audience, year)
    asked = sought
    if all(term.is_single for term in sought):
        asked, groups = (), [*(title_marks(term.text) for term in sought), *groups]
    newest = matching(asked, groups, below=None, limit=MOST + 1)
    page = newest if below is None else matching(asked, groups, below=below, limit=limit + 1)
    shown = list(found([one.key for one in page[:limit]], scope))
    hits = tuple(
        Hit(list_row(row.publication), tuple(split_hits(row.title, sought)), tuple(snippet(_body(row), sought)))
        for row in shown
    )
    categories, years, organizations = _facets(newest[:MOST])
    return Results(
        query, hits, min(len(newest), MOST), len(newest) > MOST, categories, years, organizations,
        str(page[limit - 1].key) if len(page) > limit else "",
    )  # fmt: skip


def _groups(actor: Actor, path, category, audience, year) -> list[list[str]]:
    """The same limits as marks of the index, so that they are applied before counting."""
    groups = [
        [mark(kind, str(value))]
        for kind, value in (("o", path), ("k", category), ("a", audience), ("y", year))
        if value
    ]
    circles = open_marks(actor)
    return [*groups, circles] if circles is not None else groups


def _body(row: SearchDocument) -> str:
    title = fold(row.title)
    return row.text.removeprefix(title).lstrip()


def _facets(newest: list[Match]) -> tuple[tuple[Facet, ...], tuple[Facet, ...], tuple[Facet, ...]]:
    names = {str(category.code): category.name for category in CATEGORIES}
    kinds = Counter(one.category for one in newest)
    years = Counter(str(one.published_on)[:4] for one in newest)
    return (
        tuple(Facet(value, names.get(value, value), count) for value, count in sorted(kinds.items())),
        tuple(Facet(value, f"{value}年", count) for value, count in sorted(years.items(), reverse=True)),
        _places(newest),
    )


def _places(newest: list[Match]) -> tuple[Facet, ...]:
    """The organizations with most hits, called as in a hit of theirs; one that moved has its places together."""
    most = Counter(one.org_path for one in newest).most_common(FACETS)
    example = {one.org_path: one.key for one in newest}
    rows = Publication.objects.filter(pk__in=[example[path] for path, _ in most])
    called = {key: (code, name) for key, code, name in rows.values_list("pk", "org__code", "org_name")}
    counts: Counter[tuple[str, str]] = Counter()
    for path, count in most:
        if example[path] in called:
            counts[called[example[path]]] += count
    return tuple(Facet(code, name, count) for (code, name), count in counts.most_common())
