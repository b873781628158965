"""The life of an edition: draft → secrecy → review → approval → party first → public (第六条（二）)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class EditionState(StrEnum):
    DRAFT = "draft"
    SECRECY = "secrecy"
    REVIEW = "review"
    APPROVAL = "approval"
    RETURNED = "returned"
    APPROVED = "approved"
    RELEASING = "releasing"
    PUBLISHED = "published"
    CLOSED = "closed"
    HIDDEN = "hidden"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    ABANDONED = "abandoned"


S = EditionState

STATES = {
    S.DRAFT: "草拟", S.SECRECY: "待保密审查", S.REVIEW: "待审核", S.APPROVAL: "待批准", S.RETURNED: "退回修改",
    S.APPROVED: "待公开", S.RELEASING: "已在部分范围公开", S.PUBLISHED: "已公开", S.CLOSED: "已办结",
    S.HIDDEN: "紧急下架，核查中", S.SUPERSEDED: "已有新版", S.WITHDRAWN: "已撤销", S.TERMINATED: "已终止",
    S.ABANDONED: "已作废",
}  # fmt: skip

OPEN_STATES = (S.DRAFT, S.SECRECY, S.REVIEW, S.APPROVAL, S.RETURNED, S.APPROVED)
LIVE_STATES = (S.RELEASING, S.PUBLISHED, S.CLOSED)
EDITABLE_STATES = (S.DRAFT, S.RETURNED)
REVIEW_STATES = (S.SECRECY, S.REVIEW, S.APPROVAL)


@dataclass(frozen=True)
class EditionFacts(ProcedureFacts):
    """What the law needs to know of an edition.

    `authors`: everyone who saved a revision of it. `stops`: checks that still stop it.
    `next_audience`: the circle that comes next (None when all are served);
    `audiences_left`: how many circles are still to be served.
    """

    edition_id: int = 0
    version: int = 0
    authors: frozenset[int] = field(default_factory=frozenset)
    stops: int = 0
    off_catalog_consented: bool = True
    next_audience: str | None = None
    audiences_left: int = 0
    gap_open_until: datetime | None = None
    secrecy_cleared: bool = False
    change_complete: str | None = None
    open_change: bool = False
    major: bool = False
    feedback_decided: bool = True
    party_done: bool = True


def _not_the_author(actor: Actor, facts: EditionFacts) -> Verdict:
    return "own_draft" if actor.user_id in facts.authors else None


def _is_author(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if actor.user_id in facts.authors else "not_author"


def _no_stops(actor: Actor, facts: EditionFacts) -> Verdict:
    return ("stops_left", {"count": facts.stops}) if facts.stops else None


def _plan_consented(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.off_catalog_consented else "plan_not_consented"


def _more_follow(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.audiences_left > 1 else "last_audience"


def _last_one(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.audiences_left == 1 else "audiences_left"


def _party_first(actor: Actor, facts: EditionFacts) -> Verdict:
    """第四条（二）先党内后党外: the party circle's release must be proved before the next."""
    return None if facts.party_done else "party_not_done"


def _gap_over(actor: Actor, facts: EditionFacts) -> Verdict:
    return ("gap_not_over", {"until": facts.gap_open_until}) if facts.gap_open_until else None


