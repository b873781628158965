"""Which sub-items of 第五条 the catalogs below a body cover, added up per place (R32, R162)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Substr

from gongkai.ledger.fields import STEP
from gongkai.orgs.scopes import under
from gongkai.rulebook.models import Binding, CatalogEntry
from gongkai.rulebook.queries.catalogs import versions_in_force
from gongkai.rules.actor import Actor
from gongkai.rules.catalogs import Cover, covers
from gongkai.rules.permissions import Permission, demand


@dataclass(frozen=True)
class CoverageRow:
    """The organizations at and below one place: how many there are, and per sub-item how many lack it.

    `holes`: code → number; None where every one of their catalogs says with a reason that it does not apply.
    """

    path: str
    organizations: int
    holes: dict[str, int | None]


def followed_catalog(actor: Actor, *, period: str) -> Subquery:
    """For rows with an `org_id`: which catalog the organization follows in a month; the latest recorded binding counts. Open to anyone (R44)."""
    rows = Binding.objects.filter(org_id=OuterRef("org_id"), period_from__lte=period, period_to__gte=period)
    return Subquery(rows.order_by("-recorded_at", "-id").values("catalog_id")[:1])


def _followers(path: str, period: str) -> Iterable[tuple[str, int, int]]:
    """How many organizations at and below each child follow which catalog in a month, counted by the database."""
    rows = Binding.objects.filter(under(path), period_from__lte=period, period_to__gte=period)
    later = Q(recorded_at__gt=OuterRef("recorded_at")) | Q(recorded_at=OuterRef("recorded_at"), id__gt=OuterRef("id"))
    newer = Binding.objects.filter(later, org_id=OuterRef("org_id"), period_from__lte=period, period_to__gte=period)
    child = Substr("org_path", 1, len(path) + STEP)
    counted = rows.filter(~Exists(newer)).values_list(child, "catalog_id").annotate(number=Count("id"))
    return counted.order_by()


def coverage_below(actor: Actor, *, path: str, period: str) -> list[CoverageRow]:
    """One row for the body itself and for each child with all below it, in the order of the tree. Three queries.

    Only for those who oversee the body.
    """
    demand(actor, Permission.OVERSEE, path, hidden=True)
    places: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))  # child → catalog → organizations
    for place, catalog_id, number in _followers(path, period):
        places[place][catalog_id] = number
    catalogs = {catalog_id for follows in places.values() for catalog_id in follows}
    versions = versions_in_force(actor, catalog_ids=catalogs, period=period)
    said: dict[int, set[str]] = defaultdict(set)
    numbers = {row.pk for row in versions.values()}
    for version_id, sub_items in CatalogEntry.objects.filter(version__in=numbers).values_list("version", "sub_items"):
        said[version_id].update(sub_items)
    known = {
        catalog_id: covers(said[row.pk], row.not_applicable) for catalog_id, row in versions.items()
    } | {catalog_id: covers((), {}) for catalog_id in catalogs - versions.keys()}  # fmt: skip
    return [
        CoverageRow(place, sum(follows.values()), _holes(follows, known)) for place, follows in sorted(places.items())
    ]


def sub_items_of(actor: Actor, *, catalog_ids: Collection[int], period: str) -> dict[int, dict[str, list[str]]]:
    """For each catalog what each code covers in a month. Two queries; open to anyone (R44)."""
    versions = versions_in_force(actor, catalog_ids=catalog_ids, period=period)
    catalogs = {row.pk: catalog_id for catalog_id, row in versions.items()}
    said: dict[int, dict[str, list[str]]] = defaultdict(dict)
    rows = CatalogEntry.objects.filter(version__in=catalogs).values_list("version", "code", "sub_items")
    for version_id, code, sub_items in rows:
        said[catalogs[version_id]][code] = sub_items
    return dict(said)


def _holes(follows: dict[int, int], known: dict[int, dict[str, Cover]]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for catalog_id, number in follows.items():
        for code, cover in known[catalog_id].items():
            if cover is Cover.NOT_APPLICABLE:
                found.setdefault(code, None)
            else:
                found[code] = (found.get(code) or 0) + (number if cover is Cover.LACKING else 0)
    return found
