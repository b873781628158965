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
# Who has to do what now, in words; nobody once it is closed or withdrawn.
NOW = {
    S.ISSUED: "请经办人签收", S.RECEIVED: "请经办人给每个问题写好措施，再由主要负责人签报",
    S.PLANNED: "请经办人写好整改情况、传上证据，再由主要负责人签报", S.REPORTED: "等检查的党组织验收",
    S.CLOSED: "", S.WITHDRAWN: "",
}  # fmt: skip
OPEN = (S.ISSUED, S.RECEIVED, S.PLANNED, S.REPORTED)
AT_WORK = (S.ISSUED, S.RECEIVED, S.PLANNED)  # the organization has to act


@dataclass(frozen=True)
class RectificationFacts(ProcedureFacts):
    """Which problems, counted from one as on the page, lack what.

    `unplanned`: measure, person or day; `undone`: what was done; `unproved`: a proof of it.
    """

    unplanned: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()
    unproved: tuple[int, ...] = ()
    refused: int = 0


def _all_planned(actor: Actor, facts: RectificationFacts) -> Verdict:
    return ("problems_unplanned", {"which": _named(facts.unplanned)}) if facts.unplanned else None


def _all_done(actor: Actor, facts: RectificationFacts) -> Verdict:
    lacks = (
        f"{_named(places)}没有{what}"
        for places, what in ((facts.undone, "写改得怎么样"), (facts.unproved, "证据"))
        if places
    )
    return ("problems_undone", {"what": "，".join(lacks)}) if facts.undone or facts.unproved else None


def _named(places: tuple[int, ...]) -> str:
    return "、".join(f"问题{place}" for place in places)


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
