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
from gongkai.supervision.actions.point_works import finish_task, give_task, hand_in, move_work, record_activity
from gongkai.supervision.actions.points import (
    check_marks,
    hide_item,
    move_point,
    nominate,
    open_batch,
    show_item,
    write_nomination,
)
from gongkai.supervision.actions.rectifications import hang_proof, move_rectification, write_done, write_measure

__all__ = [
    "check_marks", "finish_task", "give_task", "hand_in", "hide_item", "move_point", "move_work", "nominate",
    "open_batch", "record_activity", "show_item", "write_nomination",
    "add_finding", "appoint", "draft_plan", "drop_finding", "hang_evidence", "hang_proof", "move_inspection",
    "move_plan", "move_rectification", "recheck", "score", "write_done", "write_measure", "write_summary",
]  # fmt: skip
