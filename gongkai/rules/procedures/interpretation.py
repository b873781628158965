"""A question about an article: one of the two bodies of 第十四条 answers, the other adds its stamp, then it is public."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.permissions import reach
from gongkai.rules.procedures.facts import ProcedureFacts


class InterpretationState(StrEnum):
    ASKED = "asked"
    STAMPED = "stamped"
    PUBLISHED = "published"
    DECLINED = "declined"
    RECALLED = "recalled"


S = InterpretationState
STATES = {
    S.ASKED: "等待解释", S.STAMPED: "一家已盖章，等另一家", S.PUBLISHED: "两家盖章，已公布", S.DECLINED: "不作解释",
    S.RECALLED: "提问的组织已撤回",
}  # fmt: skip


@dataclass(frozen=True)
class InterpretationFacts(ProcedureFacts):
    """`answered_at`: the path of the body that answered; `answered_by`: the person who stamped for it.

    `correction`: it corrects an answer that was published. `replaced`: a later answer was published;
    `correcting`: a correction is under way.
    """

    answered_at: str = ""
    answered_by: int | None = None
    correction: bool = False
    replaced: bool = False
    correcting: bool = False


def body_of(actor: Actor, answered_at: str = "") -> str:
    """For which interpreting body the actor stamps; one who serves both stands in for the other one. "" for none."""
    paths = [path for path, _ in reach(actor, P.INTERPRET)]
    return next((path for path in paths if path != answered_at), paths[0] if paths else "")


def _other_body(actor: Actor, facts: InterpretationFacts) -> Verdict:
    """第十四条 names two bodies: neither the same body nor the same person stamps twice."""
    if actor.user_id is not None and actor.user_id == facts.answered_by:
        return "interpretation_same_person"
    return "interpretation_same_body" if facts.path_of("interpreter") == facts.answered_at else None


def _in_force(actor: Actor, facts: InterpretationFacts) -> Verdict:
    """Only the answer in force is corrected, by one correction at a time."""
    if facts.replaced:
        return "interpretation_replaced"
    return "interpretation_correcting" if facts.correcting else None


def _own_question(actor: Actor, facts: InterpretationFacts) -> Verdict:
    """Who asked takes the question back, but not a correction that the bodies began."""
    return "interpretation_not_asked" if facts.correction else None


ARTICLE, AT = "第十四条", "interpreter"
MOVES = (
    Move("answer", "盖章，送另一家会签", (S.ASKED,), S.STAMPED, P.INTERPRET, ARTICLE, where=AT, main=True),
    Move("seal", "盖章并公布", (S.STAMPED,), S.PUBLISHED, P.INTERPRET, ARTICLE, where=AT, guards=("other_body",), main=True, confirm="公布后大家马上能看到，条款旁边会有链接。"),
    Move("return", "退回重写", (S.STAMPED,), S.ASKED, P.INTERPRET, ARTICLE, where=AT, needs_remark=True),
    Move("decline", "不作解释", (S.ASKED,), S.DECLINED, P.INTERPRET, ARTICLE, where=AT, needs_remark=True),
    Move("recall", "撤回问题", (S.ASKED,), S.RECALLED, P.CORRESPOND, ARTICLE, guards=("own_question",)),
    Move("correct", "更正解释，送另一家会签", (S.PUBLISHED,), S.PUBLISHED, P.INTERPRET, ARTICLE, where=AT, guards=("in_force",), needs_remark=True, confirm="两家都盖章以前，公布的还是现在的解释。"),
)  # fmt: skip

INTERPRETATION = Procedure(
    "interpretation",
    "条款解释",
    S.ASKED,
    STATES,
    MOVES,
    {"other_body": _other_body, "in_force": _in_force, "own_question": _own_question},
    ARTICLE,
)
