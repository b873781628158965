"""Writing in this room: one file per verb family."""

from gongkai.participation.actions.ballots import cast, count_papers, hand_paper, seal_and_cast
from gongkai.participation.actions.rounds import (
    close_ended,
    give_result,
    move_round,
    prepare_round,
    record_use,
    set_key,
    write_plan,
)

__all__ = [
    "cast", "close_ended", "count_papers", "give_result", "hand_paper", "move_round", "prepare_round", "record_use",
    "seal_and_cast", "set_key", "write_plan",
]  # fmt: skip
