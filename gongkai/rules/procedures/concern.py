"""A public concern: registered, answered by something published, or left unanswered for a stated reason (第九条（一）)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class ConcernState(StrEnum):
    REGISTERED = "registered"
    ANSWERED = "answered"
    DECLINED = "declined"


S = ConcernState
STATES = {S.REGISTERED: "待回应", S.ANSWERED: "已公开回应", S.DECLINED: "不作公开回应"}


@dataclass(frozen=True)
class ConcernFacts(ProcedureFacts):
    """`linked`: there is an item that is to answer it; `public`: it can be read."""

    linked: bool = False
    public: bool = False


def _answered_in_public(actor: Actor, facts: ConcernFacts) -> Verdict:
    if not facts.linked:
        return "concern_unlinked"
    return None if facts.public else "concern_item_closed"


ARTICLE = "第九条（一）"
MOVES = (
    Move("answer", "登记已公开回应", (S.REGISTERED,), S.ANSWERED, P.DRAFT, ARTICLE, guards=("answered_in_public",), deadline="concern_answer", main=True),
    Move("decline", "不作公开回应", (S.REGISTERED,), S.DECLINED, P.APPROVE, ARTICLE, needs_remark=True, confirm="理由会和这件事一起公开。"),
    Move("reopen", "要求公开回应", (S.ANSWERED, S.DECLINED), S.REGISTERED, P.URGE, ARTICLE, where="superior", needs_remark=True),
)  # fmt: skip

CONCERN = Procedure(
    "concern", "回应社会关切", S.REGISTERED, STATES, MOVES, {"answered_in_public": _answered_in_public}, ARTICLE
)
