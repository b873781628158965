"""The public briefing (公开简报): what an organization disclosed in a span, compiled into one document (第七条, R57, R174).

It says again what was disclosed and adds nothing; with the Party's own matters it is a briefing inside the Party (简报).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.channels import Words
from gongkai.rules.in_force import SINCE
from gongkai.rules.letters import on_paper
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused

LONGEST = 366  # days
MOST = 120  # matters; a thicker one nobody reads, and its paper takes the machine too long
MOST_ISSUE = 20
REFUSALS = {
    "bulletin_days": "日期没有读懂。请写成2026-10-01这样，起在前、止在后。",
    "bulletin_early": "简报从{year}年编起，实施细则那一年印发。",
    "bulletin_long": "一份简报最多编{most}天，这一段有{days}天。请分开编。",
    "bulletin_future": "{day}还没有到，只能编到今天。",
    "bulletin_thick": "这一段公开了{most}件以上，一份简报放不下。请按月或按季分开编。",
    "bulletin_issue": "期号最多{most}个字，比如“第11期”。",
    "bulletin_issue_signs": "期号里有看不见的符号。请重新写，比如“第11期”。",
}


@dataclass(frozen=True)
class Span:
    """The days a briefing speaks of; both count."""

    since: date
    until: date

    @property
    def words(self) -> str:
        """2026年10月, 2026年, or the days themselves."""
        first, last = Period.of(self.since), Period.of(self.until)
        whole = self.since.day == 1 and (self.until + timedelta(days=1)).day == 1
        if whole and first == last:
            return first.label
        if whole and first.year == last.year and (first.month, last.month) == (1, 12):
            return f"{first.year}年"
        return f"{on_paper(self.since)}至{on_paper(self.until)}"


def month_span(period: Period, today: date) -> Span:
    """A whole month, or as much of it as has passed."""
    return Span(period.opens_on, min(period.plus(1).opens_on - timedelta(days=1), today))


def usual_spans(today: date) -> tuple[tuple[str, Span], ...]:
    """What people ask for mostly: last month, this month, this year so far."""
    here = Period.of(today)
    return (
        ("上个月", month_span(here.prev(), today)), ("这个月", month_span(here, today)),
        ("今年到现在", Span(date(today.year, 1, 1), today)), ("去年", Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
    )  # fmt: skip


def demand_span(since: str, until: str, *, today: date) -> Span:
    """The span as typed. Raises `Refused`: bulletin_days, bulletin_early, bulletin_future, bulletin_long."""
    try:
        first, last = date.fromisoformat(since.strip()), date.fromisoformat(until.strip())
    except ValueError as wrong:
        raise Refused("bulletin_days") from wrong
    if first > last:
        raise Refused("bulletin_days")
    if first.year < SINCE.year:
        raise Refused("bulletin_early", year=SINCE.year)
    if last > today:
        raise Refused("bulletin_future", day=on_paper(last))
    days = (last - first).days + 1
    if days > LONGEST:
        raise Refused("bulletin_long", most=LONGEST, days=days)
    return Span(first, last)


def demand_issue(text: str) -> str:
    """The number of the issue, "" for none. Raises `Refused`: bulletin_issue, bulletin_issue_signs."""
    said = " ".join(text.split())
    if not said.isprintable():
        raise Refused("bulletin_issue_signs")
    if len(said) > MOST_ISSUE:
        raise Refused("bulletin_issue", most=MOST_ISSUE)
    return said


@dataclass(frozen=True)
class Matter:
    """One edition in a briefing."""

    words: Words
    category: int
    published: date
    edition: int
    check: str


@dataclass(frozen=True)
class DayHeld:
    """What was done on a disclosure day, which is the day for the people too (第八条（二）, R72)."""

    day: date
    place: str
    people: int
    visits: int
    opinions: int
    content: str

    @property
    def words(self) -> str:
        """When and where, how many came, were visited and spoke; then what it was about."""
        counted = f"来访{self.people}人，走访{self.visits}户，听到意见{self.opinions}条。"
        return f"{on_paper(self.day)}在{self.place}：{counted}{' '.join(self.content.split())}"


@dataclass(frozen=True)
class Bulletin:
    """What a briefing is made of. `inside`: it holds matters that only the Party's members may read."""

    org: str
    span: Span
    day: date
    matters: Sequence[Matter]
    inside: bool = False
    issue: str = ""
    days: Sequence[DayHeld] = ()

    @property
    def opening(self) -> str:
        """How many, of how many kinds; an empty span says so."""
        if not self.matters:
            return f"{self.span.words}，{self.org}没有新公开的事项。"
        kinds = len({one.category for one in self.matters})
        whom = "向党内和社会" if self.inside else "向社会"
        return f"{self.span.words}，{self.org}{whom}公开{len(self.matters)}件，分属{kinds}类。有没有新版，按索引号在网站上查。"


def demand_thin(number: int) -> None:
    """Raises `Refused`: bulletin_thick, when there are too many matters for one briefing."""
    if number > MOST:
        raise Refused("bulletin_thick", most=MOST)
