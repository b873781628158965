"""Making catalogs: from the defaults of a kind, in numbered versions, fixed by the right maker (第六条（一）)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from gongkai.ledger import actions as ledger
from gongkai.ledger.fields import ancestors
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook import entry_rows, library
from gongkai.rulebook.models import Catalog, CatalogEntry, CatalogVersion
from gongkai.rulebook.queries.calendar import parameters
from gongkai.rulebook.queries.catalogs import catalog as read_catalog
from gongkai.rulebook.queries.versions import catalog_facts, entries
from gongkai.rulebook.queries.versions import version as read_version
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.entries import EntryFacts
from gongkai.rules.makers import Regime
from gongkai.rules.moves import decide
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.catalog import CATALOG, CatalogState
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import PUBLIC
from gongkai.rules.tlog.entries import LeafKind

OPEN = (CatalogState.DRAFT, CatalogState.CONSULTING)
LOGGED = (
    "code", "name", "category", "sub_items", "elements", "audiences", "methods", "ways", "time_kind", "also",
    "period_months", "phase", "stages", "limit_days", "notice_days", "notice_unit", "notice_by_rule", "trigger_text",
    "by_rule", "has_personal", "basis",
)  # fmt: skip


@transaction.atomic
def start_catalog(
    actor: Actor, *, maker_id: int, org_kind: str, name: str, now: datetime, for_org_id: int | None = None,
    from_default: bool = True, profile: str = "compact", from_version_id: int | None = None,
    not_applicable: dict[str, str] | None = None,
) -> Catalog:  # fmt: skip
    """Begin a catalog with a draft first version (R34–R39, R45).

    It is filled from the defaults of the kind in the length `profile`, from a version named as
    template (what another maker locked there stays as it is), or left empty. With `for_org_id` it is for that organization alone, and only the
    body that makes its catalog may begin it. Refuses `catalog_other_maker`, `catalog_kind`,
    `catalog_profile`, `catalog_name`.
    """
    maker = orgs.organization(actor, org_id=maker_id)
    demand(actor, Permission.MAKE_CATALOG, maker.path)
    if org_kind not in set(OrgKind):
        raise Refused("catalog_kind")
    if not name.strip():
        raise Refused("catalog_name")
    if for_org_id is not None:
        served = orgs.organization(actor, org_id=for_org_id)
        if orgs.bodies(actor, org_id=for_org_id).maker != maker.path:
            raise Refused("catalog_other_maker", name=served.name)
        if KINDS[OrgKind(served.kind)].catalog != KINDS[OrgKind(org_kind)].catalog:
            raise Refused("catalog_kind")
    regime = parameters(actor).value("catalog_regime", on=local_day(now))
    template = read_version(actor, version_id=from_version_id) if from_version_id else None
    if template is not None and template.catalog.org_kind != org_kind:
        raise Refused("catalog_kind")
    found = Catalog.objects.create(
        maker=maker, maker_path=maker.path, org_kind=org_kind, for_org_id=for_org_id, name=name.strip()[:120],
        regime=Regime(regime), template=template, created_at=now,
    )  # fmt: skip
    reasons = not_applicable if not_applicable is not None else (template.not_applicable if template else {})
    version = CatalogVersion.objects.create(
        catalog=found, number=1, drafted_by=actor.user_id, drafted_at=now, not_applicable=reasons
    )
    if template is not None:
        _copy(entries(actor, version_id=template.pk), version)
    elif from_default:
        write_entries(version, _defaults(OrgKind(org_kind), profile))
    ledger.record(
        actor, verb="catalog.start", subject=f"catalog:{found.pk}", now=now, org_path=maker.path,
        facts={"kind": org_kind, "profile": profile, "for": for_org_id},
    )  # fmt: skip
    return found


def _defaults(kind: OrgKind, profile: str) -> list[EntryFacts]:
    offered = library.profiles()
    if profile not in offered:
        raise Refused("catalog_profile", names="、".join(one.name for one in offered.values()))
    return list(library.default_entries(kind, profile))


def write_entries(
    version: CatalogVersion, found: list[EntryFacts], desk: Mapping[str, Mapping[str, str]] | None = None,
    unlocked: Collection[str] = (),
):  # fmt: skip
    """Enter entries into an empty version, in this order, with the desk's matters by code and the locks."""
    kept = desk or {}
    CatalogEntry.objects.bulk_create(
        CatalogEntry(
            version=version, catalog_id=version.catalog_id, slot=slot, **entry_rows.columns(entry),
            locked=entry.code not in unlocked, **kept.get(entry.code, {}),
        )
        for slot, entry in enumerate(found, 1)
    )  # fmt: skip


