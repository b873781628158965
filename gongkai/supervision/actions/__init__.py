"""Writing in this room: one file per verb family."""

from gongkai.supervision.actions.agendas import add_decision, finish_decision, record_agenda, void_agenda
from gongkai.supervision.actions.funds import draft_funds, hang_receipt, record_fund, void_fund
from gongkai.supervision.actions.group_tasks import give_group_task, move_group_task
from gongkai.supervision.actions.inspections import (
    add_finding,
    appoint,
    drop_finding,
    hang_evidence,
    move_inspection,
    move_visit,
    recheck,
    score,
    write_summary,
)
from gongkai.supervision.actions.marks import move_mark, raise_gap_mark, raise_mark
from gongkai.supervision.actions.meetings import (
    add_meeting_opinion,
    call_meeting,
    move_meeting,
    reply_meeting_opinion,
)
from gongkai.supervision.actions.plans import draft_plan, move_plan
from gongkai.supervision.actions.point_files import (
    hang_activity_file,
    hang_work_file,
    prolong_batch,
    withhold_work_file,
)
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
from gongkai.supervision.actions.rectifications import (
    Found,
    hang_proof,
    issue_after_case,
    move_rectification,
    write_done,
    write_measure,
)
from gongkai.supervision.actions.removal import destroy_rectifications
from gongkai.supervision.actions.removal_of_records import destroy_agendas, destroy_inspections
from gongkai.supervision.actions.spot_checks import move_spot_check, send_spot_photo
from gongkai.supervision.actions.supervisors import appoint_supervisor, discharge_supervisor, record_support

__all__ = [
    "destroy_agendas", "destroy_inspections",
    "Found", "issue_after_case",
    "withhold_work_file",
    "give_group_task", "move_group_task",
    "add_decision", "finish_decision", "record_agenda", "void_agenda",
    "draft_funds", "hang_receipt", "record_fund", "void_fund",
    "add_finding", "add_meeting_opinion", "appoint", "appoint_supervisor", "call_meeting", "check_marks",
    "destroy_rectifications", "discharge_supervisor", "draft_plan", "drop_finding", "finish_task", "give_task", "hand_in", "hang_evidence",
    "hang_activity_file", "hang_proof", "hang_work_file", "prolong_batch", "hide_item", "move_inspection", "move_mark", "move_meeting", "move_plan", "move_point",
    "move_rectification", "move_spot_check", "move_visit", "move_work", "nominate", "open_batch", "raise_gap_mark", "raise_mark",
    "recheck", "record_activity", "record_support", "reply_meeting_opinion", "score", "send_spot_photo", "show_item",
    "write_done", "write_measure", "write_nomination", "write_summary",
]  # fmt: skip
