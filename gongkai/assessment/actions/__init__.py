"""Acts of this room."""

from gongkai.assessment.actions.cases import link_facts, move_case, open_case, state_own, write_case
from gongkai.assessment.actions.disputes import decide_dispute, file_dispute
from gongkai.assessment.actions.sheets import move_sheet, record_fact, record_use, score_self

__all__ = [
    "decide_dispute", "file_dispute", "link_facts", "move_case", "move_sheet", "open_case", "record_fact", "record_use",
    "score_self", "state_own", "write_case",
]  # fmt: skip