def _copy(rows: list[CatalogEntry], version: CatalogVersion) -> None:
    for row in rows:
        row.pk, row.version, row.catalog_id = None, version, version.catalog_id
        row._state.adding = True
    CatalogEntry.objects.bulk_create(rows)


@transaction.atomic
def start_version(actor: Actor, *, catalog_id: int, now: datetime) -> CatalogVersion:
    """Begin the next version as a copy of the newest approved one; one draft at a time (R43)."""
    found = read_catalog(actor, catalog_id=catalog_id)
    demand(actor, Permission.MAKE_CATALOG, found.maker_path)
    rows = CatalogVersion.objects.filter(catalog=found)
    if rows.filter(state__in=OPEN).exists():
        raise Refused("version_open")
    base = rows.filter(state=CatalogState.APPROVED).order_by("-period_from", "-number").first()
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            made = CatalogVersion.objects.create(
                catalog=found, number=number, based_on=base, drafted_by=actor.user_id, drafted_at=now,
                not_applicable=base.not_applicable if base else {},
            )  # fmt: skip
    except IntegrityError as taken:
        raise Refused("changed_meanwhile") from taken
    if base is not None:
        _copy(entries(actor, version_id=base.pk), made)
    ledger.record(
        actor, verb="catalog.start_version", subject=f"catalog_version:{made.pk}", now=now, org_path=found.maker_path
    )
    return made


@transaction.atomic
def move_version(
    actor: Actor, *, version_id: int, verb: str, now: datetime, period_from: str = "", remark: str = ""
) -> CatalogVersion:
    """Consult on, take back, approve or drop a version. Approval names the month from which it counts.

    Doors approve through `obligations.actions.approve_catalog`, which also lists the duties. Where
    each organization makes its own catalog, approval leaves a filing with the superior (R143).
    """
    found = read_version(actor, version_id=version_id)
    move = decide(CATALOG, actor, catalog_facts(actor, found), verb, remark=remark)
    written: dict[str, object] = {}
    if verb == "approve":
        month = str(Period.parse(period_from))
        before = CatalogVersion.objects.filter(catalog=found.catalog, state=CatalogState.APPROVED)
        if before.filter(period_from__gte=month).exists():
            raise Refused("version_out_of_order", period=month)
        written = {
            "period_from": month, "approved_at": now, "approved_by": actor.user_id, "approver_name": actor.name,
            "note": remark.strip() or found.note,
        }  # fmt: skip
    compare_and_set(found, state=move.target, **written)
    _tell(actor, found, verb, now, period_from, remark)
    found.refresh_from_db()
    if verb == "approve":
        _log(actor, found, now)
    return found


def _log(actor: Actor, found: CatalogVersion, now: datetime) -> None:
    """What was promised to be disclosed is itself logged: whoever hides by not publishing cannot thin it out (P20)."""
    rows = CatalogEntry.objects.filter(version=found).order_by("code")
    maker = orgs.organization(Actor.clock(), org_id=found.catalog.maker_id)
    ledger.append_leaf(actor, log=PUBLIC, entry=leaf_of(found, logged_entries(rows), maker.code), now=now)


def logged_entries(rows: Iterable[CatalogEntry]) -> list[dict]:
    """The entries, sorted by code, as the log spells them."""
    return [{name: _plain(getattr(row, name)) for name in LOGGED} for row in rows]


def leaf_of(version: CatalogVersion, logged: list[dict], maker_code: str) -> ledger.Entry:
    """What the log remembers of an approved version."""
    made, number, month = version.catalog, version.number, version.period_from
    content = {"v": 1, "name": made.name, "ver": number, "from": month, "entries": logged}
    fields = {"org": maker_code, "kind": made.org_kind, "ver": number, "from": month}
    return ledger.Entry(f"catalog:{version.pk}", LeafKind.CATALOG, f"catalog:{made.pk}", fields, content)


def _plain(value: object) -> object:
    """As the log spells it: no empty values, no truth values."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return "" if value is None else int(value) if isinstance(value, bool) else value


def _tell(actor: Actor, found: CatalogVersion, verb: str, now: datetime, period_from: str, remark: str) -> None:
    maker_path, subject = found.catalog.maker_path, f"catalog_version:{found.pk}"
    facts = {"period_from": period_from, "remark": remark.strip()}
    ledger.record(actor, verb=f"catalog.{verb}", subject=subject, now=now, org_path=maker_path, facts=facts)
    superiors = ancestors(maker_path)[:-1]
    if verb == "approve" and found.catalog.regime == Regime.SELF_MAKES_AND_FILES and superiors:
        ledger.record(actor, verb="catalog.file", subject=subject, now=now, org_path=superiors[-1], facts=facts)
