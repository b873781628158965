"""Asking before deciding: how long, whom, which questions, how replies are counted (第七条, R64)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience
from gongkai.rules.privacy import find, stops
from gongkai.rules.refusals import Refused

MOST_QUESTIONS, MOST_OPTIONS, LONGEST = 10, 8, 1000
FREELY = -1  # the place of what was said beside the questions


class Adoption(StrEnum):
    """What became of an opinion; each is given with its reason."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"


class ReplyWay(StrEnum):
    """How a reply reached the organization."""

    ONLINE = "online"
    MEETING = "meeting"
    PAPER = "paper"


TERMS = {
    Adoption.ADOPTED: "采纳", Adoption.PARTLY: "部分采纳", Adoption.REJECTED: "未采纳",
    ReplyWay.ONLINE: "网上填写", ReplyWay.MEETING: "会上提出", ReplyWay.PAPER: "书面意见",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question: to choose among options, or, without any, to answer in words."""

    text: str
    options: tuple[str, ...] = ()


def read_questions(text: str) -> tuple[Question, ...]:
    """Questions as they are typed: one a line, options after it behind `|`. Refuses what nobody could answer."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        words, *options = (part.strip() for part in line.replace("｜", "|").split("|"))
        options = [option for option in options if option]
        if not words:
            raise Refused("question_empty")
        if len(options) == 1 or len(options) > MOST_OPTIONS or len(set(options)) != len(options):
            raise Refused("question_options", question=words, most=MOST_OPTIONS)
        found.append(Question(words, tuple(options)))
    if not 1 <= len(found) <= MOST_QUESTIONS:
        raise Refused("question_count", most=MOST_QUESTIONS)
    return tuple(found)


def write_questions(questions: Sequence[Question]) -> str:
    """The same questions as text, for changing them."""
    return "\n".join(" | ".join((one.text, *one.options)) for one in questions)


def least_days(audience: str, *, party: int, society: int) -> int:
    """Members are asked for at least a week; where people outside the Party are asked, half a month (R64)."""
    return party if audience == Audience.PARTY else society


def demand_period(opens_on: date, closes_on: date, least: int) -> None:
    """Refuse a period shorter than the least; the first day is not counted."""
    days = (closes_on - opens_on).days
    if days < least:
        raise Refused("consultation_short", days=max(days, 0), least=least, earliest=opens_on + timedelta(days=least))


def belongs(actor: Actor, audience: str, path: str) -> bool:
    """Is the actor one of those who are asked? A role alone does not make one a member.

    Members: those on the roll here or below. A unit: its people and its members. Society: anyone
    who has logged in, so that each answers once.
    """
    member = any(own.startswith(path) for own in actor.party)
    if audience == Audience.PARTY:
        return member
    if audience == Audience.UNIT:
        return member or path in actor.units
    return actor.is_person


def demand_reply(questions: Sequence[Question], replies: Mapping[int, str], words: str) -> dict[int, str]:
    """The reply as it is kept: known options only, nothing too long, at least one thing said."""
    kept = {}
    for place, question in enumerate(questions):
        said = str(replies.get(place, "")).strip()
        if not said:
            continue
        if question.options and said not in question.options:
            raise Refused("reply_unknown", question=question.text)
        if len(said) > LONGEST:
            raise Refused("text_too_long", part=question.text, length=len(said), most=LONGEST)
        kept[place] = said
    if len(words.strip()) > LONGEST:
        raise Refused("text_too_long", part="其他意见", length=len(words.strip()), most=LONGEST)
    if not kept and not words.strip():
        raise Refused("reply_empty")
    return kept


@dataclass(frozen=True)
class Count:
    """One question's numbers: by option, or how many answered it in words."""

    question: Question
    numbers: tuple[tuple[str, int], ...]
    answered: int


def tally(questions: Sequence[Question], replies: Sequence[tuple[Mapping[str, str], int]]) -> list[Count]:
    """Replies in numbers, each reply counting for the people it speaks for. No name enters here."""
    counts = []
    for place, question in enumerate(questions):
        given = [(said[str(place)], people) for said, people in replies if said.get(str(place))]
        numbers = [(option, sum(people for said, people in given if said == option)) for option in question.options]
        counts.append(Count(question, tuple(numbers), sum(people for _, people in given)))
    return counts


def may_count_openly(people: int, smallest: int) -> bool:
    """So few replies would show who said what: then only how many replied is told, to the office too (as P35)."""
    return people >= smallest


def demand_general_words(part: str, text: str) -> None:
    """What is published of an opinion is told in general words: numbers that name a person stop it."""
    found = stops(find(text))
    if found:
        raise Refused("personal_in_words", part=part, found=found[0].masked)
