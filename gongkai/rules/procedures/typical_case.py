"""A typical case: an organization recommends what it published, the county takes it into the library (第九条（一）)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class CaseState(StrEnum):
    RECOMMENDED = "recommended"
    ADOPTED = "adopted"
    RETURNED = "returned"
    REMOVED = "removed"


S = CaseState
STATES = {S.RECOMMENDED: "待县里选用", S.ADOPTED: "已列入典型案例库", S.RETURNED: "没有选用", S.REMOVED: "已移出案例库"}


@dataclass(frozen=True)
class CaseFacts(ProcedureFacts):
    """`public`: what is recommended can be read by society."""

    public: bool = False


def _item_public(actor: Actor, facts: CaseFacts) -> Verdict:
    return None if facts.public else "case_item_gone"


ARTICLE = "第九条（一）"
MOVES = (
    Move("adopt", "列入典型案例库", (S.RECOMMENDED, S.REMOVED), S.ADOPTED, P.INSPECT, ARTICLE, where="county", guards=("item_public",), main=True),
    Move("return", "不选用", (S.RECOMMENDED,), S.RETURNED, P.INSPECT, ARTICLE, where="county", needs_remark=True),
    Move("remove", "移出案例库", (S.ADOPTED,), S.REMOVED, P.INSPECT, ARTICLE, where="county", needs_remark=True),
)  # fmt: skip

TYPICAL_CASE = Procedure(
    "typical_case", "典型案例", S.RECOMMENDED, STATES, MOVES, {"item_public": _item_public}, ARTICLE
)
