"""Disclosure on the agenda of Party committees: what a record says, how often a year, what was decided (第十条, R126, R127)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.consultations import demand_general_words
from gongkai.rules.organizations import OrgKind, needs_leading_group
from gongkai.rules.refusals import Refused

MOST_DECISIONS, MOST_TEXT = 20, 2000


class AgendaBody(StrEnum):
    """Which meeting studied it."""

    COMMITTEE = "committee"
    PARTY_GROUP = "party_group"
    LEADING_GROUP = "leading_group"
    BRANCH = "branch"
    OTHER = "other"


class AgendaMatter(StrEnum):
    """What a year asks of who leads a committee: to study it, for villages too, and to see decisions through."""

    STUDY = "study"
    GRASSROOTS = "grassroots"
    DECISION = "decided"


TERMS: dict[StrEnum, str] = {
    AgendaMatter.STUDY: "专题研究党务公开", AgendaMatter.GRASSROOTS: "纳入村、社区基层组织建设研究",
    AgendaMatter.DECISION: "会上定的事按时办完",
    AgendaBody.COMMITTEE: "党委（党工委）会议", AgendaBody.PARTY_GROUP: "党组会议",
    AgendaBody.LEADING_GROUP: "党务公开工作领导小组会议", AgendaBody.BRANCH: "支部（总支）委员会会议",
    AgendaBody.OTHER: "其他会议",
}  # fmt: skip

REFUSALS = {
    "agenda_fields": "参加的人、研究了什么，两项都要写。（第十条）",
    "agenda_future": "{day:%Y年%-m月%-d日}还没有到。请开完会再登记。",
    "agenda_decision": "定了什么、谁来办，两项都要写。（第十条）",
    "agenda_due": "办完的日子不能早于开会那天（{day:%Y年%-m月%-d日}）。",
    "agenda_decisions": "一次会议最多登记{most}项决定。",
    "agenda_done": "请写明办得怎样。",
    "agenda_done_already": "这一项已经办完，不能再改。",
    "agenda_void": "这一条已经作废，不能再改。",
    "agenda_void_reason": "请写明为什么作废，作废的那一条仍然留着。",
}


@dataclass(frozen=True)
class AgendaFacts:
    """What a record has to say besides the decisions."""

    body: AgendaBody
    held_on: date
    attended: str
    studied: str


@dataclass(frozen=True)
class DecisionFacts:
    """What was decided, who does it until when."""

    what: str
    who: str
    due_on: date


def demand_record(facts: AgendaFacts, *, today: date) -> None:
    """Refuse a meeting that was not held yet, is not told whole, or is told with personal numbers."""
    if not facts.attended or not facts.studied:
        raise Refused("agenda_fields")
    if facts.held_on > today:
        raise Refused("agenda_future", day=facts.held_on)
    if len(facts.studied) > MOST_TEXT:
        raise Refused("text_too_long", part="研究了什么", length=len(facts.studied), most=MOST_TEXT)
    for part, text in (("参加的人", facts.attended), ("研究了什么", facts.studied)):
        demand_general_words(part, text)


def demand_decision(facts: DecisionFacts, *, held_on: date, known: int) -> None:
    """Refuse a decision that nobody is to carry out, or that was due before it was taken. `known`: those there already."""
    if not facts.what or not facts.who:
        raise Refused("agenda_decision")
    if facts.due_on < held_on:
        raise Refused("agenda_due", day=held_on)
    if known >= MOST_DECISIONS:
        raise Refused("agenda_decisions", most=MOST_DECISIONS)
    demand_general_words("定了什么", facts.what)


def puts_on_agenda(kind: OrgKind) -> bool:
    """各级党委（党组）: the committees of county, towns and departments, the same that have a leading group."""
    return needs_leading_group(kind)


def builds_grassroots(kind: OrgKind) -> bool:
    """Towns and streets study it as a part of building the organizations of villages and communities (R127)."""
    return kind is OrgKind.TOWN


def expected(times: int, *, year: int, today: date) -> int:
    """How many meetings there must have been: spread over the year, each due when its share of the months is over."""
    if year != today.year:
        return times if year < today.year else 0
    return times * (today.month - 1) // 12


def agenda_due(held: int, times: int, *, year: int) -> date | None:
    """By when the next meeting of a year must be held: the last day of its share of the months. None when all were."""
    if held >= times:
        return None
    month = -(-12 * (held + 1) // times)
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True)
class AgendaYear:
    """A year of an organization. `times`: how often the rulebook asks for; nothing of those it does not ask."""

    times: int = 0
    expected: int = 0
    held: int = 0
    grassroots_asked: bool = False
    grassroots: int = 0
    decisions: int = 0
    open: int = 0
    overdue: int = 0

    @property
    def behind(self) -> int:
        """How many meetings are missing today; the light is on while there is one."""
        return max(0, self.expected - self.held)

    @property
    def left(self) -> int:
        """How many are still to come this year."""
        return max(0, self.times - self.held)

    @property
    def grassroots_missing(self) -> bool:
        return self.grassroots_asked and not self.grassroots


def agenda_year(
    records: Iterable[tuple[bool, Iterable[tuple[date, date | None]]]], *, kind: OrgKind, times: int, year: int,
    today: date,
) -> AgendaYear:  # fmt: skip
    """Add up records of (about the grassroots, decisions of (due, done))."""
    held = grassroots = count = still = overdue = 0
    for about, decisions in records:
        held, grassroots = held + 1, grassroots + about
        for due_on, done_on in decisions:
            count, still = count + 1, still + (done_on is None)
            overdue += done_on is None and due_on < today
    asked = times if puts_on_agenda(kind) else 0
    return AgendaYear(
        asked, expected(asked, year=year, today=today), held, builds_grassroots(kind), grassroots, count, still, overdue
    )  # fmt: skip


@dataclass(frozen=True)
class Studied:
    """A meeting that studied it. `grassroots`: as a part of building village and community organizations (R127)."""

    number: str
    held_on: date
    grassroots: bool = False


@dataclass(frozen=True)
class Decided:
    """What a meeting decided, by its number: until when it was to be done, and when it was."""

    number: str
    what: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class AgendaPoint:
    """One thing that counts in a year of the head's own line (第十条). `number`: the meeting behind it, if there was one."""

    matter: AgendaMatter
    good: bool
    day: date
    number: str = ""
    what: str = ""