def _secrecy_cleared(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.secrecy_cleared else "secrecy_not_cleared"


def _withdrawal_complete(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.change_complete == "withdraw" else "change_not_complete"


def _termination_complete(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.change_complete == "terminate" else "change_not_complete"


def _feedback_decided(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.feedback_decided or not facts.major else "feedback_undecided"


def _all_served(actor: Actor, facts: EditionFacts) -> Verdict:
    return "audiences_left" if facts.audiences_left else None


def _some_left(actor: Actor, facts: EditionFacts) -> Verdict:
    return None if facts.audiences_left else "last_audience"


GUARDS = {
    "not_the_author": _not_the_author, "is_author": _is_author, "no_stops": _no_stops,
    "plan_consented": _plan_consented, "more_follow": _more_follow, "last_one": _last_one,
    "party_first": _party_first, "gap_over": _gap_over, "secrecy_cleared": _secrecy_cleared,
    "withdrawal_complete": _withdrawal_complete, "termination_complete": _termination_complete,
    "feedback_decided": _feedback_decided, "all_served": _all_served, "some_left": _some_left,
}  # fmt: skip

_LIVE = (S.RELEASING, S.PUBLISHED, S.CLOSED)
_LIVE_OR_HIDDEN = (*_LIVE, S.HIDDEN)
_RELEASE = "发布后这个范围的人马上能看到，不能悄悄撤下。要改，走变更。"

MOVES = (
    Move("submit", "送审", EDITABLE_STATES, S.SECRECY, P.DRAFT, "第六条（二）", guards=("plan_consented", "no_stops"), main=True),
    Move("clear_secrecy", "保密审查通过", (S.SECRECY,), S.REVIEW, P.REVIEW_SECRECY, "第四条（二）", guards=("not_the_author",), deadline="review", main=True),
    Move("return_secrecy", "退回并说明", (S.SECRECY,), S.RETURNED, P.REVIEW_SECRECY, "第四条（二）", needs_remark=True),
    Move("pass_review", "审核同意", (S.REVIEW,), S.APPROVAL, P.REVIEW, "第六条（二）", guards=("not_the_author", "secrecy_cleared"), deadline="review", main=True),
    Move("return_review", "退回并说明", (S.REVIEW,), S.RETURNED, P.REVIEW, "第六条（二）", needs_remark=True),
    Move("approve", "签字同意", (S.APPROVAL,), S.APPROVED, P.APPROVE, "第十一条", guards=("not_the_author", "no_stops"), deadline="review", main=True),
    Move("return_approval", "退回并说明", (S.APPROVAL,), S.RETURNED, P.APPROVE, "第十一条", needs_remark=True),
    Move("recall", "撤回修改", (S.SECRECY, S.REVIEW, S.APPROVAL), S.DRAFT, P.DRAFT, "第六条（二）", guards=("is_author",)),
    Move("abandon", "作废", EDITABLE_STATES, S.ABANDONED, P.DRAFT, "第六条（二）", needs_remark=True),
    Move("release", "公开", (S.APPROVED, S.RELEASING), S.RELEASING, P.RELEASE, "第四条（二）", guards=("party_first", "gap_over", "more_follow"), deadline="publish_after_approval", main=True, confirm=_RELEASE),
    Move("release", "公开", (S.APPROVED, S.RELEASING), S.PUBLISHED, P.RELEASE, "第四条（二）", guards=("party_first", "gap_over", "last_one"), deadline="publish_after_approval", main=True, confirm=_RELEASE),
    Move("close", "办结", (S.PUBLISHED,), S.CLOSED, P.RELEASE, "第六条（四）", guards=("feedback_decided",)),
    Move("take_down", "紧急下架", _LIVE, S.HIDDEN, P.TAKE_DOWN, "第四条（二）", needs_remark=True, confirm="下架后公众只看到“核查中”。一个工作日内要补办变更手续或恢复。"),
    Move("restore", "恢复公开", (S.HIDDEN,), S.PUBLISHED, P.TAKE_DOWN, "第四条（二）", guards=("all_served",), needs_remark=True),
    Move("restore", "恢复公开", (S.HIDDEN,), S.RELEASING, P.TAKE_DOWN, "第四条（二）", guards=("some_left",), needs_remark=True),
    Move("supersede", "由新版替代", _LIVE_OR_HIDDEN, S.SUPERSEDED, None, "第八条（四）"),
    Move("withdraw", "撤销", _LIVE_OR_HIDDEN, S.WITHDRAWN, None, "第九条（二）", guards=("withdrawal_complete",)),
    Move("terminate", "终止", _LIVE_OR_HIDDEN, S.TERMINATED, None, "第九条（二）", guards=("termination_complete",)),
)  # fmt: skip

EDITION = Procedure("edition", "公开件", S.DRAFT, STATES, MOVES, GUARDS, "第六条（二）")
