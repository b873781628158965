"""A hearing: notice, sign-up, seats by lot when too many come, minutes, conclusions (第七条, R65)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts, org_ended


class HearingState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    ANNOUNCED = "announced"
    SETTLED = "settled"
    MINUTED = "minuted"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


S = HearingState
STATES = {
    S.DRAFT: "草拟", S.WAITING: "待签发", S.ANNOUNCED: "接受报名", S.SETTLED: "名单已定", S.MINUTED: "已开会，待公布结论",
    S.CONCLUDED: "已公布结论", S.CANCELLED: "已取消", S.DROPPED: "已作废",
}  # fmt: skip
SEEN = (S.ANNOUNCED, S.SETTLED, S.MINUTED, S.CONCLUDED, S.CANCELLED)


@dataclass(frozen=True)
class HearingFacts(ProcedureFacts):
    """`signup_days` and `held_days`: from today to the last day of sign-up and to the hearing; `ended`: the organization is."""

    signup_days: int = 0
    held_days: int = 0
    signed: int = 0
    created_by: int | None = None
    minutes: str = ""
    conclusions: str = ""
    ended: bool = False

    @property
    def signup_over(self) -> bool:
        return self.signup_days < 0


def _days_in_order(actor: Actor, facts: HearingFacts) -> Verdict:
    return None if 0 <= facts.signup_days < facts.held_days else "hearing_days"


def _not_the_author(actor: Actor, facts: HearingFacts) -> Verdict:
    return "own_hearing" if facts.created_by is not None and facts.created_by == actor.user_id else None


def _signup_over(actor: Actor, facts: HearingFacts) -> Verdict:
    return None if facts.signup_over else ("signup_running", {"days": facts.signup_days + 1})


def _someone_signed(actor: Actor, facts: HearingFacts) -> Verdict:
    return None if facts.signed else "signup_empty"


def _held(actor: Actor, facts: HearingFacts) -> Verdict:
    return None if facts.held_days <= 0 else "hearing_not_held"


def _minutes_written(actor: Actor, facts: HearingFacts) -> Verdict:
    return None if facts.minutes.strip() else "minutes_missing"


def _conclusions_written(actor: Actor, facts: HearingFacts) -> Verdict:
    return None if facts.conclusions.strip() else "conclusions_missing"


MOVES = (
    Move("submit", "报请签发", (S.DRAFT,), S.WAITING, P.DRAFT, "第七条", guards=("days_in_order",), main=True),
    Move("announce", "签发听证公告", (S.WAITING,), S.ANNOUNCED, P.APPROVE, "第七条", guards=("not_the_author", "days_in_order"), main=True, confirm="签发后范围内的人马上能看到并报名，名额和抽签的种子不能再改。"),
    Move("return", "退回并说明", (S.WAITING,), S.DRAFT, P.APPROVE, "第七条", needs_remark=True),
    Move("recall", "撤回修改", (S.WAITING,), S.DRAFT, P.DRAFT, "第七条"),
    Move("settle", "定下参加名单", (S.ANNOUNCED,), S.SETTLED, P.DRAFT, "第七条", guards=("signup_over", "someone_signed"), main=True, confirm="报名多于名额的，按公告里的种子抽签，任何人都能重算。"),
    Move("minute", "登记听证笔录", (S.SETTLED,), S.MINUTED, P.DRAFT, "第七条", guards=("held", "minutes_written"), main=True),
    Move("conclude", "公布听证结论", (S.MINUTED,), S.CONCLUDED, P.APPROVE, "第七条", guards=("conclusions_written",), main=True),
    Move("cancel", "取消并说明", (S.ANNOUNCED, S.SETTLED), S.CANCELLED, P.APPROVE, "第七条", needs_remark=True),
    *(Move("pass_on", "转由承接的组织接着办", (state,), state, None, "第七条", guards=("org_ended",)) for state in (S.ANNOUNCED, S.SETTLED, S.MINUTED)),
    Move("lapse", "随撤并作废", (S.DRAFT, S.WAITING), S.DROPPED, None, "第七条", guards=("org_ended",)),
    Move("drop", "作废", (S.DRAFT,), S.DROPPED, P.DRAFT, "第七条"),
)  # fmt: skip

HEARING = Procedure(
    "hearing", "党内事务听证", S.DRAFT, STATES, MOVES,
    {
        "days_in_order": _days_in_order, "not_the_author": _not_the_author, "signup_over": _signup_over,
        "someone_signed": _someone_signed, "held": _held, "minutes_written": _minutes_written,
        "conclusions_written": _conclusions_written, "org_ended": org_ended,
    },
    "第七条",
)  # fmt: skip
