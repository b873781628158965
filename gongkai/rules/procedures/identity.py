"""Opening a sealed name: asked for with a reason, agreed by a second person, once, within days (第四条（一）, R12, P32)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class OpeningState(StrEnum):
    SEALED = "sealed"
    ASKED = "asked"
    AGREED = "agreed"
    OPENED = "opened"
    REFUSED = "refused"
    RECALLED = "recalled"
    LAPSED = "lapsed"


S = OpeningState
STATES = {
    S.SEALED: "没有人申请", S.ASKED: "已申请，等第二个人同意", S.AGREED: "已同意，可以打开一次", S.OPENED: "已打开",
    S.REFUSED: "没有同意", S.RECALLED: "已撤回", S.LAPSED: "过期，没有打开",
}  # fmt: skip
WAITING = (S.ASKED, S.AGREED)


@dataclass(frozen=True)
class OpeningFacts(ProcedureFacts):
    """`bodies.org`: the body that handles the opinion. `valid_until`: the last day of the request or consent."""

    asked_by: int | None = None
    waiting: bool = False
    valid_until: date | None = None
    today: date | None = None


def _is_over(facts: OpeningFacts) -> bool:
    return facts.valid_until is not None and facts.today is not None and facts.today > facts.valid_until


def _none_waiting(actor: Actor, facts: OpeningFacts) -> Verdict:
    return "opening_waits" if facts.waiting else None


def _second_person(actor: Actor, facts: OpeningFacts) -> Verdict:
    return "opening_own" if actor.user_id == facts.asked_by else None


def _first_person(actor: Actor, facts: OpeningFacts) -> Verdict:
    return None if actor.user_id == facts.asked_by else "opening_not_own"


def _in_time(actor: Actor, facts: OpeningFacts) -> Verdict:
    return ("opening_over", {"day": facts.valid_until}) if _is_over(facts) else None


def _out_of_time(actor: Actor, facts: OpeningFacts) -> Verdict:
    return None if _is_over(facts) else "opening_in_time"


GUARDS = {
    "none_waiting": _none_waiting, "second_person": _second_person, "first_person": _first_person,
    "in_time": _in_time, "out_of_time": _out_of_time,
}  # fmt: skip
_ARTICLE = "第四条（一）"

MOVES = (
    Move("ask", "申请打开姓名", (S.SEALED,), S.ASKED, P.OPEN_IDENTITY, _ARTICLE, guards=("none_waiting",), needs_remark=True, main=True),
    Move("consent", "同意打开一次", (S.ASKED,), S.AGREED, P.CONSENT_IDENTITY, _ARTICLE, guards=("second_person", "in_time"), deadline="identity_valid", main=True, confirm="同意以后，申请的人可以打开一次。提意见的人会看到您和他的职务、理由和时间。"),
    Move("refuse", "不同意并说明", (S.ASKED,), S.REFUSED, P.CONSENT_IDENTITY, _ARTICLE, guards=("second_person",), needs_remark=True),
    Move("refuse", "收回同意并说明", (S.AGREED,), S.REFUSED, P.CONSENT_IDENTITY, _ARTICLE, guards=("second_person",), needs_remark=True),
    Move("open", "打开姓名", (S.AGREED,), S.OPENED, P.OPEN_IDENTITY, _ARTICLE, guards=("first_person", "in_time"), deadline="identity_valid", main=True, confirm="只能打开一次，请准备好纸笔。提意见的人会看到。"),
    Move("recall", "撤回申请", (S.ASKED, S.AGREED), S.RECALLED, P.OPEN_IDENTITY, _ARTICLE, guards=("first_person",)),
    Move("lapse", "过期作废", (S.ASKED, S.AGREED), S.LAPSED, None, _ARTICLE, guards=("out_of_time",), deadline="identity_valid"),
)  # fmt: skip

IDENTITY = Procedure("identity", "打开署名人姓名", S.SEALED, STATES, MOVES, GUARDS, _ARTICLE)
