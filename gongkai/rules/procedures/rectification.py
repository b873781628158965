"""Rectification within a time limit: notice, receipt, plan, report with evidence, acceptance (第九条（八）, R120, R156, F20)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts

ARTICLE = "第九条（八）"


class RectificationState(StrEnum):
    ISSUED = "issued"
    RECEIVED = "received"
    PLANNED = "planned"
    REPORTED = "reported"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


S = RectificationState
STATES = {
    S.ISSUED: "已通知，待签收", S.RECEIVED: "已签收，待报方案", S.PLANNED: "整改中", S.REPORTED: "待验收", S.CLOSED: "已销号",
    S.WITHDRAWN: "已撤回",
}  # fmt: skip
OPEN = (S.ISSUED, S.RECEIVED, S.PLANNED, S.REPORTED)
AT_WORK = (S.ISSUED, S.RECEIVED, S.PLANNED)  # the organization has to act


@dataclass(frozen=True)
class RectificationFacts(ProcedureFacts):
    """`unplanned`: problems without measure, person and day; `undone`: without what was done and its proof."""

    unplanned: int = 0
    undone: int = 0
    refused: int = 0


def _all_planned(actor: Actor, facts: RectificationFacts) -> Verdict:
    return ("problems_unplanned", {"count": facts.unplanned}) if facts.unplanned else None


def _all_done(actor: Actor, facts: RectificationFacts) -> Verdict:
    return ("problems_undone", {"count": facts.undone}) if facts.undone else None


MOVES = (
    Move("receive", "签收", (S.ISSUED,), S.RECEIVED, P.DRAFT, ARTICLE, main=True),
    Move("plan", "签报整改方案", (S.RECEIVED,), S.PLANNED, P.APPROVE, ARTICLE, guards=("all_planned",), main=True),
    Move("report", "签报整改情况", (S.PLANNED,), S.REPORTED, P.APPROVE, ARTICLE, guards=("all_done",), main=True),
    Move("accept", "验收销号", (S.REPORTED,), S.CLOSED, P.INSPECT, ARTICLE, "superior", main=True),
    Move("refuse", "退回继续整改", (S.REPORTED,), S.PLANNED, P.INSPECT, ARTICLE, "superior", needs_remark=True),
    Move("withdraw", "撤回通知并说明", (S.ISSUED, S.RECEIVED), S.WITHDRAWN, P.INSPECT, ARTICLE, "superior", needs_remark=True),
)  # fmt: skip

RECTIFICATION = Procedure(
    "rectification", "限期整改", S.ISSUED, STATES, MOVES, {"all_planned": _all_planned, "all_done": _all_done}, ARTICLE
)
