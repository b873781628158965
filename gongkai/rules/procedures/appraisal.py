"""A round of members' appraisal: prepared, open, closed, counted, published, put to use (第九条（七）, R117–R119)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class RoundState(StrEnum):
    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    PUBLISHED = "published"
    USED = "used"
    VOID = "void"


S = RoundState
STATES = {
    S.PREPARED: "筹备", S.OPEN: "正在投票", S.CLOSED: "已截止，待计票", S.COUNTED: "已计票，待公布",
    S.PUBLISHED: "结果已公布", S.USED: "已公布并运用", S.VOID: "无效",
}  # fmt: skip


@dataclass(frozen=True)
class RoundFacts(ProcedureFacts):
    """`voters`: members with a vote; `sealed`: the scrutineers' key is there, or all vote on paper.

    `ended`: the last day has passed; `everyone`: nobody is left to vote. `opened`: the envelopes' content
    is there and adds up; `papers_agree`: both counters came to the same, or there are no papers.
    `trouble`: why the round cannot count. `low`: the overall satisfaction is under the threshold;
    `planned`: the plan of rectification is written; `uses`: recorded uses of the result.
    """

    voters: int = 0
    sealed: bool = False
    ended: bool = False
    everyone: bool = False
    opened: bool = False
    papers_agree: bool = False
    trouble: str | None = None
    low: bool = False
    planned: bool = False
    uses: int = 0


def _voters(actor: Actor, facts: RoundFacts) -> Verdict:
    return None if facts.voters else "no_voters"


def _sealed(actor: Actor, facts: RoundFacts) -> Verdict:
    return None if facts.sealed else "key_missing"


def _over(actor: Actor, facts: RoundFacts) -> Verdict:
    return None if facts.ended or facts.everyone else "round_running"


def _opened(actor: Actor, facts: RoundFacts) -> Verdict:
    return None if facts.opened else "box_unopened"


def _papers_agree(actor: Actor, facts: RoundFacts) -> Verdict:
    return None if facts.papers_agree else "papers_disagree"


def _counts(actor: Actor, facts: RoundFacts) -> Verdict:
    return facts.trouble


def _planned(actor: Actor, facts: RoundFacts) -> Verdict:
    return "plan_missing" if facts.low and not facts.planned else None


def _used(actor: Actor, facts: RoundFacts) -> Verdict:
    return None if facts.uses else "use_missing"


MOVES = (
    Move("open", "开始投票", (S.PREPARED,), S.OPEN, P.RUN_APPRAISAL, "第九条（七）", guards=("voters", "sealed"), main=True, confirm="开始以后，投票人名册和计票公钥都不能再改。"),
    Move("close", "截止投票", (S.OPEN,), S.CLOSED, P.RUN_APPRAISAL, "第九条（七）", guards=("over",), main=True, confirm="截止以后不能再投。每个信封的校验值马上公布。"),
    Move("count", "确认计票结果", (S.CLOSED,), S.COUNTED, P.RUN_APPRAISAL, "第九条（七）", guards=("opened", "papers_agree", "counts"), main=True),
    Move("publish", "公布结果", (S.COUNTED,), S.PUBLISHED, P.RELEASE, "第九条（七）", deadline="appraisal_publish", main=True, confirm="公布以后全体党员马上能看到。"),
    Move("conclude", "结果已运用，办结", (S.PUBLISHED,), S.USED, P.APPROVE, "第九条（七）", guards=("planned", "used"), main=True),
    Move("void", "宣布无效", (S.PREPARED, S.OPEN, S.CLOSED), S.VOID, P.APPROVE, "第九条（七）", needs_remark=True),
)  # fmt: skip

APPRAISAL = Procedure(
    "appraisal",
    "党员民主评议",
    S.PREPARED,
    STATES,
    MOVES,
    {
        "voters": _voters, "sealed": _sealed, "over": _over, "opened": _opened, "papers_agree": _papers_agree,
        "counts": _counts, "planned": _planned, "used": _used,
    },
    "第九条（七）",
)  # fmt: skip
