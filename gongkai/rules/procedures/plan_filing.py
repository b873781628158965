"""The filing of an implementation plan: the office cannot say no, it checks and may ask for what is missing (第十三条, R139, F15)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.campaigns import ARTICLE, may_file
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class PlanFilingState(StrEnum):
    FILED = "filed"
    INCOMPLETE = "incomplete"
    CHECKED = "checked"


S = PlanFilingState
STATES = {S.FILED: "已报备案，待核对", S.INCOMPLETE: "请补充", S.CHECKED: "已备案"}


@dataclass(frozen=True)
class PlanFilingFacts(ProcedureFacts):
    """`unticked`: points of the checklist that are not ticked."""

    unticked: int = 0


def _all_ticked(actor: Actor, facts: PlanFilingFacts) -> Verdict:
    return ("plan_unticked", {"count": facts.unticked}) if facts.unticked else None


def _own(actor: Actor, facts: PlanFilingFacts) -> Verdict:
    own = may_file(actor, org_path=facts.bodies.org, county_path=facts.bodies.county)
    return None if own else "plan_not_own"


MOVES = (
    Move("check", "核对无误，登记备案", (S.FILED,), S.CHECKED, P.MANAGE_RULEBOOK, ARTICLE, "county", guards=("all_ticked",), main=True),
    Move("ask", "请补充", (S.FILED,), S.INCOMPLETE, P.MANAGE_RULEBOOK, ARTICLE, "county", needs_remark=True),
    Move("complete", "补充好了，再报", (S.INCOMPLETE,), S.FILED, P.CORRESPOND, ARTICLE, guards=("own",), main=True),
)  # fmt: skip

PLAN_FILING = Procedure(
    "plan_filing", "实施方案备案", S.FILED, STATES, MOVES, {"all_ticked": _all_ticked, "own": _own}, ARTICLE
)
