"""Exemptions are filed with the superior, which may question but not approve (第九条（二）, R83–R85)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts


class ExemptionState(StrEnum):
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    QUESTIONED = "questioned"
    UPHELD = "upheld"
    REVOKED = "revoked"
    LAPSED = "lapsed"


class ExemptionKind(StrEnum):
    """The three codes of 第四条（二）/第九条（二） that are kept apart (R14)."""

    SECRET = "secret"  # noqa: S105 — a state secret, no password
    BY_RULE = "by_rule"
    TEMPORARY = "temporary"


KINDS = {
    ExemptionKind.SECRET: "涉及党和国家秘密",
    ExemptionKind.BY_RULE: "依照规定不宜公开",
    ExemptionKind.TEMPORARY: "暂时不宜公开",
}
S = ExemptionState
STATES = {
    S.FILED: "已报备案", S.ACKNOWLEDGED: "上级已收悉", S.QUESTIONED: "上级提出异议，待重新研究",
    S.UPHELD: "研究后仍暂不公开", S.REVOKED: "已收回，应当公开", S.LAPSED: "到期失效",
}  # fmt: skip
VALID_STATES = (S.FILED, S.ACKNOWLEDGED, S.QUESTIONED, S.UPHELD)


@dataclass(frozen=True)
class ExemptionFacts(ProcedureFacts):
    """`until`: last day of validity, `today`: the day on which it is asked."""

    until: date | None = None
    today: date | None = None


def _is_over(actor: Actor, facts: ExemptionFacts) -> Verdict:
    if facts.until is None or facts.today is None or facts.today <= facts.until:
        return "not_over"
    return None


MOVES = (
    Move("acknowledge", "收悉", (S.FILED,), S.ACKNOWLEDGED, P.RECEIVE_FILING, "第九条（二）", where="superior", main=True),
    Move("question", "认为应当公开", (S.FILED, S.ACKNOWLEDGED), S.QUESTIONED, P.RECEIVE_FILING, "第九条（二）", where="superior", needs_remark=True, deadline="exemption_objection"),
    Move("keep", "研究后仍不公开", (S.QUESTIONED,), S.UPHELD, P.FILE_EXEMPTION, "第九条（二）", needs_remark=True, deadline="exemption_objection"),
    Move("revoke", "改为公开", (S.FILED, S.ACKNOWLEDGED, S.QUESTIONED, S.UPHELD), S.REVOKED, P.FILE_EXEMPTION, "第九条（二）", needs_remark=True),
    Move("lapse", "到期失效", (S.FILED, S.ACKNOWLEDGED, S.QUESTIONED, S.UPHELD), S.LAPSED, None, "第九条（二）", guards=("is_over",)),
)  # fmt: skip

EXEMPTION = Procedure(
    "exemption", "暂不公开、不能公开备案", S.FILED, STATES, MOVES, {"is_over": _is_over}, "第九条（二）"
)
