"""Taking over which organization followed which catalog, many at a time."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.rulebook.models import Binding
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused

NO_END = "9999-12"


@transaction.atomic
def load_bindings(actor: Actor, *, rows: Iterable[tuple[int, str, int, str, str]], now: datetime) -> int:
    """Enter bindings: rows of organization, its path, catalog, first month, last month (`NO_END`: none).

    The caller names the catalogs of the right makers and rebuilds the duties (`ensure_due_items`).
    """
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    made = [
        Binding(
            org_id=org_id, org_path=path, catalog_id=catalog_id, period_from=first, period_to=last, recorded_at=now,
            recorded_by=actor.user_id,
        )
        for org_id, path, catalog_id, first, last in rows
    ]  # fmt: skip
    Binding.objects.bulk_create(made, batch_size=1000)
    ledger.record(actor, verb="catalog.load_bindings", subject="catalog:0", now=now, facts={"rows": len(made)})
    return len(made)
