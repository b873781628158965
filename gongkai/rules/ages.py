"""How long something has stood, in days: from its first day to its end, or to today while it stands; and in spans."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

# How long something is overdue, as a reader asks: the last day of each span, none for the longest.
SPANS = ((7, "一周以内"), (30, "一个月以内"), (90, "三个月以内"), (None, "三个月以上"))


def age(since: date, ended: date | None, today: date) -> int:
    """Whole days; the first day counts as none, and what begins later has no age yet."""
    return max(0, ((ended or today) - since).days)


def spread(days: Iterable[int]) -> list[tuple[str, int]]:
    """How many fall into each span, the shortest first; a span without any stands with 0."""
    found: Counter[str] = Counter()
    for one in days:
        found[next(name for last, name in SPANS if last is None or one <= last)] += 1
    return [(name, found[name]) for _, name in SPANS]
