"""Reading plans of inspection: drafts for those who make them, the notice and its draw for everybody (R103)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.orgs.scopes import within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.inspection import INSPECTION_PLAN, PLANS_SEEN, InspectionPlanFacts
from gongkai.rules.refusals import missing
from gongkai.supervision.models import InspectionPlan


@dataclass(frozen=True)
class PlanView:
    """A plan with its list: ticket, name, code, whether it was drawn."""

    row: InspectionPlan
    works: bool
    listed: tuple[tuple[int, str, str, bool], ...]

    @property
    def seed(self) -> str:
        """What the lots follow from, to be typed in by anybody who draws again."""
        return seed_of(self.row, self.row.lot)


def seed_of(row: InspectionPlan, lot: str) -> str:
    """The plan's own number and the public number: neither alone, so that no two plans share their lots."""
    return f"{row.number}/{lot}"


def _seen(actor: Actor) -> Q:
    return within(actor, Permission.INSPECT, field="inspector_path") | Q(state__in=PLANS_SEEN)


def inspection_plan(actor: Actor, *, number: str) -> InspectionPlan:
    """One plan; a draft is missing to all but those who inspect for its body."""
    found = InspectionPlan.objects.select_related("org").filter(_seen(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def plans(actor: Actor, *, path: str | None = None, limit: int = 100) -> list[InspectionPlan]:
    """Plans that the actor may read, the newest first; `path`: of one inspecting body. One query."""
    rows = InspectionPlan.objects.select_related("org").filter(_seen(actor))
    if path is not None:
        rows = rows.filter(inspector_path=path)
    return list(rows.order_by("-pk")[:limit])


def plan_facts(row: InspectionPlan, *, today: date, lot: str = "") -> InspectionPlanFacts:
    """The plan for the law."""
    bodies = Bodies(row.inspector_path, superior=row.inspector_path)
    return InspectionPlanFacts(row.state, bodies, (row.draw_on - today).days, lot)


def plan_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a plan; the number of the draw is asked for by its form."""
    row = inspection_plan(actor, number=number)
    return moves.offers(INSPECTION_PLAN, actor, plan_facts(row, today=today, lot="*"))


def plan_view(actor: Actor, *, number: str) -> PlanView:
    """A plan with its list."""
    row = inspection_plan(actor, number=number)
    drawn = set(row.drawn)
    listed = tuple((ticket, name, code, ticket in drawn) for ticket, _, code, name in row.pool)
    return PlanView(row, may(actor, Permission.INSPECT, row.inspector_path), listed)
