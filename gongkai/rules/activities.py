"""Publicity and education (F26), and what was done on the disclosure day with the people (F30): 第九条（一）, 第八条（二）."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.consultations import demand_general_words
from gongkai.rules.refusals import Refused

MOST_PEOPLE, MOST_TEXT, MOST_PHOTOS = 100_000, 2000, 9


class Register(StrEnum):
    """Two registers of one shape: publicity, and the activities of disclosure days."""

    PUBLICITY = "publicity"
    DAY = "day"


class Way(StrEnum):
    """How publicity was made."""

    TRAINING = "training"
    LECTURE = "lecture"
    MEETING = "meeting"
    COLUMN = "column"
    BROADCAST = "broadcast"
    ONLINE = "online"
    LEAFLET = "leaflet"
    VISIT = "visit"


class Subject(StrEnum):
    """What 第九条（一） wants to be told."""

    RULES = "rules"
    RIGHTS = "rights"
    RESULTS = "results"
    CONCERNS = "concerns"


TERMS = {
    Register.PUBLICITY: "宣传教育", Register.DAY: "公开日活动",
    Way.TRAINING: "培训", Way.LECTURE: "党课、宣讲", Way.MEETING: "会议传达", Way.COLUMN: "专栏、板报", Way.BROADCAST: "广播、短信",
    Way.ONLINE: "网页、群", Way.LEAFLET: "发放资料", Way.VISIT: "入户宣传",
    Subject.RULES: "文件精神和要求", Subject.RIGHTS: "党员的权利和义务", Subject.RESULTS: "成效、经验和典型",
    Subject.CONCERNS: "社会关切",
}  # fmt: skip

REFUSALS = {
    "publicity_future": "{day:%Y年%-m月%-d日}还没有到。请做完再登记。",
    "publicity_fields": "题目、地点、谁来做、做了什么，四项都要写。",
    "publicity_subjects": "请至少选一项：讲的是哪方面的内容。（第九条（一））",
    "publicity_people": "人数要写0到{most}的数字。",
    "publicity_day": "{day:%Y年%-m月%-d日}不是公开日，这个月的公开日是{due:%-m月%-d日}。在别的日子做的，请写明为什么。（第八条（二））",
    "publicity_twice": "{period}的公开日活动已经登记过（{number}）。写错了的，先作废再登记。",
    "publicity_void": "这一条已经作废，不能再改。",
    "publicity_photos": "照片最多{most}张，这一条已经够了。",
    "publicity_void_reason": "请写明为什么作废，作废的那一条仍然留着。",
}


@dataclass(frozen=True)
class ActivityFacts:
    """What a record has to say; `visits` and `opinions` belong to the disclosure day."""

    register: Register
    title: str
    held_on: date
    place: str
    host: str
    content: str
    people: int
    subjects: tuple[str, ...] = ()
    visits: int = 0
    opinions: int = 0
    reason: str = ""


def demand_activity(facts: ActivityFacts, *, today: date, disclosure_day: date) -> None:
    """Refuse what is not done yet, not whole, or names a person by number.

    The activity of a month belongs to its disclosure day; on another day it says why (第八条（二）, R72).
    """
    if facts.held_on > today:
        raise Refused("publicity_future", day=facts.held_on)
    if not all((facts.title, facts.place, facts.host, facts.content)):
        raise Refused("publicity_fields")
    if any(not 0 <= number <= MOST_PEOPLE for number in (facts.people, facts.visits, facts.opinions)):
        raise Refused("publicity_people", most=MOST_PEOPLE)
    if len(facts.content) > MOST_TEXT:
        raise Refused("text_too_long", part="做了什么", length=len(facts.content), most=MOST_TEXT)
    if facts.register is Register.PUBLICITY and not facts.subjects:
        raise Refused("publicity_subjects")
    if facts.register is Register.DAY and facts.held_on != disclosure_day and not facts.reason:
        raise Refused("publicity_day", day=facts.held_on, due=disclosure_day)
    for part, text in (("题目", facts.title), ("做了什么", facts.content), ("原因", facts.reason)):
        demand_general_words(part, text)


def publicity_tally(told: Iterable[Subject], concerns: Iterable[bool]) -> tuple[int, int]:
    """(good, total) of a year: each of the four subjects told at least once, and each public concern answered in time.

    `concerns`: those that were to be answered by now, True when it was in time (第九条（一）).
    """
    answered = list(concerns)
    return len(set(told)) + sum(answered), len(Subject) + len(answered)


@dataclass(frozen=True)
class ActivityFigures:
    """A year of an organization or of a subtree, in numbers."""

    times: int = 0
    people: int = 0
    ways: tuple[tuple[Way, int], ...] = ()
    subjects: tuple[tuple[Subject, int], ...] = ()
    days: int = 0
    received: int = 0
    visits: int = 0
    opinions: int = 0

    @property
    def untold(self) -> tuple[Subject, ...]:
        """What 第九条（一） wants told and nobody told this year."""
        return tuple(subject for subject, number in self.subjects if not number)


def figures(rows: Iterable[tuple[str, str, Iterable[str], int, int, int]]) -> ActivityFigures:
    """Add up rows of (register, way, subjects, people, visits, opinions)."""
    ways, subjects = dict.fromkeys(Way, 0), dict.fromkeys(Subject, 0)
    sums = {Register.PUBLICITY: [0, 0], Register.DAY: [0, 0]}
    visited = taken = 0
    for register, way, told, people, visits, opinions in rows:
        sums[Register(register)][0] += 1
        sums[Register(register)][1] += people
        visited, taken = visited + visits, taken + opinions
        if way:
            ways[Way(way)] += 1
        for one in told:
            subjects[Subject(one)] += 1
    times, people = sums[Register.PUBLICITY]
    days, received = sums[Register.DAY]
    return ActivityFigures(
        times, people, tuple(ways.items()), tuple(subjects.items()), days, received, visited, taken
    )  # fmt: skip
