"""Supervisors: in office and out, their marks on published items, their meetings (第九条（五）, R106–R109)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts

ARTICLE = "第九条（五）"


class SupervisorState(StrEnum):
    SERVING = "serving"
    REMOVED = "removed"
    RESIGNED = "resigned"


class MarkState(StrEnum):
    RAISED = "raised"
    REPLIED = "replied"
    SETTLED = "settled"
    CONTESTED = "contested"
    RULED = "ruled"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"


class SupervisorsMeetingState(StrEnum):
    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


A, M, G = SupervisorState, MarkState, SupervisorsMeetingState
SUPERVISOR_STATES = {A.SERVING: "聘任", A.REMOVED: "已解聘", A.RESIGNED: "已辞任"}
MARK_STATES = {
    M.RAISED: "待答复", M.REPLIED: "已答复，待监督员评价", M.SETTLED: "监督员满意，已了结", M.CONTESTED: "监督员不满意，待再答复",
    M.RULED: "上级已作处理", M.UPHELD: "上级查实，情况属实", M.WITHDRAWN: "已撤回",
}  # fmt: skip
MEETING_STATES = {G.CALLED: "已通知", G.HELD: "已召开", G.CANCELLED: "已取消"}
WAITING = (M.RAISED, M.CONTESTED)  # the organization has to answer


@dataclass(frozen=True)
class SupervisionMarkFacts(ProcedureFacts):
    """`author`: the supervisor's account; `overdue`: the day for the reply has passed; `reply`: what is answered."""

    author: int = 0
    overdue: bool = False
    reply: str = ""


@dataclass(frozen=True)
class SupervisorsMeetingFacts(ProcedureFacts):
    """`days`: from today to the meeting; `came`: supervisors who were there."""

    days: int = 0
    came: int = 0
    minutes: str = ""


def _own(actor: Actor, facts: SupervisionMarkFacts) -> Verdict:
    return None if actor.user_id == facts.author else "mark_not_own"


def _late(actor: Actor, facts: SupervisionMarkFacts) -> Verdict:
    return None if facts.overdue else "mark_in_time"


def _said(actor: Actor, facts: SupervisionMarkFacts) -> Verdict:
    return None if facts.reply.strip() else "mark_reply_missing"


def _day_come(actor: Actor, facts: SupervisorsMeetingFacts) -> Verdict:
    return None if facts.days <= 0 else ("supervisors_meeting_early", {"days": facts.days})


def _attended(actor: Actor, facts: SupervisorsMeetingFacts) -> Verdict:
    return None if facts.came else "supervisors_meeting_empty"


def _minuted(actor: Actor, facts: SupervisorsMeetingFacts) -> Verdict:
    return None if facts.minutes.strip() else "supervisors_minutes_missing"


MARK_MOVES = (
    Move("reply", "答复", WAITING, M.REPLIED, P.DRAFT, ARTICLE, guards=("said",), deadline="supervision_reply", main=True),
    Move("reply", "答复", WAITING, M.REPLIED, P.APPROVE, ARTICLE, guards=("said",), deadline="supervision_reply", main=True),
    Move("satisfied", "满意，了结", (M.REPLIED,), M.SETTLED, P.SUPERVISE, ARTICLE, guards=("own",), main=True),
    Move("unsatisfied", "不满意，请再答复", (M.REPLIED,), M.CONTESTED, P.SUPERVISE, ARTICLE, guards=("own",), needs_remark=True, deadline="supervision_reply"),
    Move("rule", "上级处理并了结", (M.CONTESTED,), M.RULED, P.INSPECT, ARTICLE, "superior", needs_remark=True),
    Move("rule", "上级处理并了结", (M.RAISED,), M.RULED, P.INSPECT, ARTICLE, "superior", guards=("late",), needs_remark=True),
    Move("uphold", "查实，情况属实", (M.REPLIED, M.SETTLED, M.CONTESTED), M.UPHELD, P.INSPECT, ARTICLE, "superior", needs_remark=True, confirm="查实的监督意见可以作责任追究的根据。查实内容不真实的，系统会提示。"),
    Move("uphold", "查实，情况属实", (M.RAISED,), M.UPHELD, P.INSPECT, ARTICLE, "superior", guards=("late",), needs_remark=True),
    Move("withdraw", "撤回", (M.RAISED,), M.WITHDRAWN, P.SUPERVISE, ARTICLE, guards=("own",)),
)  # fmt: skip
SUPERVISOR_MOVES = (
    Move("remove", "解聘并说明", (A.SERVING,), A.REMOVED, P.KEEP_SUPERVISORS, ARTICLE, needs_remark=True),
    Move("resign", "登记辞任", (A.SERVING,), A.RESIGNED, P.KEEP_SUPERVISORS, ARTICLE, needs_remark=True),
)  # fmt: skip
MEETING_MOVES = (
    Move("hold", "存下会议记录", (G.CALLED,), G.HELD, P.KEEP_SUPERVISORS, ARTICLE, guards=("day_come", "attended", "minuted"), main=True),
    Move("cancel", "取消并说明", (G.CALLED,), G.CANCELLED, P.KEEP_SUPERVISORS, ARTICLE, needs_remark=True),
)  # fmt: skip

SUPERVISOR = Procedure("supervisor", "监督员聘任", A.SERVING, SUPERVISOR_STATES, SUPERVISOR_MOVES, {}, ARTICLE)
SUPERVISION_MARK = Procedure(
    "supervision_mark",
    "监督意见",
    M.RAISED,
    MARK_STATES,
    MARK_MOVES,
    {"own": _own, "late": _late, "said": _said},
    ARTICLE,
)
SUPERVISORS_MEETING = Procedure(
    "supervisors_meeting", "监督员会议", G.CALLED, MEETING_STATES, MEETING_MOVES,
    {"day_come": _day_come, "attended": _attended, "minuted": _minuted}, ARTICLE,
)  # fmt: skip
