"""How much work is asked of an organization, so that whoever ranks others sees what he asks of them.

Only what comes from above or from the rules counts: what an organization does of its own will is no burden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median


class Ask(StrEnum):
    """What may be asked of an organization."""

    DUTY = "duty"
    DOCUMENT = "document"
    PLAN = "plan"
    CHECK = "check"
    MEETING = "meeting"


class Weight(StrEnum):
    """How one place's work compares with what is usual among its neighbours."""

    LIGHT = "light"
    USUAL = "usual"
    HEAVY = "heavy"


TERMS = {
    Ask.DUTY: "应公开的事项", Ask.DOCUMENT: "要签收的文件", Ask.PLAN: "要报备的方案", Ask.CHECK: "受检查和整改",
    Ask.MEETING: "监督员会议", Weight.LIGHT: "比一般轻", Weight.USUAL: "一般", Weight.HEAVY: "比一般重",
}  # fmt: skip
# A hint for the reader, no threshold of the regulation: half as much again, or two thirds, of the usual.
HEAVY_FROM, LIGHT_TO = 1.5, 1 / 1.5


@dataclass(frozen=True)
class Burden:
    """What was asked of the organizations of one place. `org_months`: each organization counts once a month."""

    org_months: int
    asked: Mapping[Ask, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.asked.values())

    def each(self, ask: Ask | None = None) -> float | None:
        """How much of it falls to one organization in one month; None where there is nobody to ask."""
        number = self.total if ask is None else self.asked.get(ask, 0)
        return number / self.org_months if self.org_months else None


def usual(burdens: Iterable[Burden]) -> float | None:
    """What is usual: the median of the places, so that one heavy place does not move it."""
    known = [each for one in burdens if (each := one.each()) is not None]
    return median(known) if known else None


def weigh(burden: Burden, usually: float | None) -> Weight:
    """Whether a place is asked clearly more or clearly less than is usual."""
    each = burden.each()
    if not usually or each is None:
        return Weight.USUAL
    if each >= HEAVY_FROM * usually:
        return Weight.HEAVY
    return Weight.LIGHT if each <= LIGHT_TO * usually else Weight.USUAL
