"""Making catalogs: from the defaults of a kind, edited, consulted on, approved, bound (第六条（一）)."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import entry_rows, library, xlsx
from gongkai.rulebook.models import Binding, Catalog, CatalogEntry, CatalogVersion, Consultation
from gongkai.rulebook.queries.catalogs import catalog as read_catalog
from gongkai.rulebook.queries.catalogs import catalog_facts, entry_facts
from gongkai.rulebook.queries.catalogs import version as read_version
from gongkai.rules.actor import Actor
from gongkai.rules.categories import SUB_ITEMS
from gongkai.rules.entries import EntryFacts
from gongkai.rules.entry_checks import CatalogProblem
from gongkai.rules.moves import decide
from gongkai.rules.organizations import OrgKind
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.catalog import CATALOG, CatalogState
from gongkai.rules.refusals import Refused


def _write(version: CatalogVersion, entries: list[EntryFacts]) -> None:
    CatalogEntry.objects.bulk_create(
        CatalogEntry(version=version, catalog_id=version.catalog_id, slot=slot, **entry_rows.columns(entry))
        for slot, entry in enumerate(entries, 1)
    )


def _open_version(actor: Actor, version_id: int) -> CatalogVersion:
    """A version that may still be written, by its maker only; its number is raised by the writer."""
    found = read_version(actor, version_id=version_id)
    demand(actor, Permission.MAKE_CATALOG, found.catalog.maker_path)
    if found.state not in (CatalogState.DRAFT, CatalogState.CONSULTING):
        raise Refused("version_closed", number=found.number)
    return found


def _touched(actor: Actor, found: CatalogVersion, verb: str, now: datetime, **facts) -> None:
    won = CatalogVersion.objects.filter(pk=found.pk, version=found.version).update(version=F("version") + 1)
    if not won:
        raise Refused("changed_meanwhile")
    ledger.record(
        actor, verb=f"catalog.{verb}", subject=f"catalog_version:{found.pk}", now=now,
        org_path=found.catalog.maker_path, facts=facts,
    )  # fmt: skip


@transaction.atomic
def start_catalog(
    actor: Actor, *, maker_id: int, org_kind: str, name: str, now: datetime, for_org_id: int | None = None,
    profile: str = "compact", not_applicable: dict[str, str] | None = None,
) -> Catalog:  # fmt: skip
    """Begin a catalog with a draft first version, filled from the defaults of the kind."""
    maker = orgs.organization(actor, org_id=maker_id)
    demand(actor, Permission.MAKE_CATALOG, maker.path)
    release = settings.RULEBOOK_RELEASE
    entries = list(library.default_entries(OrgKind(org_kind), profile=profile, release=release))
    found = Catalog.objects.create(
        maker=maker, maker_path=maker.path, org_kind=org_kind, for_org_id=for_org_id, name=name.strip(), created_at=now
    )
    version = CatalogVersion.objects.create(
        catalog=found, number=1, drafted_by=actor.user_id, drafted_at=now, not_applicable=not_applicable or {}
    )
    _write(version, entries)
    ledger.record(actor, verb="catalog.start", subject=f"catalog:{found.pk}", now=now, org_path=maker.path)
    return found


@transaction.atomic
def start_version(actor: Actor, *, catalog_id: int, now: datetime) -> CatalogVersion:
    """Begin the next version as a copy of the newest approved one; one draft at a time."""
    found = read_catalog(actor, catalog_id=catalog_id)
    demand(actor, Permission.MAKE_CATALOG, found.maker_path)
    rows = CatalogVersion.objects.filter(catalog=found)
    if rows.filter(state__in=(CatalogState.DRAFT, CatalogState.CONSULTING)).exists():
        raise Refused("version_open")
    base = rows.filter(state=CatalogState.APPROVED).order_by("-period_from", "-number").first()
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    made = CatalogVersion.objects.create(
        catalog=found, number=number, based_on=base, drafted_by=actor.user_id, drafted_at=now,
        not_applicable=base.not_applicable if base else {},
    )  # fmt: skip
    _write(made, entry_facts(actor, version_id=base.pk) if base else [])
    ledger.record(
        actor, verb="catalog.start_version", subject=f"catalog_version:{made.pk}", now=now, org_path=found.maker_path
    )
    return made


@transaction.atomic
def put_entry(actor: Actor, *, version_id: int, entry: EntryFacts, now: datetime) -> None:
    """Add an entry to a draft, or replace the one with the same code."""
    found = _open_version(actor, version_id)
    rows = CatalogEntry.objects.filter(version=found)
    present = rows.filter(code=entry.code).first()
    if present is not None:
        rows.filter(pk=present.pk).update(**entry_rows.columns(entry))
    else:
        slot = (rows.aggregate(last=Max("slot"))["last"] or 0) + 1
        CatalogEntry.objects.create(version=found, catalog=found.catalog, slot=slot, **entry_rows.columns(entry))
    _touched(actor, found, "put_entry", now, code=entry.code)


@transaction.atomic
def remove_entry(actor: Actor, *, version_id: int, code: str, now: datetime) -> None:
    """Take an entry out of a draft; earlier versions keep theirs."""
    found = _open_version(actor, version_id)
    gone, _ = CatalogEntry.objects.filter(version=found, code=code).delete()
    if not gone:
        raise Refused("entry_missing", code=code)
    _touched(actor, found, "remove_entry", now, code=code)


@transaction.atomic
def explain_gap(actor: Actor, *, version_id: int, sub_item: str, reason: str, now: datetime) -> None:
    """Say why a sub-item of 第五条 does not apply here (R32); an empty reason takes the explanation back."""
    found = _open_version(actor, version_id)
    if sub_item not in {item.code for item in SUB_ITEMS}:
        raise Refused("sub_item_unknown", sub_item=sub_item)
    reasons = {**found.not_applicable, sub_item: reason.strip()}
    CatalogVersion.objects.filter(pk=found.pk).update(not_applicable={c: r for c, r in reasons.items() if r})
    _touched(actor, found, "explain_gap", now, sub_item=sub_item)


@transaction.atomic
def record_consultation(
    actor: Actor, *, version_id: int, party: str, letter_number: str, held_on: date, opinion: str, result: str,
    now: datetime,
) -> Consultation:  # fmt: skip
    """Record whom the maker asked about a version, what they said and what came of it (R39, R43)."""
    found = _open_version(actor, version_id)
    if not (party.strip() and opinion.strip() and result.strip()):
        raise Refused("consultation_fields")
    row = Consultation.objects.create(
        version=found, party=party.strip(), letter_number=letter_number.strip(), held_on=held_on,
        opinion=opinion.strip(), result=result.strip(), recorded_at=now, recorded_by=actor.user_id,
    )  # fmt: skip
    _touched(actor, found, "consultation", now, party=party)
    return row


@transaction.atomic
def move_version(
    actor: Actor, *, version_id: int, verb: str, now: datetime, period_from: str = "", remark: str = ""
) -> CatalogVersion:
    """Consult on, approve or drop a version. Approval names the month from which it counts.

    Doors approve through `obligations.actions.approve_catalog`, which also lists the duties.
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
    won = CatalogVersion.objects.filter(pk=found.pk, state=found.state, version=found.version).update(
        state=move.target, version=found.version + 1, **written
    )
    if not won:
        raise Refused("changed_meanwhile")
    ledger.record(
        actor, verb=f"catalog.{verb}", subject=f"catalog_version:{found.pk}", now=now,
        org_path=found.catalog.maker_path, facts={"period_from": period_from},
    )  # fmt: skip
    found.refresh_from_db()
    return found


