"""Reading catalogs: which version is in force where, its entries, what it lacks, what changed."""

from django.db.models import Q

from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under, within
from gongkai.rulebook import entry_rows, xlsx
from gongkai.rulebook.models import Binding, Catalog, CatalogEntry, CatalogVersion, Consultation, EntryProposal
from gongkai.rules import catalogs as law
from gongkai.rules.actor import Actor
from gongkai.rules.entries import EntryFacts
from gongkai.rules.entry_checks import validate
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.catalog import CATALOG, CatalogFacts, CatalogState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing


def catalogs(actor: Actor, *, maker_path: str = "") -> list[Catalog]:
    """All catalogs, or those that one body makes. Catalogs are public (R44)."""
    rows = Catalog.objects.select_related("maker", "for_org").order_by("maker_path", "org_kind", "id")
    return list(rows.filter(maker_path=maker_path) if maker_path else rows)


def catalog(actor: Actor, *, catalog_id: int) -> Catalog:
    """One catalog."""
    found = Catalog.objects.select_related("maker", "for_org").filter(pk=catalog_id).first()
    if found is None:
        raise missing()
    return found


def versions(actor: Actor, *, catalog_id: int) -> list[CatalogVersion]:
    """The versions of a catalog, newest first; drafts only for those who make it."""
    found = catalog(actor, catalog_id=catalog_id)
    rows = CatalogVersion.objects.filter(catalog=found).order_by("-number")
    if not may(actor, Permission.MAKE_CATALOG, found.maker_path):
        rows = rows.filter(state=CatalogState.APPROVED)
    return list(rows)


def version(actor: Actor, *, version_id: int) -> CatalogVersion:
    """One version; a draft is hidden from all but its maker and the organizations consulted."""
    found = CatalogVersion.objects.select_related("catalog__maker", "catalog__for_org").filter(pk=version_id).first()
    if found is None:
        raise missing()
    if found.state != CatalogState.APPROVED and not may(actor, Permission.MAKE_CATALOG, found.catalog.maker_path):
        raise missing()
    return found


def version_in_force(actor: Actor, *, catalog_id: int, period: str) -> CatalogVersion | None:
    """The newest approved version whose first month has come."""
    rows = CatalogVersion.objects.filter(catalog_id=catalog_id, state=CatalogState.APPROVED, period_from__lte=period)
    return rows.select_related("catalog").order_by("-period_from", "-number").first()


def entries(actor: Actor, *, version_id: int) -> list[CatalogEntry]:
    """The entries of a version in their order."""
    return list(CatalogEntry.objects.filter(version_id=version_id).order_by("slot"))


def entry(actor: Actor, *, entry_id: int) -> CatalogEntry:
    """One entry."""
    found = CatalogEntry.objects.select_related("version", "catalog__maker").filter(pk=entry_id).first()
    if found is None:
        raise missing()
    return found


def entries_by_id(actor: Actor, *, entry_ids: set[int]) -> dict[int, CatalogEntry]:
    """Entries by their ids, in one query."""
    return CatalogEntry.objects.in_bulk(entry_ids)


def bindings(actor: Actor, *, period: str, path: str = "", org_ids: tuple[int, ...] = ()) -> list[Binding]:
    """The binding in force in a month, one per organization: the latest recorded counts. One query."""
    rows = Binding.objects.filter(period_from__lte=period, period_to__gte=period)
    rows = rows.filter(org_id__in=org_ids) if org_ids else rows.filter(under(path))
    latest = {}
    for row in rows.order_by("recorded_at", "id"):
        latest[row.org_id] = row
    return sorted(latest.values(), key=lambda row: row.org_path)


def catalog_of(actor: Actor, *, org_id: int, period: str) -> Catalog | None:
    """The catalog that an organization follows in a month."""
    bound = bindings(actor, period=period, org_ids=(org_id,))
    return catalog(actor, catalog_id=bound[0].catalog_id) if bound else None


def entries_of(actor: Actor, *, org_id: int, period: str) -> list[CatalogEntry]:
    """What an organization's catalog holds in a month: three queries."""
    bound = bindings(actor, period=period, org_ids=(org_id,))
    found = bound and version_in_force(actor, catalog_id=bound[0].catalog_id, period=period)
    return entries(actor, version_id=found.pk) if found else []


