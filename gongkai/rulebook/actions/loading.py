"""Taking over catalogs, and which organization followed which, many at a time."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.actions.history import load_events
from gongkai.ledger.bulk import first_free_key, insert
from gongkai.rulebook.actions.catalogs import leaf_of, logged_entries
from gongkai.rulebook.models import Binding, Catalog, CatalogEntry, CatalogVersion
from gongkai.rulebook.queries.versions import version as read_version
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import PUBLIC

NO_END = "9999-12"
BINDING = ("org_id", "org_path", "catalog_id", "period_from", "period_to", "recorded_at", "recorded_by")


@transaction.atomic
def load_bindings(actor: Actor, *, rows: Iterable[tuple[int, str, int, str, str]], now: datetime) -> int:
    """Enter bindings: rows of organization, its path, catalog, first month, last month (`NO_END`: none).

    The caller names the catalogs of the right makers and rebuilds the duties (`ensure_due_items`).
    """
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    made = insert(Binding, BINDING, ((*row, now, actor.user_id) for row in rows))
    ledger.record(actor, verb="catalog.load_bindings", subject="catalog:0", now=now, facts={"rows": made})
    return made


class Copied(NamedTuple):
    """A catalog made like another: its key, that of its version, those of its entries in the order of the catalog."""

    catalog_id: int
    version_id: int
    entries: range


@transaction.atomic
def load_catalogs(
    actor: Actor, *, like: int, makers: Sequence[tuple[int, str, str, str]], now: datetime
) -> list[Copied]:
    """Enter for each maker a catalog whose approved version is like the version `like`, the first of its catalog.

    `makers`: key, path, code, and how the catalog is called. The same rows, acts and leaves as if each
    had begun and approved it (`start_catalog`, `move_version`), without asking for every one anew.
    """
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    model = read_version(actor, version_id=like)
    rows = list(CatalogEntry.objects.filter(version=model).order_by("slot"))
    logged = logged_entries(sorted(rows, key=lambda row: row.code))
    first, version, entry = (first_free_key(one) for one in (Catalog, CatalogVersion, CatalogEntry))
    made = [
        Copied(first + place, version + place, range(entry + place * len(rows), entry + (place + 1) * len(rows)))
        for place in range(len(makers))
    ]
    _put(Catalog, model.catalog, (
        {"id": one.catalog_id, "maker_id": key, "maker_path": path, "name": name[:120], "created_at": now}
        for one, (key, path, _, name) in zip(made, makers, strict=True)
    ))  # fmt: skip
    dated = {"drafted_at": now, "approved_at": now, "drafted_by": actor.user_id, "approved_by": actor.user_id}
    _put(CatalogVersion, model, ({"id": one.version_id, "catalog_id": one.catalog_id, **dated} for one in made))
    for place, row in enumerate(rows):
        _put(CatalogEntry, row, (
            {"id": one.entries[place], "version_id": one.version_id, "catalog_id": one.catalog_id} for one in made
        ))  # fmt: skip
    load_events(actor, kind=actor.kind, rows=_acts(actor, model, made, makers, now))
    ledger.load_leaves(actor, log=PUBLIC, now=now, entries=(
        leaf_of(_like(model, one, name), logged, code) for one, (_, _, code, name) in zip(made, makers, strict=True)
    ))  # fmt: skip
    return made


def _put(model: type, like, given: Iterable[dict]) -> None:
    """Insert rows that have the columns of the row `like` but for what is given for each."""
    names = [field.attname for field in model._meta.concrete_fields]
    same = {name: getattr(like, name) for name in names}
    insert(model, names, ([(same | one)[name] for name in names] for one in given))


def _acts(actor: Actor, model: CatalogVersion, made: list[Copied], makers: Sequence[tuple], now: datetime):
    facts = {"kind": model.catalog.org_kind, "profile": "compact", "for": None}
    said = {"period_from": model.period_from, "remark": ""}
    for one, (_, path, _, _) in zip(made, makers, strict=True):
        yield now, actor.user_id, actor.name, "catalog.start", f"catalog:{one.catalog_id}", path, facts
        yield now, actor.user_id, actor.name, "catalog.approve", f"catalog_version:{one.version_id}", path, said


def _like(model: CatalogVersion, one: Copied, name: str) -> CatalogVersion:
    found, found.catalog = copy(model), copy(model.catalog)
    found.pk, found.catalog.pk, found.catalog.name = one.version_id, one.catalog_id, name[:120]
    return found
