"""Writing in this room: one file per verb family."""

from gongkai.supervision.actions.inspections import (
    add_finding,
    appoint,
    drop_finding,
    hang_evidence,
    move_inspection,
    recheck,
    score,
    write_summary,
)
from gongkai.supervision.actions.plans import draft_plan, move_plan
from gongkai.supervision.actions.rectifications import hang_proof, move_rectification, write_done, write_measure

__all__ = [
    "add_finding", "appoint", "draft_plan", "drop_finding", "hang_evidence", "hang_proof", "move_inspection",
    "move_plan", "move_rectification", "recheck", "score", "write_done", "write_measure", "write_summary",
]  # fmt: skip
