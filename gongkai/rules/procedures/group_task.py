"""A task of a leading group: given to a unit, reported, taken as done or sent back (第十条, R131).

`bodies.superior` is the organization of the leading group, `bodies.org` the unit that does it.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts

ARTICLE = "第十条"


class GroupTaskState(StrEnum):
    GIVEN = "given"
    REPORTED = "reported"
    DONE = "done"
    CANCELLED = "cancelled"


S = GroupTaskState
STATES = {S.GIVEN: "正在办", S.REPORTED: "已报告，待领导小组看", S.DONE: "办完", S.CANCELLED: "不办了"}
OPEN = (S.GIVEN, S.REPORTED)


@dataclass(frozen=True)
class GroupTaskFacts(ProcedureFacts):
    """`reports_itself`: the unit stands in the tree, so that its own people report."""

    reports_itself: bool = False


def _in_the_tree(actor: Actor, facts: GroupTaskFacts) -> Verdict:
    return None if facts.reports_itself else "group_task_by_office"


def _outside(actor: Actor, facts: GroupTaskFacts) -> Verdict:
    return "group_task_by_unit" if facts.reports_itself else None


MOVES = (
    Move("report", "报告办得怎样", (S.GIVEN,), S.REPORTED, P.CORRESPOND, ARTICLE, guards=("in_the_tree",), needs_remark=True, main=True),
    Move("enter", "登记办得怎样，办完", (S.GIVEN,), S.DONE, P.KEEP_GROUP, ARTICLE, "superior", guards=("outside",), needs_remark=True, main=True),
    Move("accept", "办完", (S.REPORTED,), S.DONE, P.KEEP_GROUP, ARTICLE, "superior", main=True),
    Move("return", "请再办", (S.REPORTED,), S.GIVEN, P.KEEP_GROUP, ARTICLE, "superior", needs_remark=True),
    Move("cancel", "不办了并说明", (S.GIVEN,), S.CANCELLED, P.KEEP_GROUP, ARTICLE, "superior", needs_remark=True),
)  # fmt: skip
GROUP_TASK = Procedure(
    "group_task",
    "领导小组交办的事",
    S.GIVEN,
    STATES,
    MOVES,
    {"in_the_tree": _in_the_tree, "outside": _outside},
    ARTICLE,
)