def entry_names(actor: Actor, *, org_ids: set[int], periods: set[str]) -> dict[tuple[int, str], str]:
    """Names of catalog entries by organization and code, for lists over many organizations. Two queries."""
    bound = Binding.objects.filter(org_id__in=org_ids).order_by("recorded_at", "id")
    follows = dict(bound.values_list("org_id", "catalog_id"))
    names: dict[int, dict[str, str]] = {}
    rows = CatalogEntry.objects.filter(catalog_id__in=set(follows.values())).order_by("version__number")
    for catalog_id, code, name in rows.values_list("catalog_id", "code", "name"):
        names.setdefault(catalog_id, {})[code] = name
    return {(org, code): name for org, cat in follows.items() for code, name in names.get(cat, {}).items()}


def entry_facts(actor: Actor, *, version_id: int) -> list[EntryFacts]:
    """The entries of a version as the law sees them."""
    return [entry_rows.facts(row) for row in entries(actor, version_id=version_id)]


def completeness(actor: Actor, *, version_id: int):
    """The sub-items of 第五条 that are neither covered nor explained (R32)."""
    found = CatalogVersion.objects.get(pk=version_id)
    return law.completeness(entry_facts(actor, version_id=version_id), found.not_applicable)


def version_diff(actor: Actor, *, version_id: int) -> tuple[law.Change, ...]:
    """What a version changes against the one it was made from (R43); all added for the first."""
    found = version(actor, version_id=version_id)
    old = entry_facts(actor, version_id=found.based_on_id) if found.based_on_id else []
    return law.diff(old, entry_facts(actor, version_id=version_id))


def consultations(actor: Actor, *, version_id: int) -> list[Consultation]:
    """Who was asked about a version and what came of it (R39, R43)."""
    version(actor, version_id=version_id)
    return list(Consultation.objects.filter(version_id=version_id).order_by("id"))


def catalog_facts(actor: Actor, found: CatalogVersion) -> CatalogFacts:
    """What the law needs to know of a version."""
    held = entry_facts(actor, version_id=found.pk)
    for_org = found.catalog.for_org
    maker_path = found.catalog.maker_path
    return CatalogFacts(
        found.state, Bodies(maker_path, maker=maker_path), len(law.completeness(held, found.not_applicable)), len(held),
        bool(for_org and for_org.posted_agency), Consultation.objects.filter(version=found).exists(),
        sum(len(validate(one)) for one in held),
    )  # fmt: skip


def version_offers(actor: Actor, *, version_id: int) -> list[Offer]:
    """The buttons of a version for this actor."""
    return offers(CATALOG, actor, catalog_facts(actor, version(actor, version_id=version_id)))


def catalog_xlsx(actor: Actor, *, version_id: int) -> bytes:
    """A version as a workbook that can be edited and loaded back (R175)."""
    found = version(actor, version_id=version_id)
    return xlsx.write_catalog(
        found.catalog.name, found.number, entry_facts(actor, version_id=version_id), found.not_applicable
    )


def proposals(actor: Actor, *, path: str = "", catalog_id: int | None = None, states: tuple[str, ...] = ()):
    """Proposed entries: the organization's own, or those its catalog maker received (R45)."""
    rows = EntryProposal.objects.filter(
        within(actor, Permission.READ_WORK) | within(actor, Permission.MAKE_CATALOG, field="catalog__maker_path")
    )
    if path:
        rows = rows.filter(Q(org_path=path) | Q(catalog__maker_path=path))
    if catalog_id:
        rows = rows.filter(catalog_id=catalog_id)
    if states:
        rows = rows.filter(state__in=states)
    return list(rows.select_related("org", "catalog__maker").order_by("-id"))


def proposal(actor: Actor, *, proposal_id: int) -> EntryProposal:
    """One proposal."""
    found = EntryProposal.objects.select_related("org", "catalog").filter(pk=proposal_id).first()
    if found is None or not (
        may(actor, Permission.READ_WORK, found.org_path)
        or may(actor, Permission.MAKE_CATALOG, found.catalog.maker_path)
    ):
        raise missing()
    return found


def proposal_bodies(actor: Actor, found: EntryProposal) -> Bodies:
    """Where the bodies of a proposal stand."""
    bodies = orgs.bodies(actor, org_id=found.org_id)
    return Bodies(bodies.org, bodies.superior, found.catalog.maker_path, bodies.county)
