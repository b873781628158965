"""Disclosure on application: a member asks, the organization answers, only the superior may say no (第九条（三）, R89–R97)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.applications import FileSide
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class RequestState(StrEnum):
    RECEIVED = "received"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    CONSULTING = "consulting"
    PROPOSED = "proposed"
    RULED = "ruled"
    CLOSED = "closed"
    FILED = "filed"


class Ruling(StrEnum):
    """What the superior says of a proposal not to disclose (F8)."""

    AGREE = "agree"
    PARTLY = "partly"
    MUST = "must"


class RequestResult(StrEnum):
    """How a request ended (F7)."""

    GRANTED = "granted"
    SCOPE = "scope"
    PARTIAL = "partial"
    REFUSED = "refused"
    ABSENT = "absent"
    PUBLIC = "public"
    ELSEWHERE = "elsewhere"
    REPEATED = "repeated"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


S = RequestState
STATES = {
    S.RECEIVED: "已收到，待审查", S.CORRECTING: "待申请人补正", S.ACCEPTED: "已受理，办理中",
    S.CONSULTING: "征求第三方意见，暂停计时", S.PROPOSED: "拟不公开，待上级审定",
    S.RULED: "上级已审定，待答复申请人", S.CLOSED: "已办结，已报上级备案", S.FILED: "已办结，上级已收悉备案",
}  # fmt: skip
RULINGS = {Ruling.AGREE: "同意不公开", Ruling.PARTLY: "应当公开一部分", Ruling.MUST: "应当公开"}
RESULTS = {
    RequestResult.GRANTED: "向申请人公开", RequestResult.SCOPE: "在一定范围内公开", RequestResult.PARTIAL: "部分公开",
    RequestResult.REFUSED: "不予公开", RequestResult.ABSENT: "没有这项信息", RequestResult.PUBLIC: "已经公开，告知在哪里看",
    RequestResult.ELSEWHERE: "不属本组织，告知找谁", RequestResult.REPEATED: "重复申请",
    RequestResult.LAPSED: "没有补正，视为放弃", RequestResult.WITHDRAWN: "申请人撤回",
}  # fmt: skip
OPEN_STATES = (S.RECEIVED, S.CORRECTING, S.ACCEPTED, S.CONSULTING, S.PROPOSED, S.RULED)
ENDED_STATES = (S.CLOSED, S.FILED)
# While a file of each side may be added or taken off.
FILES_OPEN = {
    FileSide.APPLICATION: (S.RECEIVED, S.CORRECTING),
    FileSide.ANSWER: (S.ACCEPTED, S.RULED),
    FileSide.MATERIAL: (S.ACCEPTED,),
}
ORGANIZATION_STATES = (S.RECEIVED, S.ACCEPTED, S.RULED)  # where the organization has to act by a day
WATCHED_STATES = (*ORGANIZATION_STATES, S.PROPOSED)  # where a missed day is told to the body above (R97)
# What each closing verb leaves as the result; `tell` depends on whether a part was disclosed.
CLOSING = {
    "point_public": RequestResult.PUBLIC, "point_elsewhere": RequestResult.ELSEWHERE,
    "point_repeated": RequestResult.REPEATED, "lapse": RequestResult.LAPSED, "withdraw": RequestResult.WITHDRAWN,
    "grant": RequestResult.GRANTED, "grant_scope": RequestResult.SCOPE, "grant_part": RequestResult.PARTIAL,
    "absent": RequestResult.ABSENT, "tell": RequestResult.REFUSED,
}  # fmt: skip
# Verbs that the applicant presses; the room asks whether it is the applicant, the system then makes the move.
APPLICANTS = frozenset({"correct", "withdraw"})


@dataclass(frozen=True)
class RequestFacts(ProcedureFacts):
    """What the guards ask. `until`: the last day on which the reasons of a refusal hold; `due`: of the present stage."""

    corrected: bool = False
    consulted: bool = False
    extensions_left: int = 1
    ruling: str = ""
    result: str = ""
    until: date | None = None
    due: date | None = None
    today: date | None = None
    applicant_id: int | None = None
    proposer_id: int | None = None


def may_apply(actor: Actor, path: str) -> bool:
    """A member applies to an organization on whose roll, or on whose lower organization's roll, the member stands (R89)."""
    return any(own.startswith(path) for own in actor.party)