def agenda_points(
    studied: Iterable[Studied], decided: Iterable[Decided], *, kind: OrgKind, times: int, year: int, today: date
) -> list[AgendaPoint]:
    """What counts: each meeting that there must have been by `today`, and each decision whose day falls in the year.

    More meetings than the rulebook asks for earn nothing (第四条（二）); bodies that it does not ask have only
    their decisions. A decision counts once it is done or its day is over, well done when it was in time.
    """
    held = sorted(studied, key=lambda one: (one.held_on, one.number))
    owed = expected(times, year=year, today=today) if puts_on_agenda(kind) else 0
    found = [_studied(held, place, times, year) for place in range(owed)]
    about = next((one for one in held if one.grassroots), None)
    if builds_grassroots(kind) and (owed or about):
        day = about.held_on if about else min(today, date(year, 12, 31))
        found.append(AgendaPoint(AgendaMatter.GRASSROOTS, about is not None, day, about.number if about else ""))
    found += [
        AgendaPoint(AgendaMatter.DECISION, one.done_on is not None and one.done_on <= one.due_on, one.due_on, one.number, one.what)
        for one in decided
        if one.due_on.year == year and (one.done_on is not None or one.due_on < today)
    ]  # fmt: skip
    return found


def _studied(held: Sequence[Studied], place: int, times: int, year: int) -> AgendaPoint:
    """The meeting that fills the place, or the day by which it was missed."""
    if place < len(held):
        return AgendaPoint(AgendaMatter.STUDY, True, held[place].held_on, held[place].number)
    return AgendaPoint(AgendaMatter.STUDY, False, agenda_due(place, times, year=year) or date(year, 12, 31))
