"""An enquiry about inner affairs: asked, answered in time, shown to others when the asker agrees (第七条, R65)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts, org_ended


class EnquiryState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    SHOWN = "shown"


S = EnquiryState
STATES = {S.ASKED: "待答复", S.ANSWERED: "已答复", S.SHOWN: "已答复，列入常见问题"}


@dataclass(frozen=True)
class EnquiryFacts(ProcedureFacts):
    """`agreed`: whoever asked agrees that question and answer are shown without a name. `ended`: the organization is."""

    agreed: bool = False
    ended: bool = False


def _agreed(actor: Actor, facts: EnquiryFacts) -> Verdict:
    return None if facts.agreed else "asker_disagrees"


MOVES = (
    Move("answer", "答复", (S.ASKED,), S.ANSWERED, P.CORRESPOND, "第七条", needs_remark=True, deadline="enquiry_answer", main=True),
    Move("show", "列入常见问题", (S.ANSWERED,), S.SHOWN, P.CORRESPOND, "第七条", guards=("agreed",), confirm="问题和答复会公开，不带姓名。"),
    Move("pass_on", "转由承接的组织答复", (S.ASKED,), S.ASKED, None, "第七条", guards=("org_ended",)),
    Move("hide", "从常见问题中取下", (S.SHOWN,), S.ANSWERED, P.CORRESPOND, "第七条", needs_remark=True),
)  # fmt: skip

ENQUIRY = Procedure(
    "enquiry", "党内事务咨询", S.ASKED, STATES, MOVES, {"agreed": _agreed, "org_ended": org_ended}, "第七条"
)
