"""Someone who spoke up is under pressure: the handler above takes it up, on its own clock (第四条（一）, R12)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class PressureState(StrEnum):
    REPORTED = "reported"
    TAKEN_UP = "taken_up"
    ANSWERED = "answered"


S = PressureState
STATES = {S.REPORTED: "已收到，等受理", S.TAKEN_UP: "已受理", S.ANSWERED: "已答复"}


@dataclass(frozen=True)
class PressureFacts(ProcedureFacts):
    """`bodies.org`: the body of the handler, never the organization complained about."""

    due_on: date | None = None
    today: date | None = None
    at_the_top: bool = False
    went_up: bool = False


def _is_overdue(actor: Actor, facts: PressureFacts) -> Verdict:
    late = facts.due_on is not None and facts.today is not None and facts.today > facts.due_on
    return None if late else "pressure_in_time"


def _may_go_up(actor: Actor, facts: PressureFacts) -> Verdict:
    return "pressure_at_top" if facts.at_the_top or facts.went_up else None


MOVES = (
    Move("take_up", "受理", (S.REPORTED,), S.TAKEN_UP, P.PROTECT, "第四条（一）", deadline="pressure_take_up", main=True),
    Move("answer", "写明保护措施并答复", (S.TAKEN_UP,), S.ANSWERED, P.PROTECT, "第四条（一）", needs_remark=True, deadline="pressure_answer", main=True),
    Move("go_up", "没有按时受理，转上一级", (S.REPORTED,), S.REPORTED, None, "第四条（一）", guards=("is_overdue", "may_go_up")),
)  # fmt: skip

PRESSURE = Procedure(
    "pressure", "反映受到压力", S.REPORTED, STATES, MOVES, {"is_overdue": _is_overdue, "may_go_up": _may_go_up},
    "第四条（一）",
)  # fmt: skip
