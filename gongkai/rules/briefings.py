"""Briefings to the members: when the next is due, and how attendance adds up (第七条, R62)."""

from dataclasses import dataclass
from datetime import date

from gongkai.rules.deadlines import add_months
from gongkai.rules.refusals import Refused


@dataclass(frozen=True)
class Attendance:
    """Who was to come, who came, and who was told later."""

    due: int
    attended: int
    made_up: int = 0

    @property
    def absent(self) -> int:
        return self.due - self.attended

    @property
    def untold(self) -> int:
        return self.absent - self.made_up


def demand_attendance(held: Attendance) -> None:
    """Refuse numbers that do not add up: more came than were due, more were told than were absent."""
    if held.due < 1 or held.attended < 0 or held.made_up < 0 or held.attended > held.due:
        raise Refused("attendance_wrong", due=held.due, attended=held.attended)
    if held.untold < 0:
        raise Refused("make_up_wrong", absent=held.absent, made_up=held.made_up)


@dataclass(frozen=True)
class BriefingDue:
    """When the next briefing is due, since when it counts, and whether there was one at all."""

    last: date | None
    due_on: date
    late_days: int
    soon: bool


def briefing_due(last: date | None, began: date, months: int, today: date, *, warn_days: int = 14) -> BriefingDue:
    """At most `months` lie between two briefings; before the first, from the day the duties began."""
    due = add_months(last or began, months, "党内情况通报间隔", "第七条").due
    left = (due - today).days
    return BriefingDue(last, due, max(-left, 0), 0 <= left <= warn_days)
