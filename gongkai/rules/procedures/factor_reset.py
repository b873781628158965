"""Resetting a person's second factor: one administrator asks with the reason, another agrees, the person sees both (等保 8.1.4.1)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class ResetState(StrEnum):
    HELD = "held"
    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    RECALLED = "recalled"


S = ResetState
STATES = {
    S.HELD: "没有人申请重设", S.ASKED: "已申请，等另一位管理员同意", S.DONE: "已重设，本人要重新设动态码", S.REFUSED: "不同意重设",
    S.RECALLED: "撤回了重设申请",
}  # fmt: skip


@dataclass(frozen=True)
class ResetFacts(ProcedureFacts):
    """`bodies.org`: the county. `user_id`: whose factor; `held`: there is one to take away; `waiting`: another is open."""

    user_id: int = 0
    name: str = ""
    asked_by: int | None = None
    held: bool = True
    waiting: bool = False


def _held(actor: Actor, facts: ResetFacts) -> Verdict:
    return None if facts.held else ("reset_nothing", {"name": facts.name})


def _none_waiting(actor: Actor, facts: ResetFacts) -> Verdict:
    return "reset_waits" if facts.waiting else None


def _second_person(actor: Actor, facts: ResetFacts) -> Verdict:
    return "reset_second_person" if actor.user_id == facts.asked_by else None


def _not_for_himself(actor: Actor, facts: ResetFacts) -> Verdict:
    return "reset_own" if actor.user_id == facts.user_id else None


def _first_person(actor: Actor, facts: ResetFacts) -> Verdict:
    return None if actor.user_id == facts.asked_by else "reset_not_own"


GUARDS = {
    "held": _held, "none_waiting": _none_waiting, "second_person": _second_person, "not_for_himself": _not_for_himself,
    "first_person": _first_person,
}  # fmt: skip
# What a second factor protects here is first of all the names of those who spoke.
_ARTICLE = "第四条（一）"

MOVES = (
    Move("ask", "申请重设动态码", (S.HELD,), S.ASKED, P.MANAGE_ACCOUNTS, _ARTICLE, guards=("held", "none_waiting"), needs_remark=True, main=True),
    Move("agree", "同意重设", (S.ASKED,), S.DONE, P.MANAGE_PEOPLE, _ARTICLE, guards=("second_person", "not_for_himself"), main=True, confirm="同意以后，原来的动态码和备用码作废，这个人在各处的登录都结束。本人看得到是谁申请、谁同意、为什么。"),
    Move("refuse", "不同意并说明", (S.ASKED,), S.REFUSED, P.MANAGE_PEOPLE, _ARTICLE, guards=("second_person",), needs_remark=True),
    Move("recall", "撤回申请", (S.ASKED,), S.RECALLED, P.MANAGE_ACCOUNTS, _ARTICLE, guards=("first_person",)),
)  # fmt: skip

FACTOR_RESET = Procedure("factor_reset", "重设动态码", S.HELD, STATES, MOVES, GUARDS, _ARTICLE)