@transaction.atomic
def bind(actor: Actor, *, org_ids: tuple[int, ...], catalog_id: int, period_from: str, now: datetime) -> None:
    """From a month on these organizations follow a catalog; the earlier binding ends the month before."""
    found = read_catalog(actor, catalog_id=catalog_id)
    demand(actor, Permission.MAKE_CATALOG, found.maker_path)
    month = Period.parse(period_from)
    rows = []
    for org_id in org_ids:
        bodies = orgs.bodies(actor, org_id=org_id)
        if bodies.maker != found.maker_path:
            raise Refused("binding_other_maker")
        rows.append(
            Binding(
                org_id=org_id,
                org_path=bodies.org,
                catalog=found,
                period_from=str(month),
                recorded_at=now,
                recorded_by=actor.user_id,
            )  # fmt: skip
        )
    Binding.objects.filter(org_id__in=org_ids, period_from__lt=str(month), period_to__gte=str(month)).update(
        period_to=str(month.prev())
    )
    Binding.objects.bulk_create(rows)
    ledger.record(
        actor, verb="catalog.bind", subject=f"catalog:{found.pk}", now=now, org_path=found.maker_path,
        facts={"orgs": list(org_ids), "from": str(month)},
    )  # fmt: skip


def look_through_catalog(
    actor: Actor, *, version_id: int, path: Path, name: str
) -> tuple[list[EntryFacts], list[tuple[int, CatalogProblem]]]:
    """Read an edited workbook for a draft without changing anything: entries, and problems by row."""
    _open_version(actor, version_id)
    return xlsx.read_catalog(path, name)


@transaction.atomic
def apply_entries(actor: Actor, *, version_id: int, entries: list[EntryFacts], now: datetime) -> None:
    """Replace the entries of a draft by those that were looked through; all or nothing."""
    found = _open_version(actor, version_id)
    if not entries:
        raise Refused("catalog_empty")
    CatalogEntry.objects.filter(version=found).delete()
    _write(found, entries)
    _touched(actor, found, "import", now, entries=len(entries))