def _others(actor: Actor, facts: RequestFacts) -> Verdict:
    return "request_own" if facts.applicant_id is not None and actor.user_id == facts.applicant_id else None


def _ruled_by_another(actor: Actor, facts: RequestFacts) -> Verdict:
    return "request_proposer" if facts.proposer_id is not None and actor.user_id == facts.proposer_id else None


def _first_correction(actor: Actor, facts: RequestFacts) -> Verdict:
    return "request_corrected_once" if facts.corrected else None


def _first_consultation(actor: Actor, facts: RequestFacts) -> Verdict:
    return "request_consulted_once" if facts.consulted else None


def _extension_left(actor: Actor, facts: RequestFacts) -> Verdict:
    return None if facts.extensions_left > 0 else "request_extended"


def _has_superior(actor: Actor, facts: RequestFacts) -> Verdict:
    return None if facts.bodies.superior else "request_no_superior"


def _ruled(*rulings: Ruling) -> "_Ruled":
    return _Ruled(rulings)


@dataclass(frozen=True)
class _Ruled:
    """After a ruling only what it says is done; before one nothing bars."""

    rulings: tuple[Ruling, ...]

    def __call__(self, actor: Actor, facts: RequestFacts) -> Verdict:
        if facts.state != S.RULED or facts.ruling in self.rulings:
            return None
        return "request_ruling", {"ruling": RULINGS[Ruling(facts.ruling)] if facts.ruling else "没有审定"}


def _day_over(actor: Actor, facts: RequestFacts) -> Verdict:
    if facts.due is None or facts.today is None or facts.today <= facts.due:
        return "request_day_left"
    return None


def _refusal_over(actor: Actor, facts: RequestFacts) -> Verdict:
    refused = facts.result in (RequestResult.REFUSED, RequestResult.PARTIAL)
    over = facts.until is not None and facts.today is not None and facts.today > facts.until
    return None if refused and over else "request_refusal_holds"


