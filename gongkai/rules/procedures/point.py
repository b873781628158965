"""Contact and demonstration points: nominated by three criteria, decided by the office, ended with a reason; their experience adopted (第九条（六）, R111–R115, R153)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts

ARTICLE = "第九条（六）"


class PointState(StrEnum):
    DRAFT = "draft"
    NOMINATED = "nominated"
    NAMED = "named"
    REFUSED = "refused"
    DROPPED = "dropped"
    EXITED = "exited"


class WorkState(StrEnum):
    DELIVERED = "delivered"
    ADOPTED = "adopted"
    COUNTY = "county"
    KEPT = "kept"
    RETIRED = "retired"


S, W = PointState, WorkState
STATES = {
    S.DRAFT: "填写申报", S.NOMINATED: "已申报，待确定", S.NAMED: "在册", S.REFUSED: "没有确定", S.DROPPED: "已作废",
    S.EXITED: "已退出",
}  # fmt: skip
WORK_STATES = {
    W.DELIVERED: "已交，待研究", W.ADOPTED: "已采用", W.COUNTY: "已由县里采用", W.KEPT: "已收，留存", W.RETIRED: "已撤下",
}  # fmt: skip
PUBLIC = (S.NAMED, S.EXITED)  # what everybody may read
LIBRARY = (W.ADOPTED, W.COUNTY)


@dataclass(frozen=True)
class PointFacts(ProcedureFacts):
    """`bare`: criteria without evidence; `unchecked`: not judged by the office; `low`: names of those short of the least.

    `twice`: the same keeper has this organization as a point of this kind already; `reviewed`: looked at this year.
    """

    city: bool = False
    bare: int = 0
    unchecked: int = 0
    low: str = ""
    least: int = 0
    over: bool = False
    twice: bool = False
    reviewed: bool = False


@dataclass(frozen=True)
class WorkFacts(ProcedureFacts):
    """`experience`: an article that others could learn from; `personal`: numbers of persons found in it."""

    experience: bool = False
    at_county: bool = False
    personal: int = 0


def _shown(actor: Actor, facts: PointFacts) -> Verdict:
    return ("criteria_bare", {"count": facts.bare}) if facts.bare else None


def _running(actor: Actor, facts: PointFacts) -> Verdict:
    return "batch_over" if facts.over else None


def _met(actor: Actor, facts: PointFacts) -> Verdict:
    if facts.unchecked:
        return "criteria_unchecked", {"count": facts.unchecked}
    return ("criteria_low", {"names": facts.low, "least": facts.least}) if facts.low else None


def _once(actor: Actor, facts: PointFacts) -> Verdict:
    return "point_twice" if facts.twice else None


def _own(actor: Actor, facts: PointFacts) -> Verdict:
    return "point_of_city" if facts.city else None


def _of_city(actor: Actor, facts: PointFacts) -> Verdict:
    return None if facts.city else "point_not_of_city"


def _not_yet(actor: Actor, facts: PointFacts) -> Verdict:
    return "point_reviewed" if facts.reviewed else None


def _experience(actor: Actor, facts: WorkFacts) -> Verdict:
    return None if facts.experience else "work_no_experience"


def _clean(actor: Actor, facts: WorkFacts) -> Verdict:
    return ("work_personal", {"count": facts.personal}) if facts.personal else None


def _below_county(actor: Actor, facts: WorkFacts) -> Verdict:
    return "work_at_county" if facts.at_county else None


K = P.KEEP_POINTS
SEEN = "采用后放进经验库，人人能看到。"
MOVES = (
    Move("submit", "签字申报", (S.DRAFT,), S.NOMINATED, P.APPROVE, ARTICLE, guards=("shown", "running", "once"), main=True),
    Move("drop", "作废", (S.DRAFT,), S.DROPPED, P.DRAFT, ARTICLE),
    Move("recall", "撤回申报", (S.NOMINATED,), S.DRAFT, P.APPROVE, ARTICLE),
    Move("name", "确定", (S.NOMINATED,), S.NAMED, K, ARTICLE, "superior", guards=("running", "once", "own", "met"), main=True, confirm="确定后名单、期限和牌匾文字人人能看到。"),
    Move("name", "登记市里的决定", (S.NOMINATED,), S.NAMED, K, ARTICLE, "superior", guards=("running", "once", "of_city"), needs_remark=True, main=True),
    Move("send_back", "退回补充", (S.NOMINATED,), S.DRAFT, K, ARTICLE, "superior", needs_remark=True),
    Move("refuse", "不确定并说明", (S.NOMINATED,), S.REFUSED, K, ARTICLE, "superior", needs_remark=True),
    Move("review", "年度复核，继续", (S.NAMED,), S.NAMED, K, ARTICLE, "superior", guards=("not_yet",), needs_remark=True),
    Move("exit", "退出并说明", (S.NAMED,), S.EXITED, K, ARTICLE, "superior", needs_remark=True),
)  # fmt: skip
WORK_MOVES = (
    Move("adopt", "采用", (W.DELIVERED, W.KEPT), W.ADOPTED, K, ARTICLE, "superior", guards=("experience", "below_county", "clean"), main=True, confirm=SEEN),
    Move("adopt_county", "县里采用", (W.DELIVERED, W.KEPT, W.ADOPTED), W.COUNTY, K, ARTICLE, "county", guards=("experience", "clean"), main=True, confirm=SEEN + "考评按规定加分。"),
    Move("keep", "收下留存", (W.DELIVERED,), W.KEPT, K, ARTICLE, "superior"),
    Move("retire", "撤下并说明", (W.ADOPTED,), W.RETIRED, K, ARTICLE, "superior", needs_remark=True),
    Move("retire", "撤下并说明", (W.COUNTY,), W.RETIRED, K, ARTICLE, "county", needs_remark=True),
)  # fmt: skip

POINT = Procedure(
    "point", "联系点、示范点", S.DRAFT, STATES, MOVES,
    {"shown": _shown, "running": _running, "met": _met, "once": _once, "own": _own, "of_city": _of_city, "not_yet": _not_yet},
    ARTICLE,
)  # fmt: skip
POINT_WORK = Procedure(
    "point_work", "联系点成果", W.DELIVERED, WORK_STATES, WORK_MOVES,
    {"experience": _experience, "clean": _clean, "below_county": _below_county}, ARTICLE,
)  # fmt: skip
