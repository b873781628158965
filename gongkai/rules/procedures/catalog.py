"""A catalog version: drafted, consulted on, approved by its maker (第六条（一）, R43); and proposals from below (R45)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class CatalogState(StrEnum):
    DRAFT = "draft"
    CONSULTING = "consulting"
    APPROVED = "approved"
    DROPPED = "dropped"


S = CatalogState
STATES = {S.DRAFT: "草拟", S.CONSULTING: "征求意见、协商中", S.APPROVED: "已确定", S.DROPPED: "已作废"}


@dataclass(frozen=True)
class CatalogFacts(ProcedureFacts):
    """`gaps`: sub-items of 第五条 that are neither covered nor explained (R32)."""

    gaps: int = 0
    entries: int = 0
    needs_consultation: bool = False
    consultation_recorded: bool = False
    problems: int = 0


def _has_entries(actor: Actor, facts: CatalogFacts) -> Verdict:
    return None if facts.entries else "catalog_empty"


def _gaps_answered(actor: Actor, facts: CatalogFacts) -> Verdict:
    return ("catalog_gaps", {"count": facts.gaps}) if facts.gaps else None


def _consulted(actor: Actor, facts: CatalogFacts) -> Verdict:
    """第六条（一）: for a posted agency the county asks the upper department first (R39)."""
    return "consultation_missing" if facts.needs_consultation and not facts.consultation_recorded else None


def _sound(actor: Actor, facts: CatalogFacts) -> Verdict:
    return ("catalog_problems", {"count": facts.problems}) if facts.problems else None


MOVES = (
    Move("consult", "征求意见", (S.DRAFT,), S.CONSULTING, P.MAKE_CATALOG, "第六条（一）", where="maker", guards=("has_entries",)),
    Move("redraft", "继续修改", (S.CONSULTING,), S.DRAFT, P.MAKE_CATALOG, "第六条（一）", where="maker"),
    Move("approve", "确定目录", (S.DRAFT, S.CONSULTING), S.APPROVED, P.APPROVE_CATALOG, "第六条（一）", where="maker", guards=("has_entries", "sound", "gaps_answered", "consulted"), main=True, confirm="确定后从生效月份起，按这一版列出应公开事项。"),
    Move("drop", "作废这一稿", (S.DRAFT, S.CONSULTING), S.DROPPED, P.MAKE_CATALOG, "第六条（一）", where="maker"),
)  # fmt: skip

CATALOG = Procedure(
    "catalog", "公开目录", S.DRAFT, STATES, MOVES,
    {"has_entries": _has_entries, "gaps_answered": _gaps_answered, "consulted": _consulted, "sound": _sound},
    "第六条（一）",
)  # fmt: skip


class ProposalState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RECALLED = "recalled"


PROPOSAL_STATES = {
    ProposalState.PROPOSED: "待目录制定机关研究", ProposalState.ACCEPTED: "已采纳，列入下一版",
    ProposalState.REFUSED: "未采纳", ProposalState.RECALLED: "已撤回",
}  # fmt: skip

PROPOSAL_MOVES = (
    Move("accept", "采纳", (ProposalState.PROPOSED,), ProposalState.ACCEPTED, P.MAKE_CATALOG, "第六条（一）", where="maker", main=True),
    Move("refuse", "不采纳并说明", (ProposalState.PROPOSED,), ProposalState.REFUSED, P.MAKE_CATALOG, "第六条（一）", where="maker", needs_remark=True),
    Move("recall", "撤回", (ProposalState.PROPOSED,), ProposalState.RECALLED, P.PROPOSE_ENTRY, "第六条（一）"),
)  # fmt: skip

PROPOSAL = Procedure(
    "proposal", "目录条目建议", ProposalState.PROPOSED, PROPOSAL_STATES, PROPOSAL_MOVES, {}, "第六条（一）"
)
