"""Which sub-items of 第五条 the catalogs below a body cover, added up per place (R32, R162)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.ledger.fields import STEP
from gongkai.orgs.scopes import under
from gongkai.rulebook.models import Binding, CatalogEntry, CatalogVersion
from gongkai.rules.actor import Actor
from gongkai.rules.catalogs import Cover, covers
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.catalog import CatalogState


@dataclass(frozen=True)
class CoverageRow:
    """The organizations at and below one place: how many there are, and per sub-item how many lack it.

    `holes`: code → number; None where every one of their catalogs says with a reason that it does not apply.
    """

    path: str
    organizations: int
    holes: dict[str, int | None]


def _in_force(catalog_ids: Iterable[int], period: str) -> dict[int, CatalogVersion]:
    """The newest approved version of each catalog whose first month has come. One query."""
    rows = CatalogVersion.objects.filter(
        catalog_id__in=catalog_ids, state=CatalogState.APPROVED, period_from__lte=period
    )
    return {row.catalog_id: row for row in rows.order_by("period_from", "number")}


def _followed(path: str, period: str) -> dict[int, tuple[str, int]]:
    """Which catalog each organization of a subtree follows in a month: the latest recorded binding counts. One query."""
    rows = Binding.objects.filter(under(path), period_from__lte=period, period_to__gte=period)
    rows = rows.order_by("recorded_at", "id").values_list("org_id", "org_path", "catalog_id")
    return {org_id: (org_path, catalog_id) for org_id, org_path, catalog_id in rows}


def coverage_below(actor: Actor, *, path: str, period: str) -> list[CoverageRow]:
    """One row for the body itself and for each child with all below it, in the order of the tree. Three queries.

    Only for those who oversee the body.
    """
    demand(actor, Permission.OVERSEE, path, hidden=True)
    places: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))  # child → catalog → organizations
    for org_path, catalog_id in _followed(path, period).values():
        places[org_path[: len(path) + STEP]][catalog_id] += 1
    catalogs = {catalog_id for follows in places.values() for catalog_id in follows}
    versions = _in_force(catalogs, period)
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


def sub_items_below(actor: Actor, *, path: str, period: str) -> dict[int, dict[str, list[str]]]:
    """For each organization of a subtree what each code of its catalog covers. Three queries; open to anyone (R44)."""
    follows = _followed(path, period)
    versions = _in_force({catalog_id for _, catalog_id in follows.values()}, period)
    catalogs = {row.pk: catalog_id for catalog_id, row in versions.items()}
    said: dict[int, dict[str, list[str]]] = defaultdict(dict)
    rows = CatalogEntry.objects.filter(version__in=catalogs).values_list("version", "code", "sub_items")
    for version_id, code, sub_items in rows:
        said[catalogs[version_id]][code] = sub_items
    return {org_id: said[catalog_id] for org_id, (_, catalog_id) in follows.items()}


def _holes(follows: dict[int, int], known: dict[int, dict[str, Cover]]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for catalog_id, number in follows.items():
        for code, cover in known[catalog_id].items():
            if cover is Cover.NOT_APPLICABLE:
                found.setdefault(code, None)
            else:
                found[code] = (found.get(code) or 0) + (number if cover is Cover.LACKING else 0)
    return found
