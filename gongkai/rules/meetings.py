"""The record of a meeting by which the party circle was told (F5, R57): what it must hold, who was absent."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from gongkai.rules.refusals import Refused


class Meeting(StrEnum):
    """The kinds of meetings inside the Party."""

    MEMBERS = "members"
    COMMITTEE = "committee"
    GROUP = "group"
    LECTURE = "lecture"
    DAY = "day"
    DELEGATES = "delegates"
    OTHER = "other"


TERMS = {
    Meeting.MEMBERS: "支部党员大会",
    Meeting.COMMITTEE: "支部委员会",
    Meeting.GROUP: "党小组会",
    Meeting.LECTURE: "党课",
    Meeting.DAY: "党员活动日",
    Meeting.DELEGATES: "党员代表会议",
    Meeting.OTHER: "其他会议",
}


# What the record of a meeting cannot do without (R57); who kept the minutes and who was absent may follow.
NEEDED = {"held": "什么时候", "meeting": "会议类型", "due": "应到人数", "attended": "实到人数"}


def demand_record(record: Mapping[str, object], *, held: date | None, today: date) -> None:
    """Refuse ``meeting_record`` for a meeting without day, kind or attendance, ``meeting_ahead`` for one still to come.

    `record`: what was written of it (`meeting`, `due`, `attended`); `held`: the day (第七条, R57).
    """
    written: dict[str, object] = {**record, "held": held, "meeting": str(record.get("meeting", "")).strip()}
    lacking = "".join(f"“{words}”" for name, words in NEEDED.items() if not written.get(name))
    if lacking:
        raise Refused("meeting_record", fields=lacking)
    if held is not None and held > today:
        raise Refused("meeting_ahead", day=held)


def demand_attendance(record: Mapping[str, object]) -> None:
    """Refuse ``meeting_attendance`` when more came than were due."""
    due, attended = record.get("due"), record.get("attended")
    if isinstance(due, int) and isinstance(attended, int) and attended > due:
        raise Refused("meeting_attendance", due=due, attended=attended)


def absent(record: Mapping[str, object]) -> int:
    """How many were absent, as far as the record says."""
    due, attended = record.get("due"), record.get("attended")
    return due - attended if isinstance(due, int) and isinstance(attended, int) and due > attended else 0


def untold(records: list[Mapping[str, object]]) -> int:
    """How many absentees of the meetings among these records have not had their make-up notice yet (R57)."""
    told = sum(int(str(record["made_up"])) for record in records if record.get("made_up"))
    return max(0, sum(absent(record) for record in records) - told)


def demand_make_up(records: list[Mapping[str, object]], count: int) -> None:
    """Refuse ``make_up_none`` or ``make_up_many`` unless so many absentees still wait for the notice."""
    left = untold(records)
    if not left:
        raise Refused("make_up_none")
    if count > left:
        raise Refused("make_up_many", left=left, count=count)
