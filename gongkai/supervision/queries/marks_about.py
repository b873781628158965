"""Marks on which a case can rest, and what superiors found true of them; never who spoke (第九条（八）, R108, R123)."""

from datetime import date

from django.db.models import Count, Q

from gongkai.ledger.fields import STEP
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.supervisors import MarkState
from gongkai.rules.supervisors import MarkKind
from gongkai.supervision.models import SupervisionMark
from gongkai.supervision.queries.marks import seen_by


def marks_about(actor: Actor, *, path: str, since: date, limit: int = 50) -> list[SupervisionMark]:
    """Marks on one organization since a day, those found true first, the newest first. One query."""
    rows = SupervisionMark.objects.filter(seen_by(actor), org_path=path, raised_on__gte=since)
    rows = rows.exclude(state=MarkState.WITHDRAWN).order_by("-raised_on", "-pk")
    return sorted(rows[:limit], key=lambda row: row.state != MarkState.UPHELD)


def marks_open_to(actor: Actor, *, numbers: set[str]) -> set[str]:
    """Which of these marks the actor may open. One query."""
    return set(SupervisionMark.objects.filter(seen_by(actor), number__in=numbers).values_list("number", flat=True))


def upheld_by_organization(actor: Actor, *, path: str, since: date) -> dict[int, tuple[int, int]]:
    """How many marks superiors found true since a day, and how many of them say something is not true. One query."""
    demand(actor, Permission.HOLD_TO_ACCOUNT, path[:STEP], hidden=True)  # the county decides
    rows = SupervisionMark.objects.filter(under(path), state=MarkState.UPHELD, raised_on__gte=since)
    counted = rows.order_by().values("org_id").annotate(
        number=Count("pk"), untrue=Count("pk", filter=Q(kind=MarkKind.UNTRUE))
    )  # fmt: skip
    return {row["org_id"]: (row["number"], row["untrue"]) for row in counted}
