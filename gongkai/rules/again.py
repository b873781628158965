"""Whether a matter has to be published again after what people said of it, and was (第八条（四）, R79, R80, F13).

The duty arises in three ways: the one who signs decided so; a new edition was begun because of an opinion;
a major matter was spoken about and nobody has decided yet. A decision against it, with its reason, settles it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.procedures.edition import OPEN_STATES, EditionState

YES, NO = "再次公开：是", "再次公开：否"


class Again(StrEnum):
    """How a matter stands."""

    NOT_OWED = "not_owed"
    DONE = "done"
    UNDECIDED = "undecided"
    UNPUBLISHED = "unpublished"


TERMS = {
    Again.NOT_OWED: "不用再次公开", Again.DONE: "已再次公开", Again.UNDECIDED: "还没有定要不要再次公开",
    Again.UNPUBLISHED: "该再次公开，还没有公开",
}  # fmt: skip


def decision(*, again: bool, reason: str) -> str:
    """The decision as it is kept: yes or no first, then why."""
    return f"{YES if again else NO}。{reason.strip()}"


def decided(text: str) -> bool | None:
    """What a kept decision says; None when there is none."""
    return True if text.startswith(YES) else False if text.startswith(NO) else None


@dataclass(frozen=True)
class EditionHeard:
    """One edition of a matter: its number, its state, whether it is a republication, the decision kept at it."""

    number: int
    state: str
    again: bool = False
    decision: str = ""

    @property
    def came_out(self) -> bool:
        """It was made public, wherever it stands today."""
        return self.state not in (*OPEN_STATES, EditionState.ABANDONED)


@dataclass(frozen=True)
class MatterHeard:
    """A matter with its editions; `answered`: opinions about it have their result; `major`: 重大或较复杂."""

    title: str
    major: bool
    answered: bool
    editions: tuple[EditionHeard, ...]


def stands(matter: MatterHeard) -> Again:
    """Return whether the matter has to come out again, and whether it did: after the last decision that said so."""
    begun = [one for one in matter.editions if one.again and one.state != EditionState.ABANDONED]
    wanted = max((one.number for one in matter.editions if decided(one.decision)), default=0)
    if begun or wanted:
        last = max(begun, key=lambda one: one.number, default=None)
        return Again.DONE if last is not None and last.came_out and last.number > wanted else Again.UNPUBLISHED
    if matter.major and matter.answered and not any(one.decision for one in matter.editions):
        return Again.UNDECIDED
    return Again.NOT_OWED


def lacking(matters: Iterable[MatterHeard]) -> tuple[int, int, tuple[str, ...]]:
    """How many matters had to come out again, how many did, and the titles of those that still wait."""
    verdicts = [(one.title, stands(one)) for one in matters]
    owed = [(title, verdict) for title, verdict in verdicts if verdict is not Again.NOT_OWED]
    waiting = tuple(title for title, verdict in owed if verdict is not Again.DONE)
    return len(owed), len(owed) - len(waiting), waiting
