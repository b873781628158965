"""Reading catalog versions: who may see a draft, what a version lacks, what it changes, its workbook."""

from collections.abc import Iterable, Sequence

from gongkai.orgs.scopes import within
from gongkai.rulebook import entry_rows, library, xlsx
from gongkai.rulebook.models import Binding, Catalog, CatalogEntry, CatalogVersion, Consultation
from gongkai.rules import catalogs as law
from gongkai.rules.actor import Actor
from gongkai.rules.categories import SubItem
from gongkai.rules.entries import EntryFacts
from gongkai.rules.entry_checks import CatalogProblem, fit, validate
from gongkai.rules.makers import Regime
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.catalog import CATALOG, CatalogFacts, CatalogState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

MAKES = (Permission.MAKE_CATALOG, Permission.APPROVE_CATALOG)


def _readable(actor: Actor, catalog: Catalog) -> frozenset[str]:
    """The states in which this actor may read a version of the catalog (R43)."""
    return _readable_of(actor, [catalog])[catalog.pk]


def _readable_of(actor: Actor, catalogs: Sequence[Catalog]) -> dict[int, frozenset[str]]:
    """The same for several catalogs: one query at most."""
    made = {one.pk for one in catalogs if any(may(actor, permission, one.maker_path) for permission in MAKES)}
    others = [one for one in catalogs if one.pk not in made]
    asked: set[int] = set()
    if others and actor.grants:
        asked = {one.pk for one in others if one.for_org and may(actor, Permission.READ_WORK, one.for_org.path)}
        followed = Binding.objects.filter(within(actor, Permission.READ_WORK), catalog__in=others)
        asked |= set(followed.values_list("catalog_id", flat=True).distinct())
    open_to_all, consulted = frozenset({CatalogState.APPROVED}), {CatalogState.APPROVED, CatalogState.CONSULTING}
    return {
        one.pk: frozenset(CatalogState) if one.pk in made else frozenset(consulted) if one.pk in asked else open_to_all
        for one in catalogs
    }


def demand_readable(actor: Actor, version: CatalogVersion, catalog: Catalog) -> None:
    """A draft is open to its maker, and while they are asked, to the organizations it is for; else it is missing."""
    if version.state != CatalogState.APPROVED and version.state not in _readable(actor, catalog):
        raise missing()


def versions(actor: Actor, *, catalog_id: int) -> list[CatalogVersion]:
    """The versions of a catalog that the actor may read, newest first; old ones stay readable (R43)."""
    found = Catalog.objects.select_related("for_org").filter(pk=catalog_id).first()
    if found is None:
        raise missing()
    return list(CatalogVersion.objects.filter(catalog=found, state__in=_readable(actor, found)).order_by("-number"))


def versions_of(actor: Actor, *, catalogs: Sequence[Catalog]) -> dict[int, list[CatalogVersion]]:
    """The versions of several catalogs that the actor may read, newest first. Two queries at most."""
    readable = _readable_of(actor, catalogs)
    found: dict[int, list[CatalogVersion]] = {one.pk: [] for one in catalogs}
    for row in CatalogVersion.objects.filter(catalog__in=catalogs).order_by("-number"):
        if row.state in readable[row.catalog_id]:
            found[row.catalog_id].append(row)
    return found


def version(actor: Actor, *, version_id: int) -> CatalogVersion:
    """One version with its catalog. Missing when it is a draft that the actor may not read."""
    rows = CatalogVersion.objects.select_related("catalog__maker", "catalog__for_org")
    found = rows.filter(pk=version_id).first()
    if found is None:
        raise missing()
    demand_readable(actor, found, found.catalog)
    return found


def entries(actor: Actor, *, version_id: int) -> list[CatalogEntry]:
    """The entries of a version in their order. Missing like its version."""
    found = version(actor, version_id=version_id)
    return list(CatalogEntry.objects.filter(version=found).order_by("slot"))


def entry_facts(actor: Actor, *, version_id: int) -> list[EntryFacts]:
    """The entries of a version as the law sees them."""
    return [entry_rows.facts(row) for row in entries(actor, version_id=version_id)]


def facts_of(actor: Actor, *, rows: Iterable[CatalogEntry]) -> list[EntryFacts]:
    """Entries that were read already, as the law sees them."""
    return [entry_rows.facts(row) for row in rows]


