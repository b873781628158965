"""Supervisors (党务公开监督员): terms, who may know who spoke, meetings due, what a year comes to (第九条（五）, R106–R110).

Nothing here looks at a clock; months, terms and weights are dated figures of the rulebook.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import months_later
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from gongkai.rules.scoring import Cents, share

DAY = timedelta(days=1)


class MarkKind(StrEnum):
    """What a supervisor says is wrong: with a published item, or that a duty was left silent (R108)."""

    UNTRUE = "untrue"
    LATE = "late"
    INCOMPLETE = "incomplete"
    UNDISCLOSED = "undisclosed"


class SupportKind(StrEnum):
    """By what an organization makes the supervisors' work possible (为其履行职责创造条件, R110)."""

    MATERIALS = "materials"
    ACTIVITY = "activity"
    TRAINING = "training"
    BUDGET = "budget"


OF_ITEMS = (MarkKind.UNTRUE, MarkKind.LATE, MarkKind.INCOMPLETE)  # what can be said of something that is there
TERMS = {
    MarkKind.UNTRUE: "内容不真实", MarkKind.LATE: "公开不及时", MarkKind.INCOMPLETE: "内容不完整",
    MarkKind.UNDISCLOSED: "漏公开",
    SupportKind.MATERIALS: "送阅材料", SupportKind.ACTIVITY: "组织活动", SupportKind.TRAINING: "培训",
    SupportKind.BUDGET: "经费使用",
}  # fmt: skip


def last_day(begin: date, months: int) -> date:
    """The last day of a term that begins on a day."""
    return months_later(begin, months) - DAY


def term_number(earlier: Iterable[tuple[date, date]], begin: date, months: int) -> int:
    """The how-manieth term in a row would begin on this day? A break as long as a term begins anew.

    `earlier`: first and last day of each term served at the same organization.
    """
    number, edge = 1, begin
    for first, last in sorted(earlier, reverse=True):
        if first >= edge:
            continue
        if months_later(last, months) < edge:
            break
        number, edge = number + 1, first
    return number


def demand_term(number: int, most: int) -> None:
    """Refuse `supervisor_terms` when the term would be one too many (R107)."""
    if number > most:
        raise Refused("supervisor_terms", most=most)


def knows_author(actor: Actor, *, author: int, superior_path: str) -> bool:
    """May this actor know which supervisor spoke? He himself, and those who oversee from above; never those spoken of."""
    if actor.user_id is not None and actor.user_id == author:
        return True
    return bool(superior_path) and may(actor, Permission.OVERSEE, superior_path)


def meeting_due(last: date | None, began: date, months: int) -> date:
    """By when the supervisors must meet next: so many months after the last meeting, or after the first took office."""
    return months_later(last or began, months)


def meetings_owed(begin: date, end: date, months: int) -> int:
    """How many whole intervals of `months` lie in the days from `begin` up to but not including `end`."""
    owed = 0
    while months_later(begin, months * (owed + 1)) <= end:
        owed += 1
    return owed


@dataclass(frozen=True)
class MarkFacts:
    """One mark for the reckoning of a year: its day of reply or None, its day due, and the supervisor's verdict."""

    due_on: date
    replied_on: date | None = None
    satisfied: bool | None = None


@dataclass(frozen=True)
class SupervisionYear:
    """What supervisors saw of one organization in a year. `supervised`: somebody served there at all."""

    supervised: bool = False
    marks: tuple[MarkFacts, ...] = ()
    meetings_owed: int = 0
    meetings_held: int = 0


def answered(marks: Iterable[MarkFacts], today: date) -> tuple[int, int]:
    """(in time, decided): a mark is decided once it has its reply or its day has passed."""
    decided = [one for one in marks if one.replied_on is not None or one.due_on < today]
    return sum(one.replied_on is not None and one.replied_on <= one.due_on for one in decided), len(decided)


def approved(marks: Iterable[MarkFacts]) -> tuple[int, int]:
    """(satisfied, judged)."""
    judged = [one for one in marks if one.satisfied is not None]
    return sum(bool(one.satisfied) for one in judged), len(judged)


def evaluation(year: SupervisionYear, weights: Mapping[str, int], *, today: date) -> Cents | None:
    """The supervisors' evaluation of 100 in hundredths (第九条（七）); None where nobody supervises and nothing was said.

    `weights`: points for `answered`, `satisfied` and `meetings`, together 100. A part without any fact costs nothing.
    """
    if not year.supervised and not year.marks:
        return None
    parts = {
        "answered": answered(year.marks, today), "satisfied": approved(year.marks),
        "meetings": (min(year.meetings_held, year.meetings_owed), year.meetings_owed),
    }  # fmt: skip
    return sum(
        share(weights[name] * 100, good, total) if total else weights[name] * 100
        for name, (good, total) in parts.items()
    )
