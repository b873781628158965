"""One list of what waits for an answer, whatever it is: the most pressing first, the rest folded by kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.rules.pressing import pressing

FEW = 5
MOST_NEAR = 10


@dataclass(frozen=True)
class Waiting:
    """One line of the list, ready for the page; `due_on` is the day by which it must be done, if there is one."""

    url: str
    title: str
    note: str
    due_on: date | None = None
    kind: str = ""  # the name of its box, set when the boxes become one list


@dataclass
class Worklist:
    """`near` falls due within three days or is late, by day; `rest` by kind; `due` counts what is due or late."""

    near: list[Waiting] = field(default_factory=list)
    rest: list[tuple[str, list[Waiting]]] = field(default_factory=list)
    due: int = 0

    @property
    def rest_count(self) -> int:
        return sum(len(rows) for _, rows in self.rest)

    @property
    def rest_said(self) -> str:
        """What is behind the fold, so that nobody has to open it to know: 拟不公开2件、限期整改1件."""
        return "、".join(f"{kind}{len(rows)}件" for kind, rows in self.rest)

    @property
    def first(self) -> list[Waiting]:
        """The most pressing, always open."""
        return self.near[:MOST_NEAR]

    @property
    def over(self) -> list[Waiting]:
        """What falls due but stands behind the first ten."""
        return self.near[MOST_NEAR:]

    @property
    def over_said(self) -> str:
        """The same for these, the kind with the most first."""
        return "、".join(f"{kind}{number}件" for kind, number in Counter(row.kind for row in self.over).most_common())

    @property
    def rest_open(self) -> bool:
        """A few lines are shown at once; only a long rest is folded."""
        return self.rest_count <= FEW

    def __bool__(self) -> bool:
        return bool(self.near or self.rest)


def worklist(boxes: Iterable[tuple[str, list[Waiting]]], today: date) -> Worklist:
    """Make one list of many boxes."""
    found = Worklist()
    for kind, rows in boxes:
        calm = []
        for row in rows:
            when = pressing(row.due_on, today)
            found.due += when.due
            if when.near:
                found.near.append(Waiting(row.url, row.title, row.note, row.due_on, kind))
            else:
                calm.append(row)
        if calm:
            found.rest.append((kind, calm))
    found.near.sort(key=lambda row: row.due_on or date.max)
    return found
