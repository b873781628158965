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
from gongkai.supervision.queries.point_clocks import point_deadlines
from gongkai.supervision.queries.point_works import (
    WorkView,
    experience,
    experience_bonus_by_organization,
    library,
    work_offers,
    work_view,
    works,
    works_waiting,
)
from gongkai.supervision.queries.points import (
    BatchView,
    KeeperView,
    PointView,
    activities,
    batch_view,
    batches,
    open_batches,
    point,
    point_offers,
    point_view,
    points,
    points_below,
    points_waiting,
    public_point,
    tree,
)
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
    "BatchView", "KeeperView", "PointView", "WorkView", "activities", "batch_view", "batches", "experience",
    "experience_bonus_by_organization", "library", "open_batches", "point", "point_deadlines", "point_offers",
    "point_view", "points", "points_below", "points_waiting", "public_point", "tree", "work_offers", "work_view", "works", "works_waiting",
    "InspectionView", "PlanView", "due_now", "evidence_file", "figures", "inspection", "inspection_offers", "inspection_plan", "inspection_result",
    "inspection_view", "inspections", "latest_inspections", "plan_offers", "plan_view", "plans", "proof_file",
    "rectification", "rectification_of", "rectification_offers", "rectifications", "rectifications_waiting",
    "to_inspect",
]  # fmt: skip
