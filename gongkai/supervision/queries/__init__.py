"""Reading in this room."""

from gongkai.supervision.queries.figures import figures
from gongkai.supervision.queries.inspections import (
    InspectionView,
    evidence_file,
    inspection,
    inspection_offers,
    inspection_result,
    inspection_view,
    inspections,
    latest_inspections,
    to_inspect,
)
from gongkai.supervision.queries.plans import PlanView, inspection_plan, plan_offers, plan_view, plans
from gongkai.supervision.queries.rectifications import (
    due_now,
    proof_file,
    rectification,
    rectification_of,
    rectification_offers,
    rectifications,
    rectifications_waiting,
)

__all__ = [
    "InspectionView", "PlanView", "due_now", "evidence_file", "figures", "inspection", "inspection_offers", "inspection_plan", "inspection_result",
    "inspection_view", "inspections", "latest_inspections", "plan_offers", "plan_view", "plans", "proof_file",
    "rectification", "rectification_of", "rectification_offers", "rectifications", "rectifications_waiting",
    "to_inspect",
]  # fmt: skip
