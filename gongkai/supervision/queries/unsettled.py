"""What inspections found, and what of it was not put right in time: on what a case can rest (R123)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count

from gongkai.ledger.fields import STEP
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.supervision.models import Finding, Inspection, Problem, Rectification
from gongkai.supervision.queries.inspections import seen_by
from gongkai.supervision.queries.rectifications import overdue


def unsettled_by_organization(actor: Actor, *, path: str, today: date) -> dict[int, int]:
    """How many problems stand in notices whose time limit has passed, by organization. One query."""
    demand(actor, Permission.HOLD_TO_ACCOUNT, path[:STEP], hidden=True)  # the county decides
    late = Rectification.objects.filter(overdue(today), under(path))
    rows = Problem.objects.filter(rectification__in=late).order_by().values("rectification__org_id")
    return {row["rectification__org_id"]: row["number"] for row in rows.annotate(number=Count("pk"))}


def findings_about(actor: Actor, *, path: str, since: date, limit: int = 50) -> list[Finding]:
    """What concluded inspections of one organization found since a day, the newest first. One query."""
    rows = Finding.objects.select_related("inspection").filter(
        inspection__org_path=path, inspection__concluded_at__date__gte=since
    )
    return list(rows.order_by("-inspection__concluded_at", "pk")[:limit])


def findings_by_key(actor: Actor, *, keys: Collection[int], path: str) -> dict[int, Finding]:
    """Findings of one organization by their keys, for those who hold to account. One query."""
    demand(actor, Permission.HOLD_TO_ACCOUNT, path[:STEP], hidden=True)
    return {one.pk: one for one in Finding.objects.filter(pk__in=keys, inspection__org_path=path)}


def inspections_open_to(actor: Actor, *, numbers: set[str]) -> set[str]:
    """Which of these inspections the actor may open. One query."""
    rows = Inspection.objects.filter(seen_by(actor), number__in=numbers)
    return set(rows.values_list("number", flat=True))
