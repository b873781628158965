"""Tables of this room, private to it."""

from gongkai.supervision.models.inspections import Evidence, Finding, Inspection, InspectionPlan, SheetLine
from gongkai.supervision.models.rectifications import Problem, Proof, Rectification

__all__ = [
    "Evidence", "Finding", "Inspection", "InspectionPlan", "Problem", "Proof", "Rectification", "SheetLine",
]  # fmt: skip
