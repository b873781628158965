"""What follows a published plan: its implementation, told in its own time (第五条（一）（二）, R33)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.categories import Pair
from gongkai.rules.duties import DutyKind


class Follow(StrEnum):
    """Where the implementation of a plan is told."""

    NEXT_STAGE = "next_stage"
    YEAR_END = "year_end"
    NEXT_MONTH = "next_month"


# By which duty the plan was told → where its implementation follows. What is told month by month
# is followed by the next month's own duty; what stands for long is accounted for at the year's end.
FOLLOWS: dict[DutyKind, Follow] = {
    DutyKind.STAGE: Follow.NEXT_STAGE,
    DutyKind.PERIODIC: Follow.NEXT_MONTH,
    DutyKind.FIRST: Follow.YEAR_END,
    DutyKind.CONFIRMATION: Follow.YEAR_END,
    DutyKind.INSTANT: Follow.YEAR_END,
}

TERMS = {
    Follow.NEXT_STAGE: "下一期公开落实情况",
    Follow.YEAR_END: "年末公开落实情况",
    Follow.NEXT_MONTH: "下月一并公开落实情况",
}


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan that was just published: its entry's sub-items and stages, the duty, its stage and end."""

    sub_items: tuple[str, ...]
    kind: str
    published_on: date
    stages: tuple[str, ...] = ()
    stage: str = ""
    expected_end: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The implementation that is owed: under which name and stage, and the day from which it is reckoned."""

    name: str
    stage: str
    event_on: date


def follow_up(plan: PlanFacts, pairs: Iterable[Pair]) -> FollowUp | None:
    """Return what must follow the plan, or None when nothing or nothing of its own does.

    Of a staged matter only the first stage is the plan; its implementation is reckoned from the day
    on which the work is to end, else from 31 December. A plan's end before its publication counts
    from the publication.
    """
    paired = [pair for pair in pairs if pair.sub_item in plan.sub_items]
    way = FOLLOWS.get(DutyKind(plan.kind)) if paired else None
    name = "、".join(pair.implementation for pair in paired)
    year_end = date(plan.published_on.year, 12, 31)
    if way is Follow.YEAR_END:
        return FollowUp(name, f"{year_end.year}年落实情况", year_end)
    if way is Follow.NEXT_STAGE and plan.stages[:1] == (plan.stage,):
        return FollowUp(name, _told_last(plan.stages), max(plan.expected_end or year_end, plan.published_on))
    return None


def _told_last(stages: Sequence[str]) -> str:
    """The stage in which the implementation is told: the last named one, if the plan is not all there is."""
    return stages[-1] if len(stages) > 1 else "落实"
