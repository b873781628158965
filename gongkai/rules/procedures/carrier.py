"""A carrier's life (R59): registered, passed from keeper to keeper, checked, and ended with its reason."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.moves import Move, Procedure
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class CarrierState(StrEnum):
    IN_USE = "in_use"
    ENDED = "ended"


S = CarrierState
STATES = {S.IN_USE: "在用", S.ENDED: "已停用"}


@dataclass(frozen=True)
class CarrierFacts(ProcedureFacts):
    """Only its state and where it stands."""


# The organization checks its own; so may those above it that remind it (第四条（六）).
MOVES = (
    Move("inspect", "登记巡检", (S.IN_USE,), S.IN_USE, P.RELEASE, "第四条（六）", main=True),
    Move("inspect", "登记巡检", (S.IN_USE,), S.IN_USE, P.URGE, "第四条（六）"),
    Move("hand_over", "换保管人", (S.IN_USE,), S.IN_USE, P.RELEASE, "第四条（六）"),
    Move("end", "停用", (S.IN_USE,), S.ENDED, P.RELEASE, "第四条（六）", needs_remark=True),
)

CARRIER = Procedure("carrier", "公开载体", S.IN_USE, STATES, MOVES, {}, "第四条（六）")
