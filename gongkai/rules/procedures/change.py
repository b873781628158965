"""Change, withdrawal, termination: the maker agrees, the leading group files, the org explains (第九条（二）, R86)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class ChangeKind(StrEnum):
    CHANGE = "change"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"


KINDS = {ChangeKind.CHANGE: "变更", ChangeKind.WITHDRAW: "撤销", ChangeKind.TERMINATE: "终止"}


class ChangeState(StrEnum):
    REQUESTED = "requested"
    AGREED = "agreed"
    FILED = "filed"
    EXPLAINED = "explained"
    REFUSED = "refused"
    RECALLED = "recalled"


S = ChangeState
STATES = {
    S.REQUESTED: "待目录制定机关批准", S.AGREED: "已批准，待县领导小组备案", S.FILED: "已备案，待公布说明",
    S.EXPLAINED: "已公布说明", S.REFUSED: "未批准", S.RECALLED: "已撤回申请",
}  # fmt: skip
OPEN_STATES = (S.REQUESTED, S.AGREED, S.FILED)


def stamps(state: str) -> int:
    """How many of the four stamps a request bears; none when it was refused or taken back."""
    order = (*OPEN_STATES, S.EXPLAINED)
    return order.index(S(state)) + 1 if state in order else 0


@dataclass(frozen=True)
class ChangeFacts(ProcedureFacts):
    """`explanation`: the text that the public will read instead of silence."""

    explanation: str = ""
    requested_by: int | None = None


def _explained(actor: Actor, facts: ChangeFacts) -> Verdict:
    return None if facts.explanation.strip() else "explanation_missing"


def _not_own_request(actor: Actor, facts: ChangeFacts) -> Verdict:
    return "own_request" if facts.requested_by is not None and facts.requested_by == actor.user_id else None


MOVES = (
    Move("agree", "批准", (S.REQUESTED,), S.AGREED, P.DECIDE_CHANGE, "第九条（二）", where="maker", guards=("not_own_request",), deadline="change_approval", main=True),
    Move("refuse", "不批准并说明", (S.REQUESTED,), S.REFUSED, P.DECIDE_CHANGE, "第九条（二）", where="maker", needs_remark=True, deadline="change_approval"),
    Move("file", "登记备案", (S.AGREED,), S.FILED, P.FILE_CHANGE, "第九条（二）", where="county", deadline="change_filing", main=True),
    Move("explain", "公布说明", (S.FILED,), S.EXPLAINED, P.RELEASE, "第九条（二）", guards=("explained",), deadline="change_explanation", main=True, confirm="说明公布在原来的地址上，看过原件的人都能看到。"),
    Move("recall", "撤回申请", (S.REQUESTED,), S.RECALLED, P.DRAFT, "第九条（二）"),
)  # fmt: skip

CHANGE = Procedure(
    "change",
    "变更、撤销、终止",
    S.REQUESTED,
    STATES,
    MOVES,
    {"explained": _explained, "not_own_request": _not_own_request},
    "第九条（二）",
)
