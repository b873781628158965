"""A staged matter: opened, disclosed stage by stage, closed; across years only with a summary (第八条（三）, R74–R76)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class MatterState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


S = MatterState
STATES = {S.OPEN: "进行中", S.CLOSED: "已结束", S.CANCELLED: "登记有误，已取消"}


def takes_stages(state: str) -> bool:
    """Can a stage still be reached?"""
    return state == S.OPEN


@dataclass(frozen=True)
class MatterFacts(ProcedureFacts):
    """`summary_done`: a summary stage has been disclosed; `answered`: any stage has."""

    opened_on: date | None = None
    ended_on: date | None = None
    summary_done: bool = False
    answered: bool = False


def crosses_year(opened_on: date, ended_on: date) -> bool:
    """Does the work span a 31 December? Then a closing summary is mandatory (第八条（三）)."""
    return ended_on.year > opened_on.year


def _summary(actor: Actor, facts: MatterFacts) -> Verdict:
    if facts.opened_on and facts.ended_on and crosses_year(facts.opened_on, facts.ended_on) and not facts.summary_done:
        return "summary_missing"
    return None


def _nothing_said(actor: Actor, facts: MatterFacts) -> Verdict:
    return "already_disclosed" if facts.answered else None


MOVES = (
    Move("close", "办结事项", (S.OPEN,), S.CLOSED, P.DRAFT, "第八条（三）", guards=("summary",), main=True),
    Move("cancel", "取消登记", (S.OPEN,), S.CANCELLED, P.DRAFT, "第八条（三）", guards=("nothing_said",), needs_remark=True),
)  # fmt: skip

MATTER = Procedure(
    "matter",
    "分期公开事项",
    S.OPEN,
    STATES,
    MOVES,
    {"summary": _summary, "nothing_said": _nothing_said},
    "第八条（三）",
)
