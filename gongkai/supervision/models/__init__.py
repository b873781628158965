"""Tables of this room, private to it."""

from gongkai.supervision.models.agendas import AgendaDecision, AgendaRecord
from gongkai.supervision.models.funds import FundLine, FundReceipt
from gongkai.supervision.models.group_tasks import GroupTask
from gongkai.supervision.models.inspections import Evidence, Finding, Inspection, InspectionPlan, SheetLine
from gongkai.supervision.models.points import (
    Point,
    PointActivity,
    PointBatch,
    PointFile,
    PointMark,
    PointProlongation,
    PointReview,
    PointShow,
    PointTask,
    PointWork,
)
from gongkai.supervision.models.rectifications import Problem, Proof, Rectification
from gongkai.supervision.models.spot_checks import SpotCheck
from gongkai.supervision.models.supervisors import (
    MeetingOpinion,
    SupervisionMark,
    Supervisor,
    SupervisorsMeeting,
    Support,
)

__all__ = [
    "AgendaDecision", "AgendaRecord", "Evidence", "Finding", "FundLine", "FundReceipt", "GroupTask", "Inspection", "InspectionPlan", "MeetingOpinion", "Point", "PointActivity", "PointBatch",
    "PointFile", "PointMark", "PointProlongation", "PointReview", "PointShow", "PointTask", "PointWork", "Problem", "Proof", "Rectification",
    "SheetLine", "SpotCheck", "SupervisionMark", "Supervisor", "SupervisorsMeeting", "Support",
]  # fmt: skip
