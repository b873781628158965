"""Reading off-catalog work plans (第六条（二）, F9)."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from gongkai.approvals.facts import plan_facts
from gongkai.approvals.models import OffCatalogPlan
from gongkai.ledger.pieces import streamed
from gongkai.orgs.scopes import under, within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.off_catalog import OFF_CATALOG, PlanState
from gongkai.rules.refusals import missing


def _seen(actor: Actor) -> Q:
    """Plans of the actor's own organizations; as a maker those sent in, never drafts."""
    sent = within(actor, Permission.DECIDE_OFF_CATALOG, field="maker_path") & ~Q(
        state__in=(PlanState.DRAFT, PlanState.DROPPED)
    )
    return within(actor, Permission.READ_WORK) | sent


def plan(actor: Actor, *, plan_id: int) -> OffCatalogPlan:
    """One plan, for the organization and its catalog maker."""
    found = OffCatalogPlan.objects.select_related("org").filter(_seen(actor), pk=plan_id).first()
    if found is None:
        raise missing()
    return found


def plans(
    actor: Actor, *, org_id: int | None = None, maker_path: str | None = None, states: tuple[str, ...] | None = None
) -> list[OffCatalogPlan]:
    """Plans that the actor may see, the answer that falls due first before the others."""
    rows = OffCatalogPlan.objects.select_related("org").filter(_seen(actor))
    if org_id is not None:
        rows = rows.filter(org_id=org_id)
    if maker_path is not None:
        rows = rows.filter(maker_path=maker_path)
    if states is not None:
        rows = rows.filter(state__in=states)
    return list(rows.order_by("answer_due", "-pk"))


def plan_ledger(actor: Actor, *, path: str) -> Iterator[OffCatalogPlan]:
    """Every plan of a subtree that the actor may see, the newest first (R164); read in pieces."""
    rows = OffCatalogPlan.objects.select_related("org__superior").filter(_seen(actor), under(path))
    return streamed(rows.order_by("-pk"))


def plans_by_number(actor: Actor, *, numbers: Collection[str]) -> list[OffCatalogPlan]:
    """Plans by their lasting numbers, those that the actor may see. One query."""
    rows = OffCatalogPlan.objects.select_related("org").filter(_seen(actor), number__in=list(numbers))
    return list(rows.order_by("number"))


def plan_offers(actor: Actor, *, plan_id: int) -> list[Offer]:
    """The buttons of a plan."""
    return moves.offers(OFF_CATALOG, actor, plan_facts(plan(actor, plan_id=plan_id)))
