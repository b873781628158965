"""Writing approvals: acts on editions, off-catalog plans, change requests."""

from gongkai.approvals.actions.campaigns import (
    ask_plan,
    excuse_plan,
    file_plan,
    mend_plan,
    move_plan_filing,
    open_campaign,
    tick_plan,
)
from gongkai.approvals.actions.changes import move_change, request_change, write_explanation
from gongkai.approvals.actions.plans import draft_plan, move_plan, save_plan, start_planned
from gongkai.approvals.actions.review import act
from gongkai.approvals.actions.signed_papers import (
    bring_paper,
    bring_record_paper,
    destroy_signed_papers,
    void_paper,
    void_record_paper,
)

__all__ = [
    "act", "ask_plan", "bring_paper", "destroy_signed_papers", "draft_plan", "excuse_plan", "file_plan", "mend_plan", "move_change", "move_plan", "move_plan_filing", "open_campaign",
    "request_change", "tick_plan", "save_plan", "start_planned",
    "bring_record_paper", "void_paper", "void_record_paper", "write_explanation",
]  # fmt: skip
