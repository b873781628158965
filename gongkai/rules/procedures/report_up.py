"""A report upward by a member or a lower organization: received, routed, answered, back to the sender (第七条, R63).

The body `org` of its facts is the organization that has the report in hand, not the one that sent it.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts, org_ended


class ReportState(StrEnum):
    SENT = "sent"
    RECEIVED = "received"
    ANSWERED = "answered"


S = ReportState
STATES = {S.SENT: "已送达，待收悉", S.RECEIVED: "已收悉，办理中", S.ANSWERED: "已答复"}


@dataclass(frozen=True)
class ReportFacts(ProcedureFacts):
    """`ended`: the organization that has it in hand is merged away or abolished; `sender_ended`: the one that sent it."""

    ended: bool = False
    sender_ended: bool = False


def _sender_ended(actor: Actor, facts: ReportFacts) -> Verdict:
    return None if facts.sender_ended else "org_goes_on"


MOVES = (
    Move("acknowledge", "收悉", (S.SENT,), S.RECEIVED, P.CORRESPOND, "第七条", deadline="situation_ack", main=True),
    Move("route", "转办并说明", (S.SENT, S.RECEIVED), S.SENT, P.CORRESPOND, "第七条", needs_remark=True),
    Move("answer", "答复反映人", (S.RECEIVED,), S.ANSWERED, P.CORRESPOND, "第七条", needs_remark=True, main=True),
    Move("pass_on", "转由承接的组织办理", (S.SENT, S.RECEIVED), S.SENT, None, "第七条", guards=("org_ended",), deadline="situation_ack"),
    *(Move("pass_back", "答复改送承接的组织", (state,), state, None, "第七条", guards=("sender_ended",)) for state in S),
)  # fmt: skip

REPORT_UP = Procedure(
    "report_up",
    "党内情况反映",
    S.SENT,
    STATES,
    MOVES,
    {"org_ended": org_ended, "sender_ended": _sender_ended},
    "第七条",
)
