"""The way of a case: opened by a person, told, heard, decided, transferred or closed (第九条（八）, F21)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class CaseState(StrEnum):
    OPENED = "opened"
    HEARING = "hearing"
    DECIDED = "decided"
    TRANSFERRED = "transferred"
    CLOSED = "closed"
    DISMISSED = "dismissed"


S = CaseState
STATES = {
    S.OPENED: "核实中", S.HEARING: "听取陈述申辩", S.DECIDED: "已作决定", S.TRANSFERRED: "已移送", S.CLOSED: "已办结",
    S.DISMISSED: "不予追究",
}  # fmt: skip
TOLD = (S.HEARING, S.DECIDED, S.TRANSFERRED, S.CLOSED)  # only then the person knows of it
STANDING = (S.DECIDED, S.TRANSFERRED, S.CLOSED)


@dataclass(frozen=True)
class CaseFacts(ProcedureFacts):
    """`heard`: a statement that counts lies before the office; `hearing_over`: the days for it have passed.

    `unsigned`: the office typed in a statement without the paper that the person signed.
    """

    found: str = ""
    measure: str = ""
    heard: bool = False
    hearing_over: bool = False
    opened_by: int | None = None
    person_id: int | None = None
    by_law: bool = False
    unsigned: bool = False


def _facts_written(actor: Actor, facts: CaseFacts) -> Verdict:
    return None if facts.found.strip() else "case_facts_missing"


def _heard(actor: Actor, facts: CaseFacts) -> Verdict:
    if facts.heard or facts.hearing_over:
        return None
    return "statement_unsigned" if facts.unsigned else "not_heard"


def _measured(actor: Actor, facts: CaseFacts) -> Verdict:
    return None if facts.measure else "measure_missing"


def _not_own_case(actor: Actor, facts: CaseFacts) -> Verdict:
    return "own_case" if actor.user_id is not None and actor.user_id == facts.person_id else None


def _second_person(actor: Actor, facts: CaseFacts) -> Verdict:
    return "same_person_decides" if actor.user_id is not None and actor.user_id == facts.opened_by else None


def _by_law(actor: Actor, facts: CaseFacts) -> Verdict:
    return None if facts.by_law else "not_by_law"


def _move(verb: str, label: str, sources: tuple[str, ...], target: str, *guards: str, remark: bool = False, main: bool = False, confirm: str = "") -> Move:  # fmt: skip
    return Move(
        verb, label, sources, target, P.HOLD_TO_ACCOUNT, "第九条（八）", where="county",
        guards=("not_own_case", *guards), needs_remark=remark, main=main, confirm=confirm,
    )  # fmt: skip


MOVES = (
    _move("tell", "告知事实，听取陈述申辩", (S.OPENED,), S.HEARING, "facts_written", main=True, confirm="告知后，被追究的人能看到事实并在期限内陈述申辩。"),
    _move("decide", "作出决定", (S.HEARING,), S.DECIDED, "second_person", "heard", "measured", remark=True, main=True),
    _move("transfer", "移送有关机关", (S.DECIDED,), S.TRANSFERRED, "by_law", remark=True, main=True),
    _move("close", "办结", (S.DECIDED, S.TRANSFERRED), S.CLOSED, remark=True),
    _move("dismiss", "不予追究并说明", (S.OPENED, S.HEARING), S.DISMISSED, remark=True),
)  # fmt: skip

ACCOUNTABILITY = Procedure(
    "accountability", "责任追究", S.OPENED, STATES, MOVES,
    {
        "facts_written": _facts_written, "heard": _heard, "measured": _measured, "not_own_case": _not_own_case,
        "second_person": _second_person, "by_law": _by_law,
    },
    "第九条（八）",
)  # fmt: skip


def ready_for(actor: Actor, facts: CaseFacts) -> bool:
    """Is a case in hearing ready for this person's next act: to decide it, or to choose the measure that is missing?

    The one who opened it cannot decide; to him it comes back only while no measure was chosen.
    """
    if facts.state != S.HEARING or _heard(actor, facts) or _not_own_case(actor, facts):
        return False
    return not (_second_person(actor, facts) and facts.measure)
