"""Complaints that were found to be true: numbers and days only, never a word of them or a name (R123)."""

from datetime import date

from django.db.models import Count, Q

from gongkai.ledger.fields import STEP
from gongkai.orgs.scopes import under
from gongkai.participation.models import Opinion
from gongkai.rules.actor import Actor
from gongkai.rules.opinions import COMPLAINTS, TAKEN_UP
from gongkai.rules.permissions import Permission, demand


def _true(since: date) -> Q:
    """Confidential ones are left out: that they exist is told to nobody beside those who handle them (R102)."""
    return Q(confidential=False, kind__in=COMPLAINTS, result__in=TAKEN_UP, decided_on__gte=since)


def complaints_by_organization(actor: Actor, *, path: str, since: date) -> dict[int, int]:
    """How many were found to be true since a day, by organization. One query."""
    demand(actor, Permission.HOLD_TO_ACCOUNT, path[:STEP], hidden=True)  # the county decides
    rows = Opinion.objects.filter(_true(since), under(path)).order_by().values("org_id").annotate(number=Count("pk"))
    return {row["org_id"]: row["number"] for row in rows}


def complaints_found_true(actor: Actor, *, path: str, since: date, limit: int = 50) -> list[tuple[str, str, str, date]]:
    """Number, kind, result and day of each about one organization, the newest first. One query."""
    demand(actor, Permission.HOLD_TO_ACCOUNT, path[:STEP], hidden=True)  # the county decides
    rows = Opinion.objects.filter(_true(since), org_path=path).order_by("-decided_on", "number")
    return list(rows.values_list("number", "kind", "result", "decided_on")[:limit])
