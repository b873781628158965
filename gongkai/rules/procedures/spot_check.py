"""A spot check of a board: a photo with the code of the day is sent in, the superior takes it or not (第九条（五）)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, Procedure, Verdict
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.facts import ProcedureFacts

ARTICLE = "第九条（五）"


class SpotCheckState(StrEnum):
    SENT = "sent"
    TAKEN = "taken"
    REFUSED = "refused"


S = SpotCheckState
STATES = {S.SENT: "照片已交，待上级看", S.TAKEN: "上级认可", S.REFUSED: "上级不认可"}


@dataclass(frozen=True)
class SpotCheckFacts(ProcedureFacts):
    """`repeated`: the photo looks like a copy of an earlier one. `sender`: the account that handed it in, if known."""

    repeated: bool = False
    sender: int | None = None


def _new_photo(actor: Actor, facts: SpotCheckFacts) -> Verdict:
    return "spot_photo_copied" if facts.repeated else None


def _not_the_sender(actor: Actor, facts: SpotCheckFacts) -> Verdict:
    return "spot_own_photo" if facts.sender is not None and actor.user_id == facts.sender else None


MOVES = (
    Move(
        "take", "认可", (S.SENT,), S.TAKEN, P.INSPECT, ARTICLE, "superior", guards=("not_the_sender", "new_photo"),
        main=True,
    ),
    Move(
        "refuse", "不认可并说明", (S.SENT,), S.REFUSED, P.INSPECT, ARTICLE, "superior", guards=("not_the_sender",),
        needs_remark=True,
    ),
    Move(
        "compared", "对照过，不是同一张，认可", (S.SENT,), S.TAKEN, P.INSPECT, ARTICLE, "superior",
        guards=("not_the_sender",), needs_remark=True,
    ),
)  # fmt: skip
GUARDS = {"not_the_sender": _not_the_sender, "new_photo": _new_photo}
SPOT_CHECK = Procedure("spot_check", "公开栏抽查", S.SENT, STATES, MOVES, GUARDS, ARTICLE)
