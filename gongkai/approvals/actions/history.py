"""Taking over signatures given in the past."""

from collections.abc import Iterable

from django.db import transaction

from gongkai.approvals.models import ReviewStep
from gongkai.ledger.bulk import insert
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused

COLUMNS = ("edition_id", "org_path", "kind", "verb", "revision_id", "remark", "ticks", "basis", "decided_at",
           "decided_by", "decider_name", "decider_post")  # fmt: skip


@transaction.atomic
def load_steps(actor: Actor, *, rows: Iterable[tuple]) -> int:
    """Enter past review steps: rows in the order of `COLUMNS`, in the order in which they were signed."""
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    return insert(ReviewStep, COLUMNS, rows)
