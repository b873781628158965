"""Destroying what was kept its time: proposed by the archivist, approved by a second person, carried out before a witness.

第六条（四）; order no. 8 of 2006; the list stays for good.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts

ARTICLE = "第六条（四）"


class DisposalState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    DROPPED = "dropped"
    DONE = "done"


S = DisposalState
STATES = {
    S.PROPOSED: "待批准", S.APPROVED: "已批准，待销毁", S.REFUSED: "不同意销毁", S.DROPPED: "已撤回", S.DONE: "已销毁",
}  # fmt: skip
OPEN = (S.PROPOSED, S.APPROVED)


@dataclass(frozen=True)
class DisposalFacts(ProcedureFacts):
    """`proposer`: who made the list. `spared`: how many records on it may not be destroyed (any more)."""

    proposer: int | None = None
    spared: int = 0


def _second_person(actor: Actor, facts: DisposalFacts) -> Verdict:
    return "disposal_own" if actor.user_id == facts.proposer else None


def _all_due(actor: Actor, facts: DisposalFacts) -> Verdict:
    return ("disposal_spared", {"count": facts.spared}) if facts.spared else None


_GUARDS = {"second_person": _second_person, "all_due": _all_due}
_CONFIRM = "销毁以后找不回来。请监销人在场，核对清册无误再做。"

MOVES = (
    Move("approve", "同意销毁", (S.PROPOSED,), S.APPROVED, P.DISPOSE_ARCHIVE, ARTICLE, guards=("second_person", "all_due"), needs_remark=True, main=True),
    Move("refuse", "不同意并说明", (S.PROPOSED,), S.REFUSED, P.DISPOSE_ARCHIVE, ARTICLE, guards=("second_person",), needs_remark=True),
    Move("drop", "撤回清册", OPEN, S.DROPPED, P.KEEP_ARCHIVE, ARTICLE),
    Move("carry_out", "销毁", (S.APPROVED,), S.DONE, P.KEEP_ARCHIVE, ARTICLE, guards=("all_due",), needs_remark=True, without_remark="disposal_witness", confirm=_CONFIRM),
)  # fmt: skip
DISPOSAL = Procedure("disposal", "档案销毁", S.PROPOSED, STATES, MOVES, _GUARDS, ARTICLE)