A = "第九条（三）"
_MOVES = (
    Move("accept", "受理", (S.RECEIVED,), S.ACCEPTED, P.HANDLE_REQUEST, A, deadline="application_check", main=True),
    Move("ask_correction", "通知补正", (S.RECEIVED,), S.CORRECTING, P.HANDLE_REQUEST, A, guards=("first_correction",), needs_remark=True, deadline="application_check"),
    Move("correct", "补正", (S.CORRECTING,), S.RECEIVED, None, A, needs_remark=True, deadline="application_correction"),
    Move("correct", "登记补正", (S.CORRECTING,), S.RECEIVED, P.HANDLE_REQUEST, A, needs_remark=True, deadline="application_correction", main=True),
    Move("lapse", "逾期没有补正", (S.CORRECTING,), S.CLOSED, None, A, guards=("day_over",), deadline="application_correction"),
    Move("point_public", "已经公开，告知在哪里看", (S.RECEIVED, S.ACCEPTED), S.CLOSED, P.HANDLE_REQUEST, A, needs_remark=True),
    Move("point_elsewhere", "不属本组织，告知找谁", (S.RECEIVED, S.ACCEPTED), S.CLOSED, P.HANDLE_REQUEST, A, needs_remark=True),
    Move("point_repeated", "重复申请，告知前一次", (S.RECEIVED, S.ACCEPTED), S.CLOSED, P.HANDLE_REQUEST, A, needs_remark=True),
    Move("consult", "征求第三方意见", (S.ACCEPTED,), S.CONSULTING, P.HANDLE_REQUEST, A, guards=("first_consultation",), needs_remark=True, deadline="application_third_party"),
    Move("resume", "登记第三方意见", (S.CONSULTING,), S.ACCEPTED, P.HANDLE_REQUEST, A, needs_remark=True, main=True),
    Move("resume", "第三方逾期没有回复", (S.CONSULTING,), S.ACCEPTED, None, A, guards=("day_over",)),
    Move("extend", "延长答复期限", (S.ACCEPTED,), S.ACCEPTED, P.HANDLE_REQUEST, A, guards=("extension_left",), needs_remark=True, deadline="application_extension"),
    Move("grant", "向申请人公开", (S.ACCEPTED, S.RULED), S.CLOSED, P.HANDLE_REQUEST, A, guards=("ruled_must",), deadline="application_answer", main=True),
    Move("grant_scope", "在一定范围内公开", (S.ACCEPTED, S.RULED), S.CLOSED, P.HANDLE_REQUEST, A, guards=("ruled_must",), deadline="application_answer"),
    Move("grant_part", "按审定公开一部分", (S.RULED,), S.CLOSED, P.HANDLE_REQUEST, A, guards=("ruled_partly",), deadline="application_tell", main=True),
    Move("absent", "没有这项信息", (S.ACCEPTED,), S.CLOSED, P.HANDLE_REQUEST, A, needs_remark=True, deadline="application_answer"),
    Move("propose", "拟不公开，报上级审定", (S.ACCEPTED,), S.PROPOSED, P.HANDLE_REQUEST, A, guards=("has_superior",), deadline="application_answer"),
    Move("agree", "同意不公开", (S.PROPOSED,), S.RULED, P.RULE_REQUEST, A, where="superior", needs_remark=True, deadline="application_superior"),
    Move("partly", "应当公开一部分", (S.PROPOSED,), S.RULED, P.RULE_REQUEST, A, where="superior", needs_remark=True, deadline="application_superior"),
    Move("must", "应当公开", (S.PROPOSED,), S.RULED, P.RULE_REQUEST, A, where="superior", needs_remark=True, deadline="application_superior"),
    Move("tell", "把审定意见告知申请人", (S.RULED,), S.CLOSED, P.HANDLE_REQUEST, A, guards=("ruled_agree",), deadline="application_tell", main=True),
    Move("acknowledge", "收悉备案", (S.CLOSED,), S.FILED, P.RULE_REQUEST, A, where="superior", deadline="application_file", main=True),
    Move("withdraw", "撤回申请", (S.RECEIVED, S.CORRECTING, S.ACCEPTED, S.CONSULTING), S.CLOSED, None, A),
    Move("reexamine", "理由到期，重新审查", (S.CLOSED, S.FILED), S.ACCEPTED, None, A, guards=("refusal_over",)),
    *(Move("pass_on", "转由承接的党组织办理", (state,), state, None, A) for state in OPEN_STATES),
    *(Move("escalate", "超过期限，报上一级", (state,), state, None, A, guards=("day_over",)) for state in WATCHED_STATES),
)  # fmt: skip
# Nobody handles the own application; nobody rules on what he proposed himself.
MOVES = tuple(
    replace(move, guards=("others", *(("ruled_by_another",) if move.target is S.RULED else ()), *move.guards))
    if move.permission is not None
    else move
    for move in _MOVES
)

ACCESS_REQUEST = Procedure(
    "access_request", "依申请公开", S.RECEIVED, STATES, MOVES,
    {
        "others": _others, "ruled_by_another": _ruled_by_another,
        "first_correction": _first_correction, "first_consultation": _first_consultation,
        "extension_left": _extension_left, "has_superior": _has_superior, "day_over": _day_over,
        "refusal_over": _refusal_over, "ruled_must": _ruled(Ruling.MUST), "ruled_partly": _ruled(Ruling.PARTLY),
        "ruled_agree": _ruled(Ruling.AGREE),
    },
    A,
)  # fmt: skip
