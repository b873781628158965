"""Opinions: received, assigned, handled, decided, told to who signed, closed (第六条（三）, 第九条（四）, R98–R102)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts
from gongkai.rules.routing import Case


class OpinionState(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    DECIDED = "decided"
    TOLD = "told"
    CLOSED = "closed"


S = OpinionState
STATES = {
    S.RECEIVED: "已收到", S.ASSIGNED: "已交办", S.HANDLING: "办理中", S.DECIDED: "已有结果", S.TOLD: "已告知",
    S.CLOSED: "已办结",
}  # fmt: skip
# What is due by the day that stands with it.
DUE = {S.RECEIVED: "交办", S.DECIDED: "告知"}
# Without an answer so far: what the public counter and the overdue list count.
UNANSWERED = (S.RECEIVED, S.ASSIGNED, S.HANDLING, S.DECIDED)
AGAIN = "重新办理"


def is_unanswered(*, answer_by: date, answered: bool, today: date) -> bool:
    """Has the day that was promised to the author passed without any answer (第九条（四））?

    The only reckoning of "not answered in time": the inspection sheet, the superior's list and the yearly
    assessment all count by it. Its SQL twin is `participation.queries.answering`; a test compares the two.
    """
    return not answered and answer_by < today


def late_step(state: OpinionState, *, due_on: date, answer_by: date, answered: bool, today: date) -> str:
    """The step inside the office that is late while the answer is not: 交办, 告知, 重新办理; empty when none is."""
    if state not in UNANSWERED or due_on >= today or is_unanswered(answer_by=answer_by, answered=answered, today=today):
        return ""
    return DUE.get(state, AGAIN)


@dataclass(frozen=True)
class OpinionFacts(ProcedureFacts):
    """What the law needs to know of an opinion on a day; `bodies.org` is the body that handles it now.

    `overdue`: the day named by `due` has passed. `rating_open`: the author may still rate. `extensions_left`: how often the office may yet take longer.
    `transfers_left`: how often it may yet be
    handed on to the organization it belongs to. `reopens_left`: how often the author may yet ask for new handling. `answered_openly`: an unsigned
    author can read the answer, in the published results or with a receipt. `republish_open`: it is
    about a major matter and nobody has decided whether that is published again (R80).
    """

    case: Case
    signed: bool = False
    told: bool = False
    acknowledged: bool = False
    handled: bool = False
    extensions_left: int = 1
    overdue: bool = False
    escalated: bool = False
    rating_open: bool = False
    reopens_left: int = 0
    transfers_left: int = 0
    with_superior: bool = False
    answered_openly: bool = False
    republish_open: bool = False
    due: date | None = None


def _is_signed(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.signed else "opinion_unsigned"


def _told_if_signed(actor: Actor, facts: OpinionFacts) -> Verdict:
    """第九条（四）对署名的，要将办理结果告知本人."""
    return "opinion_not_told" if facts.signed and not facts.told else None


def _answered_openly(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.answered_openly else "opinion_not_answered_openly"


def _not_acknowledged(actor: Actor, facts: OpinionFacts) -> Verdict:
    return "opinion_acknowledged" if facts.acknowledged else None


def _handled(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.handled else "opinion_not_handled"


def _extension_left(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.extensions_left > 0 else "opinion_extended"


def _in_time(actor: Actor, facts: OpinionFacts) -> Verdict:
    return "opinion_overdue" if facts.overdue else None


def _is_overdue(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.overdue and not facts.escalated else "opinion_in_time"


def _republish_decided(actor: Actor, facts: OpinionFacts) -> Verdict:
    return "opinion_republish_open" if facts.republish_open else None


def _ordinary(actor: Actor, facts: OpinionFacts) -> Verdict:
    return "opinion_confidential" if facts.case.confidential else None


def _transfer_left(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.transfers_left > 0 else "opinion_transferred"


def _rating_open(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.rating_open else "opinion_rating_over"


def _rating_over(actor: Actor, facts: OpinionFacts) -> Verdict:
    return ("opinion_rating_open", {"due": facts.due}) if facts.rating_open else None


def _reopens_left(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.reopens_left > 0 else "opinion_reopened"


def _no_reopens_left(actor: Actor, facts: OpinionFacts) -> Verdict:
    return "opinion_reopens_left" if facts.reopens_left > 0 else None


def _not_with_superior(actor: Actor, facts: OpinionFacts) -> Verdict:
    return "opinion_with_superior" if facts.with_superior else None


def _with_superior(actor: Actor, facts: OpinionFacts) -> Verdict:
    return None if facts.with_superior else "opinion_not_with_superior"


GUARDS = {
    "is_signed": _is_signed, "told_if_signed": _told_if_signed, "answered_openly": _answered_openly,
    "transfer_left": _transfer_left, "not_acknowledged": _not_acknowledged, "handled": _handled, "extension_left": _extension_left, "in_time": _in_time,
    "is_overdue": _is_overdue, "republish_decided": _republish_decided, "ordinary": _ordinary,
    "rating_open": _rating_open, "rating_over": _rating_over, "reopens_left": _reopens_left,
    "no_reopens_left": _no_reopens_left, "not_with_superior": _not_with_superior, "with_superior": _with_superior,
}  # fmt: skip

_OPEN = (S.RECEIVED, S.ASSIGNED, S.HANDLING)
_ANSWERED = (S.DECIDED, S.TOLD, S.CLOSED)


def _each(verb: str, label: str, states: tuple[OpinionState, ...], **more: Any) -> tuple[Move, ...]:
    """One row for each state that the act leaves as it is."""
    return tuple(Move(verb, label, (state,), state, **more) for state in states)


MOVES = (
    Move("acknowledge", "告知已收到", (S.RECEIVED,), S.RECEIVED, P.HANDLE_OPINION, "第九条（四）", guards=("is_signed", "not_acknowledged"), deadline="opinion_ack"),
    Move("assign", "交办", (S.RECEIVED,), S.ASSIGNED, P.COLLECT_OPINION, "第九条（四）", deadline="opinion_assign", main=True),
    Move("reassign", "改交他人办理", (S.ASSIGNED, S.HANDLING), S.ASSIGNED, P.COLLECT_OPINION, "第九条（四）", needs_remark=True),
    *(Move("transfer", "不归这里管，转给该管的组织", (state,), S.RECEIVED, P.COLLECT_OPINION, "第九条（四）", guards=("ordinary", "transfer_left"), needs_remark=True, deadline="opinion_assign") for state in _OPEN),
    Move("handle", "记下办理情况", (S.ASSIGNED, S.HANDLING), S.HANDLING, P.HANDLE_OPINION, "第六条（三）", needs_remark=True, main=True),
    *_each("extend", "延长办理时间", (S.ASSIGNED, S.HANDLING), permission=P.DECIDE_OPINION, article="第六条（三）", guards=("extension_left", "in_time"), needs_remark=True, deadline="opinion_extension"),
    Move("decide", "定下办理结果", (S.HANDLING,), S.DECIDED, P.DECIDE_OPINION, "第六条（三）", guards=("handled",), deadline="opinion_close", main=True),
    Move("tell", "登记告知情况", (S.DECIDED,), S.TOLD, P.HANDLE_OPINION, "第九条（四）", guards=("is_signed",), deadline="opinion_tell", main=True),
    *_each("publish", "公布办理结果", _ANSWERED, permission=P.COLLECT_OPINION, article="第六条（三）", guards=("ordinary",)),
    *_each("speak", "给提意见的人留言", (*UNANSWERED, S.TOLD), permission=P.HANDLE_OPINION, article="第九条（四）", needs_remark=True),
    Move("close", "办结", (S.DECIDED,), S.CLOSED, P.COLLECT_OPINION, "第九条（四）", guards=("told_if_signed", "answered_openly", "republish_decided")),
    Move("close", "办结", (S.TOLD,), S.CLOSED, P.COLLECT_OPINION, "第九条（四）", guards=("told_if_signed", "rating_over", "republish_decided"), deadline="opinion_rating"),
    Move("accept", "评价答复", (S.TOLD,), S.CLOSED, None, "第九条（四）", guards=("rating_open",), deadline="opinion_rating"),
    Move("complain", "不满意，要求重办", (S.TOLD,), S.HANDLING, None, "第九条（四）", guards=("rating_open", "reopens_left")),
    Move("complain", "再次不满意，转上级", (S.TOLD,), S.RECEIVED, None, "第九条（四）", guards=("rating_open", "no_reopens_left", "not_with_superior")),
    Move("complain", "对上级的答复不满意", (S.TOLD,), S.CLOSED, None, "第九条（四）", guards=("rating_open", "no_reopens_left", "with_superior")),
    *_each("escalate", "逾期，转报上级", UNANSWERED, permission=None, article="第九条（四）", guards=("is_overdue",)),
    *_each("reroute", "改由他处受理", (*UNANSWERED, S.TOLD), permission=None, article="第九条（四）"),
)  # fmt: skip

OPINION = Procedure("opinion", "意见建议", S.RECEIVED, STATES, MOVES, GUARDS, "第九条（四）")
