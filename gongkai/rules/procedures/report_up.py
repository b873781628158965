"""A report upward by a member or a lower organization: received, routed, answered, back to the sender (第七条, R63).

The body `org` of its facts is the organization that has the report in hand, not the one that sent it.
"""

from enum import StrEnum

from gongkai.rules.moves import Move, Procedure
from gongkai.rules.permissions import Permission as P


class ReportState(StrEnum):
    SENT = "sent"
    RECEIVED = "received"
    ANSWERED = "answered"


S = ReportState
STATES = {S.SENT: "已送达，待收悉", S.RECEIVED: "已收悉，办理中", S.ANSWERED: "已答复"}


MOVES = (
    Move("acknowledge", "收悉", (S.SENT,), S.RECEIVED, P.CORRESPOND, "第七条", deadline="situation_ack", main=True),
    Move("route", "转办并说明", (S.SENT, S.RECEIVED), S.SENT, P.CORRESPOND, "第七条", needs_remark=True),
    Move("answer", "答复反映人", (S.RECEIVED,), S.ANSWERED, P.CORRESPOND, "第七条", needs_remark=True, main=True),
)  # fmt: skip

REPORT_UP = Procedure("report_up", "党内情况反映", S.SENT, STATES, MOVES, {}, "第七条")