def locked_entries(actor: Actor, *, catalog_id: int) -> tuple[EntryFacts, ...]:
    """What another maker locked in the version that a catalog was derived from; nothing else is bound (R45)."""
    found = Catalog.objects.select_related("template__catalog").filter(pk=catalog_id).first()
    if found is None:
        raise missing()
    if found.template is None or found.template.catalog.maker_id == found.maker_id:
        return ()
    rows = CatalogEntry.objects.filter(version=found.template, locked=True).order_by("slot")
    return tuple(entry_rows.facts(row) for row in rows)


def templates(actor: Actor, *, org_kind: str = "") -> list[CatalogVersion]:
    """The newest approved version of every catalog, from which another may be derived (R45). One query."""
    rows = CatalogVersion.objects.filter(state=CatalogState.APPROVED).select_related("catalog__maker")
    if org_kind:
        rows = rows.filter(catalog__org_kind=org_kind)
    newest = {row.catalog_id: row for row in rows.order_by("period_from", "number")}
    return sorted(newest.values(), key=lambda row: (row.catalog.maker_path, row.catalog.name))


def completeness(actor: Actor, *, version_id: int) -> tuple[SubItem, ...]:
    """The sub-items of 第五条 that are neither covered nor explained (R32)."""
    found = version(actor, version_id=version_id)
    return law.completeness(entry_facts(actor, version_id=version_id), found.not_applicable)


def coverage(actor: Actor, *, version_id: int) -> dict[str, tuple[str, ...]]:
    """For each of the 44 sub-items the codes of the entries that cover it (R32)."""
    return law.coverage(entry_facts(actor, version_id=version_id))


def problems(actor: Actor, *, version_id: int) -> list[CatalogProblem]:
    """What keeps the entries of a version from taking effect."""
    return [problem for one in entry_facts(actor, version_id=version_id) for problem in unsound(one)]


def warnings(actor: Actor, *, version_id: int) -> list[CatalogProblem]:
    """Time limits that do not suit content and scope: a second look, no hindrance (第八条, R68)."""
    return [problem for one in entry_facts(actor, version_id=version_id) for problem in fit(one)]


def unsound(entry: EntryFacts) -> tuple[CatalogProblem, ...]:
    """What is wrong with one entry, the county's own sub-items known."""
    known = {item.code for row in library.categories() for item in row.sub_items}
    return validate(entry, known_sub_items=known)


def version_diff(actor: Actor, *, version_id: int) -> tuple[law.Change, ...]:
    """What a version changes against the one it was made from (R43); all added for the first."""
    found = version(actor, version_id=version_id)
    old = entry_facts(actor, version_id=found.based_on_id) if found.based_on_id else []
    return law.diff(old, entry_facts(actor, version_id=version_id))


def consultations(actor: Actor, *, version_id: int) -> list[Consultation]:
    """Who was asked about a version and what came of it (R39, R43)."""
    found = version(actor, version_id=version_id)
    return list(Consultation.objects.filter(version=found).order_by("id"))


def catalog_facts(actor: Actor, found: CatalogVersion) -> CatalogFacts:
    """What the law needs to know of a version."""
    held = entry_facts(actor, version_id=found.pk)
    catalog = found.catalog
    posted = bool(catalog.for_org and catalog.for_org.posted_agency)
    return CatalogFacts(
        found.state, Bodies(catalog.maker_path, maker=catalog.maker_path),
        gaps=len(law.completeness(held, found.not_applicable)), entries=len(held),
        needs_consultation=posted and catalog.regime == Regime.SUPERIOR_MAKES,
        consultation_recorded=Consultation.objects.filter(version=found).exists(),
        problems=sum(len(unsound(one)) for one in held),
    )  # fmt: skip


def version_offers(actor: Actor, *, version_id: int) -> list[Offer]:
    """The buttons of a version for this actor."""
    return offers(CATALOG, actor, catalog_facts(actor, version(actor, version_id=version_id)))


def catalog_xlsx(actor: Actor, *, version_id: int) -> bytes:
    """A version as a workbook that can be edited and loaded back (R175)."""
    found = version(actor, version_id=version_id)
    rows = [(entry_rows.facts(row), entry_rows.desk(row)) for row in entries(actor, version_id=version_id)]
    return xlsx.write_catalog(found.catalog.name, found.number, rows, found.not_applicable)
