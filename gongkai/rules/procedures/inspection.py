"""Inspections: a plan is announced, lots are drawn in public, the six points are gone through, a result is given (第九条（五）, R103, R104)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts

ARTICLE = "第九条（五）"


class InspectionPlanState(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    DRAWN = "drawn"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


class InspectionState(StrEnum):
    PLANNED = "planned"
    UNDERWAY = "underway"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


S, I = InspectionPlanState, InspectionState  # noqa: E741
PLAN_STATES = {
    S.DRAFT: "草拟", S.ANNOUNCED: "已公告，待抽签", S.DRAWN: "已抽签", S.CANCELLED: "已取消", S.DROPPED: "已作废",
}  # fmt: skip
STATES = {I.PLANNED: "待检查", I.UNDERWAY: "检查中", I.CONCLUDED: "已出结果", I.CANCELLED: "已取消"}
PLANS_SEEN = (S.ANNOUNCED, S.DRAWN, S.CANCELLED)  # what everybody may read


@dataclass(frozen=True)
class InspectionPlanFacts(ProcedureFacts):
    """`days`: from today to the day of the draw; `lot`: the public words that nobody knew before."""

    days: int = 0
    lot: str = ""


@dataclass(frozen=True)
class InspectionFacts(ProcedureFacts):
    """`days`: from today to the visit; `unscored`: lines without points; `bare`: findings without evidence."""

    days: int = 0
    unscored: int = 0
    bare: int = 0
    summary: str = ""


def _ahead(actor: Actor, facts: InspectionPlanFacts) -> Verdict:
    return None if facts.days > 0 else "draw_not_ahead"


def _draw_day(actor: Actor, facts: InspectionPlanFacts) -> Verdict:
    return None if facts.days <= 0 else ("draw_too_early", {"days": facts.days})


def _lot_known(actor: Actor, facts: InspectionPlanFacts) -> Verdict:
    return None if facts.lot.strip() else "lot_missing"


def _day_come(actor: Actor, facts: InspectionFacts) -> Verdict:
    return None if facts.days <= 0 else ("inspection_too_early", {"days": facts.days})


def _all_scored(actor: Actor, facts: InspectionFacts) -> Verdict:
    return ("lines_unscored", {"count": facts.unscored}) if facts.unscored else None


def _all_proved(actor: Actor, facts: InspectionFacts) -> Verdict:
    return ("findings_bare", {"count": facts.bare}) if facts.bare else None


def _summed_up(actor: Actor, facts: InspectionFacts) -> Verdict:
    return None if facts.summary.strip() else "inspection_summary_missing"


PLAN_MOVES = (
    Move("announce", "公告检查计划", (S.DRAFT,), S.ANNOUNCED, P.INSPECT, ARTICLE, "superior", guards=("ahead",), main=True, confirm="公告后人人能看到：检查哪些组织、抽几个、按什么抽。这些不能再改。"),
    Move("draw", "抽签", (S.ANNOUNCED,), S.DRAWN, P.INSPECT, ARTICLE, "superior", guards=("draw_day", "lot_known"), main=True),
    Move("cancel", "取消并说明", (S.ANNOUNCED,), S.CANCELLED, P.INSPECT, ARTICLE, "superior", needs_remark=True),
    Move("drop", "作废", (S.DRAFT,), S.DROPPED, P.INSPECT, ARTICLE, "superior"),
)  # fmt: skip
MOVES = (
    Move("begin", "开始检查", (I.PLANNED,), I.UNDERWAY, P.INSPECT, ARTICLE, "superior", guards=("day_come",), main=True),
    Move("conclude", "出具检查结果", (I.UNDERWAY,), I.CONCLUDED, P.INSPECT, ARTICLE, "superior", guards=("all_scored", "all_proved", "summed_up"), main=True, confirm="出具后被检查的组织能看到。有问题的，同时发出限期整改通知书。"),
    Move("cancel", "取消并说明", (I.PLANNED,), I.CANCELLED, P.INSPECT, ARTICLE, "superior", needs_remark=True),
)  # fmt: skip

INSPECTION_PLAN = Procedure(
    "inspection_plan", "检查计划", S.DRAFT, PLAN_STATES, PLAN_MOVES,
    {"ahead": _ahead, "draw_day": _draw_day, "lot_known": _lot_known}, ARTICLE,
)  # fmt: skip
INSPECTION = Procedure(
    "inspection", "监督检查", I.PLANNED, STATES, MOVES,
    {"day_come": _day_come, "all_scored": _all_scored, "all_proved": _all_proved, "summed_up": _summed_up}, ARTICLE,
)  # fmt: skip
