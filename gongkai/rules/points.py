"""Contact points and demonstration points: levels, the three criteria, what they owe and what is owed to them (第九条（六）, 第四条（五）, F18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.calendar import WorkCalendar
from gongkai.rules.deadlines import Light, light, months_later
from gongkai.rules.organizations import OrgKind, OrgLevel, rule_of
from gongkai.rules.refusals import Refused

MOST = 10  # points for each criterion
MOST_FILES = 9  # behind one work, one guidance


class PointKind(StrEnum):
    CONTACT = "contact"
    DEMONSTRATION = "demonstration"


class PointLevel(StrEnum):
    """Whose point it is. The city sets up its own; the county only assists (R111)."""

    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    DEPARTMENT = "department"


class Criterion(StrEnum):
    """The three of 第九条（六）."""

    LEADERSHIP = "leadership"
    BASIS = "basis"
    EXAMPLE = "example"


class Guidance(StrEnum):
    """How those above guide their points (R113)."""

    BRIEF = "brief"
    TALK = "talk"
    VISIT = "visit"


class WorkKind(StrEnum):
    """What a point hands in (R114)."""

    TOPIC = "topic"
    PROBLEMS = "problems"
    SUMMARY = "summary"
    EXPERIENCE = "experience"


TERMS: dict[StrEnum, str] = {
    PointKind.CONTACT: "联系点", PointKind.DEMONSTRATION: "示范点",
    PointLevel.CITY: "市级", PointLevel.COUNTY: "县级", PointLevel.TOWN: "镇街级", PointLevel.DEPARTMENT: "部门级",
    Criterion.LEADERSHIP: "领导重视", Criterion.BASIS: "工作基础好", Criterion.EXAMPLE: "示范作用强",
    Guidance.BRIEF: "编发简报", Guidance.TALK: "召开座谈会", Guidance.VISIT: "参观学习",
    WorkKind.TOPIC: "研究课题", WorkKind.PROBLEMS: "问题清单", WorkKind.SUMMARY: "工作总结", WorkKind.EXPERIENCE: "经验文章",
}  # fmt: skip
# What to write as evidence of each criterion.
ASKED = {
    Criterion.LEADERSHIP: "书记怎么抓的：研究过几次、谁分管、给了什么条件",
    Criterion.BASIS: "现在做到什么程度：按时公开的情况、制度、公开栏和网页",
    Criterion.EXAMPLE: "别的组织能学什么：有什么做法，谁来看过",
}
SERIES = {PointKind.CONTACT: "LX", PointKind.DEMONSTRATION: "SF"}
_LEVELS = {
    OrgLevel.COUNTY: PointLevel.COUNTY, OrgLevel.TOWN: PointLevel.TOWN, OrgLevel.DEPARTMENT: PointLevel.DEPARTMENT,
}  # fmt: skip


def level_of(keeper: OrgKind, *, city: bool = False) -> PointLevel:
    """The level of the points that a body keeps: county, towns, departments; for the city the county keeps the list."""
    level = _LEVELS.get(rule_of(keeper).level)
    if level is None or (city and level is not PointLevel.COUNTY):
        raise Refused("points_no_keeper")
    return PointLevel.CITY if city else level


@dataclass(frozen=True)
class Mark:
    """One criterion: what the organization gave itself with its evidence, what the office found."""

    criterion: Criterion
    score: int | None
    evidence: str
    checked: int | None = None


def bare(marks: Sequence[Mark]) -> int:
    """Criteria without points or without evidence."""
    whole = {mark.criterion for mark in marks if mark.score is not None and mark.evidence.strip()}
    return len(set(Criterion) - whole)


def unchecked(marks: Sequence[Mark]) -> int:
    """Criteria that the office has not judged."""
    return len(set(Criterion) - {mark.criterion for mark in marks if mark.checked is not None})


def below(marks: Sequence[Mark], least: int) -> tuple[Criterion, ...]:
    """Criteria that the office found short of the least: all three are asked for, none makes up for another."""
    return tuple(mark.criterion for mark in marks if mark.checked is not None and mark.checked < least)


@dataclass(frozen=True)
class Clock:
    """The next day by which something is owed, with its light."""

    due: date
    light: Light
    last: date | None


def clock(started: date, last: date | None, months: int, *, today: date, calendar: WorkCalendar, near: int) -> Clock:
    """The clock of guidance (per batch) and of works (per point), yellow `near` working days before: so many months after the last one, or after the start."""
    due = months_later(last or started, months)
    return Clock(due, light(due, today, calendar, near), last)


def percent(part: int, whole: int) -> int:
    """A share rounded half up; nothing of nothing is nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def plaque(kind: PointKind, level: PointLevel) -> str:
    """What stands on the plaque: 县级党务公开工作联系点."""
    return f"{TERMS[level]}党务公开工作{TERMS[kind]}"


def giver(level: PointLevel, keeper: str) -> str:
    """In whose name the plaque is given."""
    return "市党务公开工作领导小组" if level is PointLevel.CITY else keeper
