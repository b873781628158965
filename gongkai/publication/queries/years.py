"""A year of published items, for the yearly assessment: how many were in the catalog, how many were whole (第二条, 第六条)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from gongkai.disclosures.facts import OUTSIDE
from gongkai.orgs.scopes import per_child, under
from gongkai.publication.models import Publication
from gongkai.publication.numbers import slug
from gongkai.publication.queries.circles import visible
from gongkai.publication.queries.lists import year_span
from gongkai.rules.actor import Actor
from gongkai.rules.duties import moments
from gongkai.rules.methods import Audience, MethodUse

PARTS = ("content", "procedure", "result")


@dataclass(frozen=True)
class YearOfItems:
    """Editions published for the months of a year: all, those by the catalog, those with the three parts."""

    total: int = 0
    in_catalog: int = 0
    whole: int = 0


def _whole() -> Q:
    """Every part is written, or it says why it is empty."""
    found = Q()
    for part in PARTS:
        found &= ~Q(**{f"revision__{part}": ""}) | Q(revision__empty_reasons__has_key=part)
    return found


def _of(year: int) -> Q:
    return Q(period__gte=f"{year}-01", period__lte=f"{year}-12")


def items_below(actor: Actor, *, path: str, since: date, until: date) -> dict[str, int]:
    """How many editions were made public in these days, per child of a body; numbers only. One query."""
    begin, end = moments(since, until)
    rows = Publication.objects.filter(published_at__gte=begin, published_at__lt=end).exclude(
        audience=Audience.INDIVIDUAL
    )
    return per_child(rows, path, of=Count("edition", distinct=True))


def items_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, YearOfItems]:
    """The figures of each organization below a path; numbers only. One query."""
    rows = (
        Publication.objects.filter(_of(year), under(path)).order_by().values("org_id").annotate(
            total=Count("edition", distinct=True), known=Count("edition", distinct=True, filter=~Q(code=OUTSIDE)),
            full=Count("edition", distinct=True, filter=_whole()),
        )
    )  # fmt: skip
    return {row["org_id"]: YearOfItems(row["total"], row["known"], row["full"]) for row in rows}


def ways_of_year(actor: Actor, *, org_id: int, year: int) -> list[tuple[Audience, tuple[MethodUse, ...]]]:
    """Every circle served in a year with the ways by which it was, without titles. One query.

    What was told to one person is left out, as in the register.
    """
    since, until = year_span(year)
    rows = Publication.objects.filter(org_id=org_id, published_at__gte=since, published_at__lt=until)
    rows = rows.exclude(audience=Audience.INDIVIDUAL).order_by("pk")
    circles: dict[int, tuple[Audience, list[MethodUse]]] = {}
    for key, audience, method, details in rows.values_list(
        "pk", "audience", "placements__method", "placements__details"
    ):
        _, uses = circles.setdefault(key, (Audience(audience), []))
        if method is not None:
            uses.append(MethodUse(method, str((details or {}).get("remark", ""))))
    return [(audience, tuple(uses)) for audience, uses in circles.values()]


def year_items(actor: Actor, *, org_id: int, year: int, lacking: str = "") -> list[dict]:
    """The items behind those figures that the actor may read, each once: title, address, day, whole, in_catalog, entry.

    `lacking`: "whole" or "in_catalog" for only those that cost points. One query.
    """
    rows = visible(actor).filter(_of(year), org_id=org_id).select_related("revision")
    if lacking == "whole":
        rows = rows.exclude(_whole())
    elif lacking == "in_catalog":
        rows = rows.filter(code=OUTSIDE)
    rows = rows.annotate(item=F("disclosure__number"), entry=F("disclosure__catalog_entry_id")).order_by(
        "published_at", "pk"
    )
    found: dict[int, dict] = {}
    for row in rows:
        empty = [part for part in PARTS if not getattr(row.revision, part) and part not in row.revision.empty_reasons]
        found.setdefault(
            row.edition_id,
            {
                "title": row.title, "slug": slug(row.item or ""), "at": row.published_at, "code": row.code,
                "whole": not empty, "in_catalog": row.code != OUTSIDE,
                "entry": row.entry,
            },
        )  # fmt: skip
    return list(found.values())
