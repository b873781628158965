"""Consultation on a major decision: signed before it goes out, answered point by point before it ends (第七条, R64)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts, org_ended


class ConsultationState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    OPEN = "open"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


S = ConsultationState
STATES = {
    S.DRAFT: "草拟", S.WAITING: "待签发", S.OPEN: "征求意见", S.PUBLISHED: "已公布结果",
    S.WITHDRAWN: "已停止征求", S.DROPPED: "已作废",
}  # fmt: skip
SEEN = (S.OPEN, S.PUBLISHED, S.WITHDRAWN)  # what those who are asked get to see


@dataclass(frozen=True)
class ConsultationFacts(ProcedureFacts):
    """`days`: from today to the last day; `unsorted`: words said that stand under no opinion yet;
    `unanswered`: opinions without verdict and reason; `ended`: the organization is merged away or abolished."""

    days: int = 0
    least: int = 0
    created_by: int | None = None
    unsorted: int = 0
    unanswered: int = 0
    result: str = ""
    ended: bool = False

    @property
    def over(self) -> bool:
        return self.days < 0


def _long_enough(actor: Actor, facts: ConsultationFacts) -> Verdict:
    return (
        None if facts.days >= facts.least else ("period_too_short", {"days": max(facts.days, 0), "least": facts.least})
    )


def _not_the_author(actor: Actor, facts: ConsultationFacts) -> Verdict:
    return "own_consultation" if facts.created_by is not None and facts.created_by == actor.user_id else None


def _over(actor: Actor, facts: ConsultationFacts) -> Verdict:
    return None if facts.over else ("consultation_running", {"days": facts.days + 1})


def _nothing_left_out(actor: Actor, facts: ConsultationFacts) -> Verdict:
    return ("words_unsorted", {"count": facts.unsorted}) if facts.unsorted else None


def _all_answered(actor: Actor, facts: ConsultationFacts) -> Verdict:
    return ("points_unanswered", {"count": facts.unanswered}) if facts.unanswered else None


def _result_written(actor: Actor, facts: ConsultationFacts) -> Verdict:
    return None if facts.result.strip() else "consultation_result_missing"


MOVES = (
    Move("submit", "报请签发", (S.DRAFT,), S.WAITING, P.DRAFT, "第七条", guards=("long_enough",), main=True),
    Move("open", "签发，开始征求", (S.WAITING,), S.OPEN, P.APPROVE, "第七条", guards=("not_the_author", "long_enough"), main=True, confirm="签发后范围内的人马上能看到，问题和期限不能再改。"),
    Move("return", "退回并说明", (S.WAITING,), S.DRAFT, P.APPROVE, "第七条", needs_remark=True),
    Move("recall", "撤回修改", (S.WAITING,), S.DRAFT, P.DRAFT, "第七条"),
    Move("publish", "公布采纳情况", (S.OPEN,), S.PUBLISHED, P.APPROVE, "第七条", guards=("over", "nothing_left_out", "all_answered", "result_written"), main=True, confirm="公布后，原来能看到征求意见的人都能看到结果。"),
    Move("withdraw", "停止征求并说明", (S.OPEN,), S.WITHDRAWN, P.APPROVE, "第七条", needs_remark=True, confirm="停止的原因会写在原来的地址上。"),
    Move("pass_on", "转由承接的组织接着征求、公布", (S.OPEN,), S.OPEN, None, "第七条", guards=("org_ended",)),
    Move("lapse", "随撤并作废", (S.DRAFT, S.WAITING), S.DROPPED, None, "第七条", guards=("org_ended",)),
    Move("drop", "作废", (S.DRAFT,), S.DROPPED, P.DRAFT, "第七条"),
)  # fmt: skip

CONSULTATION = Procedure(
    "consultation", "重大决策征求意见", S.DRAFT, STATES, MOVES,
    {
        "long_enough": _long_enough, "not_the_author": _not_the_author, "over": _over,
        "nothing_left_out": _nothing_left_out, "all_answered": _all_answered, "result_written": _result_written,
        "org_ended": org_ended,
    },
    "第七条",
)  # fmt: skip
