"""What disclosure came to, not how much of it there was (第四条（二）防止形式主义, R16): who came, asked, was answered.

The number of items stands beside only for comparison. A place that discloses and hears nothing back from
anybody is hollow: that is said, and never counted as a merit. Nobody's visits to pages are counted: who
reads is not watched, and such a number is the easiest to make up (decision 16).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from gongkai.rules.periods import FIRST_YEAR, Period
from gongkai.rules.refusals import Refused

WRITTEN = re.compile(r"([0-9]{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))")


class Effect(StrEnum):
    """One measure. `PEOPLE` and `IMPROVED` are numbers, all others shares."""

    PEOPLE = "people"
    ENQUIRIES = "enquiries"
    OPINIONS = "opinions"
    ADOPTED = "adopted"
    SATISFIED = "satisfied"
    IMPROVED = "improved"
    REQUESTS = "requests"
    BOARDS = "boards"
    MARKS = "marks"


E = Effect
TERMS = {
    E.PEOPLE: "公开日来看来问的人", E.ENQUIRIES: "咨询按时答复", E.OPINIONS: "意见按时答复", E.ADOPTED: "意见采纳",
    E.SATISFIED: "对答复满意", E.IMPROVED: "按意见改了再公开", E.REQUESTS: "申请公开按时答复", E.BOARDS: "公开栏照片核实",
    E.MARKS: "监督员满意",
}  # fmt: skip
COUNTED_FROM = {
    E.PEOPLE: "公开日活动登记的人数", E.ENQUIRIES: "到了期限的咨询里，按时答复的", E.OPINIONS: "到了期限的意见里，按时有结果的",
    E.ADOPTED: "有结果的意见里，采纳和部分采纳的", E.SATISFIED: "本人评价里，满意和基本满意的", E.IMPROVED: "因为意见开了新一版的公开件",
    E.REQUESTS: "到了期限的申请里，按时答复的", E.BOARDS: "交来的公开栏照片里，上级认可的", E.MARKS: "监督员评价过的答复里，满意的",
}  # fmt: skip
NUMBERS = (E.PEOPLE, E.IMPROVED)


@dataclass(frozen=True)
class Measure:
    """`good` of `total`; for a plain number both are the same."""

    good: int = 0
    total: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(self.good + other.good, self.total + other.total)

    @property
    def share(self) -> float | None:
        """In percent; None when there was nothing to measure: no opinion is no good mark."""
        return 100 * self.good / self.total if self.total else None


@dataclass(frozen=True)
class Effects:
    """What came of the disclosure of one place in a span. `items`: how many were made public, for comparison."""

    items: int = 0
    measures: Mapping[Effect, Measure] = field(default_factory=dict)

    def of(self, effect: Effect) -> Measure:
        return self.measures.get(effect, Measure())

    @property
    def heard(self) -> int:
        """How often anybody came, asked, said, marked or looked: everything that is not the place's own doing."""
        return sum(self.of(one).total for one in Effect if one not in (E.ADOPTED, E.SATISFIED, E.IMPROVED))

    @property
    def hollow(self) -> bool:
        """Things were made public and nothing came back."""
        return self.items > 0 and not self.heard

    def __add__(self, other: "Effects") -> "Effects":
        return Effects(self.items + other.items, {one: self.of(one) + other.of(one) for one in Effect})


@dataclass(frozen=True)
class Span:
    """A month or a quarter, written `2026-10` or `2026-Q4`."""

    text: str
    first: Period
    last: Period

    @classmethod
    def parse(cls, text: str) -> Self:
        """`Refused` period_invalid for anything else, and for years before the rules."""
        found = WRITTEN.fullmatch(text)
        if not found or int(found[1]) < FIRST_YEAR:
            raise Refused("period_invalid", text=text)
        year = int(found[1])
        if found[2]:
            end = Period(year, 3 * int(found[2]))
            return cls(text, end.plus(-2), end)
        month = Period(year, int(found[3]))
        return cls(text, month, month)

    @classmethod
    def quarter_of(cls, day: date) -> Self:
        return cls.parse(f"{day.year}-Q{(day.month + 2) // 3}")

    @property
    def since(self) -> date:
        return self.first.opens_on

    @property
    def until(self) -> date:
        return self.last.last_day

    @property
    def label(self) -> str:
        """2026年10月, 2026年第四季度"""
        if self.first == self.last:
            return f"{self.first.year}年{self.first.month}月"
        return f"{self.first.year}年第{'一二三四'[self.last.month // 3 - 1]}季度"


def offered(today: date) -> list[Span]:
    """What can be asked for at once: the last four quarters, the running one first, and the last three months."""
    month, quarter = Period.of(today), Period.of(today).plus(-((today.month - 1) % 3))
    quarters = [Span.quarter_of(quarter.plus(-3 * back).opens_on) for back in range(4)]
    return [*quarters, *(Span.parse(str(month.plus(-back))) for back in range(3))]


def together(rows: Iterable[Effects]) -> Effects:
    """The whole of some places."""
    return sum(rows, Effects())
