"""Off-catalog matters: a work plan that the catalog maker must agree to first (第六条（二）, R49)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CONSENTED = "consented"
    REFUSED = "refused"
    DROPPED = "dropped"


S = PlanState
STATES = {
    S.DRAFT: "草拟", S.SUBMITTED: "待目录制定机关审核", S.RETURNED: "退回修改", S.CONSENTED: "已同意",
    S.REFUSED: "不同意", S.DROPPED: "已作废",
}  # fmt: skip


# The fields of form F9 without which the catalog maker cannot judge, in the order of the form.
NEEDED = {
    "title": "事项", "category": "类别", "why_outside": "为什么在目录外、为什么要公开", "content": "准备公开的内容",
    "audiences": "范围", "methods": "方式", "wanted_on": "准备哪天公开", "owner_name": "经办人", "risk": "保密、隐私和风险",
}  # fmt: skip


@dataclass(frozen=True)
class PlanFacts(ProcedureFacts):
    """`lacking`: names of `NEEDED` fields that are empty; `unfit`: a sentence for each way that does not suit (R60)."""

    lacking: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


def _complete(actor: Actor, facts: PlanFacts) -> Verdict:
    ways = "".join(facts.unfit)
    if facts.lacking:
        return "plan_incomplete", {"fields": "".join(f"“{NEEDED[name]}”" for name in facts.lacking), "ways": ways}
    return ("plan_ways_unfit", {"ways": ways}) if ways else None


MOVES = (
    Move("submit", "报请审核", (S.DRAFT, S.RETURNED), S.SUBMITTED, P.DRAFT, "第六条（二）", guards=("complete",), main=True),
    Move("consent", "同意公开", (S.SUBMITTED,), S.CONSENTED, P.DECIDE_OFF_CATALOG, "第六条（二）", where="maker", deadline="off_catalog_answer", main=True),
    Move("return", "修改后再报", (S.SUBMITTED,), S.RETURNED, P.DECIDE_OFF_CATALOG, "第六条（二）", where="maker", needs_remark=True, deadline="off_catalog_answer"),
    Move("refuse", "不同意并说明", (S.SUBMITTED,), S.REFUSED, P.DECIDE_OFF_CATALOG, "第六条（二）", where="maker", needs_remark=True, deadline="off_catalog_answer"),
    Move("recall", "撤回", (S.SUBMITTED,), S.DRAFT, P.DRAFT, "第六条（二）"),
    Move("drop", "作废", (S.DRAFT, S.RETURNED), S.DROPPED, P.DRAFT, "第六条（二）"),
)  # fmt: skip

OFF_CATALOG = Procedure(
    "off_catalog", "目录外公开工作方案", S.DRAFT, STATES, MOVES, {"complete": _complete}, "第六条（二）"
)
