"""A year of consents and changes below a path: numbers only, for the yearly work report (R172)."""

from gongkai.approvals.models import ChangeRequest, OffCatalogPlan
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.change import ChangeState
from gongkai.rules.procedures.off_catalog import PlanState


def agreed_in_year(actor: Actor, *, path: str, year: int) -> tuple[int, int]:
    """(matters outside the catalog consented to, changes carried out and explained) of a year. Two queries."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    here = under(path)
    plans = OffCatalogPlan.objects.filter(here, state=PlanState.CONSENTED, decided_at__year=year)
    changes = ChangeRequest.objects.filter(here, state=ChangeState.EXPLAINED, explained_at__year=year)
    return plans.count(), changes.count()
