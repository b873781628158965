"""The way of a yearly assessment and of a dispute against one of its lines (第九条（七）, F23)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class SheetState(StrEnum):
    SELF = "self"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    GRADED = "graded"
    PUBLISHED = "published"


class DisputeState(StrEnum):
    FILED = "filed"
    UPHELD = "upheld"
    REJECTED = "rejected"


S, D = SheetState, DisputeState
STATES = {
    S.SELF: "自评", S.SUBMITTED: "待审核", S.REVIEWED: "已审核，可以提异议", S.GRADED: "已定等次", S.PUBLISHED: "已公布",
}  # fmt: skip
DISPUTE_STATES = {D.FILED: "待复核", D.UPHELD: "已更正", D.REJECTED: "维持原分"}
FROZEN = (S.REVIEWED, S.GRADED, S.PUBLISHED)


@dataclass(frozen=True)
class SheetFacts(ProcedureFacts):
    """`year_over`: the year has ended; `window_over`: the days for disputes, up to `until`, are over."""

    year_over: bool = False
    self_done: bool = False
    open_disputes: int = 0
    window_over: bool = False
    until: date | None = None
    self_by: int | None = None


@dataclass(frozen=True)
class DisputeFacts(ProcedureFacts):
    """`reviewed_by`: who reviewed the sheet that is disputed, and may not decide about the own review."""

    reviewed_by: int | None = None
    filed_by: int | None = None


def _year_over(actor: Actor, facts: SheetFacts) -> Verdict:
    return None if facts.year_over else "year_running"


def _self_done(actor: Actor, facts: SheetFacts) -> Verdict:
    return None if facts.self_done else "self_score_missing"


def _not_own_sheet(actor: Actor, facts: SheetFacts) -> Verdict:
    return "own_sheet" if facts.self_by is not None and facts.self_by == actor.user_id else None


def _disputes_done(actor: Actor, facts: SheetFacts) -> Verdict:
    return ("disputes_open", {"count": facts.open_disputes}) if facts.open_disputes else None


def _window_over(actor: Actor, facts: SheetFacts) -> Verdict:
    return None if facts.window_over else ("dispute_window_open", {"until": facts.until})


def own_part(actor: Actor, facts: DisputeFacts) -> str | None:
    """Why this person may not decide the dispute, whatever else he may: the own review, or the own dispute."""
    if actor.user_id is None:
        return None
    return {facts.filed_by: "own_dispute", facts.reviewed_by: "own_review"}.get(actor.user_id)


def _not_reviewer(actor: Actor, facts: DisputeFacts) -> Verdict:
    return own_part(actor, facts)


MOVES = (
    Move("submit", "报送自评", (S.SELF,), S.SUBMITTED, P.APPROVE, "第九条（七）", guards=("year_over", "self_done"), main=True, confirm="各行由记录算出。报送前先核对，少记的先补记。报送后由上一级党组织审核，自评不能再改。"),
    Move("return", "退回并说明", (S.SUBMITTED,), S.SELF, P.ASSESS, "第九条（七）", where="superior", guards=("not_own_sheet",), needs_remark=True),
    Move("review", "审核通过", (S.SUBMITTED,), S.REVIEWED, P.ASSESS, "第九条（七）", where="superior", guards=("not_own_sheet",), main=True, confirm="各行得分从此定下。被考评的党组织可以在期限内对一行提异议。"),
    Move("grade", "定等次", (S.REVIEWED,), S.GRADED, P.ASSESS, "第九条（七）", where="county", guards=("disputes_done", "window_over"), main=True),
    Move("publish", "公布结果", (S.GRADED,), S.PUBLISHED, P.ASSESS, "第九条（七）", where="county", main=True, confirm="公布后党员和群众都能看到等次和得分。"),
)  # fmt: skip
ASSESSMENT = Procedure(
    "assessment", "年度考评", S.SELF, STATES, MOVES,
    {
        "year_over": _year_over, "self_done": _self_done, "not_own_sheet": _not_own_sheet,
        "disputes_done": _disputes_done, "window_over": _window_over,
    },
    "第九条（七）",
)  # fmt: skip

DISPUTE = Procedure(
    "dispute", "考评异议", D.FILED, DISPUTE_STATES,
    (
        Move("uphold", "异议成立，更正这一行", (D.FILED,), D.UPHELD, P.ASSESS, "第九条（七）", where="county", guards=("not_reviewer",), needs_remark=True, main=True),
        Move("reject", "维持原分", (D.FILED,), D.REJECTED, P.ASSESS, "第九条（七）", where="county", guards=("not_reviewer",), needs_remark=True),
    ),
    {"not_reviewer": _not_reviewer}, "第九条（七）",
)  # fmt: skip
