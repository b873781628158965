"""Reading catalogs in force: who follows which, since when, and what it holds. Open to anyone (R44)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.ledger.prepared import Prepared, PreparedModels
from gongkai.orgs.scopes import under
from gongkai.rulebook.models import Binding, Catalog, CatalogEntry, CatalogVersion
from gongkai.rulebook.queries.versions import demand_readable
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.catalog import CatalogState
from gongkai.rules.refusals import missing


def catalogs(actor: Actor, *, maker_path: str = "") -> list[Catalog]:
    """All catalogs, or those that one body makes."""
    rows = Catalog.objects.select_related("maker", "for_org").order_by("maker_path", "org_kind", "id")
    return list(rows.filter(maker_path=maker_path) if maker_path else rows)


def catalog(actor: Actor, *, catalog_id: int) -> Catalog:
    """One catalog."""
    found = Catalog.objects.select_related("maker", "for_org").filter(pk=catalog_id).first()
    if found is None:
        raise missing()
    return found


def version_in_force(actor: Actor, *, catalog_id: int, period: str) -> CatalogVersion | None:
    """The newest approved version whose first month has come."""
    rows = CatalogVersion.objects.filter(catalog_id=catalog_id, state=CatalogState.APPROVED, period_from__lte=period)
    return rows.select_related("catalog").order_by("-period_from", "-number").first()


def versions_in_force(actor: Actor, *, catalog_ids: Collection[int], period: str) -> dict[int, CatalogVersion]:
    """The same of many catalogs, by catalog; those without any are left out. One query."""
    rows = CatalogVersion.objects.filter(
        catalog_id__in=catalog_ids, state=CatalogState.APPROVED, period_from__lte=period
    )
    return {row.catalog_id: row for row in rows.order_by("period_from", "number")}


def entries_of_versions(actor: Actor, *, version_ids: Collection[int]) -> dict[int, list[CatalogEntry]]:
    """The entries of approved versions in their order, by version. One query."""
    found: dict[int, list[CatalogEntry]] = {key: [] for key in version_ids}
    for row in CatalogEntry.objects.filter(version__in=version_ids).order_by("slot"):
        found[row.version_id].append(row)
    return found


def bound_paths(actor: Actor, *, period: str, path: str) -> dict[int, str]:
    """Where the organizations of a subtree lie that follow a catalog in a month, by key. One query."""
    rows = Binding.objects.filter(under(path), period_from__lte=period, period_to__gte=period)
    return dict(rows.values_list("org_id", "org_path"))


def entry(actor: Actor, *, entry_id: int) -> CatalogEntry:
    """One entry; those of a draft only for whom the draft is open."""
    found = CatalogEntry.objects.select_related("version", "catalog__maker").filter(pk=entry_id).first()
    if found is None:
        raise missing()
    demand_readable(actor, found.version, found.catalog)
    return found


@dataclass(frozen=True, slots=True)
class EntryTerms:
    """What a published text shows of the entry it answers."""

    time_kind: str
    basis: list[str]
    name: str


def entry_terms(actor: Actor, *, entry_id: int) -> EntryTerms | None:
    """Time kind, basis and name of an entry that is or was in force."""
    found = _TERMS(entry_id=entry_id)
    return EntryTerms(*found[0]) if found else None


_TERMS = Prepared(
    lambda entry_id: CatalogEntry.objects.filter(pk=entry_id, version__state=CatalogState.APPROVED).values_list(
        "time_kind", "basis", "name"
    )
)


def entries_by_id(actor: Actor, *, entry_ids: Collection[int]) -> dict[int, CatalogEntry]:
    """Entries of approved versions by their ids, in one query."""
    return {one.pk: one for one in _ENTRIES(ids=sorted(entry_ids))}


_ENTRIES = PreparedModels(
    CatalogEntry, lambda ids: CatalogEntry.objects.filter(pk__in=ids, version__state=CatalogState.APPROVED)
)


def bindings(actor: Actor, *, period: str, path: str = "", org_ids: Collection[int] = ()) -> list[Binding]:
    """The binding in force in a month, one per organization: the latest recorded counts. One query.

    Without `org_ids` those of the subtree at `path`.
    """
    return bindings_over(actor, periods=(period,), path=path, org_ids=org_ids)[period]


def _bound(first: str, last: str) -> QuerySet:
    return Binding.objects.filter(period_from__lte=last, period_to__gte=first).order_by("recorded_at", "id")


_BOUND = PreparedModels(Binding, lambda first, last, ids: _bound(first, last).filter(org_id__in=ids))


def bindings_over(
    actor: Actor, *, periods: Sequence[str], path: str = "", org_ids: Collection[int] = ()
) -> dict[str, list[Binding]]:
    """The bindings in force in each of several months. One query, however many months."""
    if not periods:
        return {}
    span = {"first": min(periods), "last": max(periods)}
    if org_ids:
        found = _BOUND(**span, ids=list(org_ids))
    else:
        found = list(_bound(**span).filter(under(path)))
    answer = {}
    for period in periods:
        latest = {row.org_id: row for row in found if row.period_from <= period <= row.period_to}
        answer[period] = sorted(latest.values(), key=lambda row: row.org_path)
    return answer


def catalog_of(actor: Actor, *, org_id: int, period: str) -> Catalog | None:
    """The catalog that an organization follows in a month."""
    bound = bindings(actor, period=period, org_ids=(org_id,))
    return catalog(actor, catalog_id=bound[0].catalog_id) if bound else None


def entries_of(actor: Actor, *, org_id: int, period: str) -> list[CatalogEntry]:
    """What an organization's catalog holds in a month, in its order. Three queries."""
    bound = bindings(actor, period=period, org_ids=(org_id,))
    found = bound and version_in_force(actor, catalog_id=bound[0].catalog_id, period=period)
    return list(CatalogEntry.objects.filter(version=found).order_by("slot")) if found else []


def entry_names(actor: Actor, *, org_ids: Collection[int], periods: Collection[str] = ()) -> dict[tuple[int, str], str]:
    """Names of entries by organization and code, for lists over many organizations. Two queries.

    Of all catalogs an organization followed (in these months, if any are named) the newest name wins.
    """
    bound = Binding.objects.filter(org_id__in=org_ids).order_by("recorded_at", "id")
    if periods:
        bound = bound.filter(period_from__lte=max(periods), period_to__gte=min(periods))
    follows = list(bound.values_list("org_id", "catalog_id"))
    names: dict[int, dict[str, str]] = {}
    rows = CatalogEntry.objects.filter(
        catalog_id__in={catalog_id for _, catalog_id in follows}, version__state=CatalogState.APPROVED
    ).order_by("version__number")
    for catalog_id, code, name in rows.values_list("catalog_id", "code", "name"):
        names.setdefault(catalog_id, {})[code] = name
    return {(org_id, code): name for org_id, kept in follows for code, name in names.get(kept, {}).items()}
