"""What is filed when, for how long, under which code: 第六条（四）, R53, R54, DA/T 22-2015, order no. 8 of 2006."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from gongkai.rules.duties import local_day
from gongkai.rules.entries import TimeKind
from gongkai.rules.parameters import Parameters
from gongkai.rules.procedures.edition import EditionState as S

KIND = "WS"  # 门类代码: 文书档案
UNIT = "DWGK"  # 机构（问题）代码, unless the archivist sets another one
LONGEST_TITLE = 160
DESTROYED = "（已销毁）"  # where words stood that were kept their time
FONDS, UNITS = re.compile(r"[A-Z0-9]{1,12}"), re.compile(r"[A-Z0-9]{1,8}")


class Retention(StrEnum):
    """保管期限: for good, or a number of years (order no. 8, article 6)."""

    PERMANENT = "permanent"
    Y30 = "y30"
    Y10 = "y10"


class Closing(StrEnum):
    """How a matter came to its end."""

    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    CLOSED = "closed"
    OVER = "over"


class Waits(StrEnum):
    """Why a matter cannot be filed yet."""

    RELEASING = "releasing"
    HIDDEN = "hidden"
    CHANGE = "changing"
    NOTICE = "notice"
    RESULT = "result"
    OPINIONS = "opinions"
    STANDING = "standing"
    RUNNING = "running"


class PartKind(StrEnum):
    """What a record is made of (R54)."""

    ORIGINAL = "original"
    ATTACHMENT = "attachment"
    REVISION = "revision"
    APPROVAL = "approval"
    CHANGE = "change"
    EXPLANATION = "explanation"
    MEETING = "meeting"
    PHOTO = "photo"
    OPINION = "opinion"
    NOTE = "note"
    RECTIFICATION = "rectification"
    TRAIL = "trail"


TERMS = {
    Retention.PERMANENT: "永久", Retention.Y30: "30年", Retention.Y10: "10年",
    Closing.WITHDRAWN: "已撤销", Closing.TERMINATED: "已终止", Closing.SUPERSEDED: "已有新版", Closing.CLOSED: "已办结",
    Closing.OVER: "公开期满",
    Waits.RELEASING: "还没有在全部范围公开", Waits.HIDDEN: "紧急下架，正在核查", Waits.CHANGE: "变更、撤销或者终止还在办",
    Waits.NOTICE: "公示期还没有满", Waits.RESULT: "公示期满了，结果还没有公布", Waits.OPINIONS: "还有意见没有办结",
    Waits.STANDING: "长期公开，换新版、撤销或者终止以后归档", Waits.RUNNING: "公开期还没有满",
    PartKind.ORIGINAL: "原件", PartKind.ATTACHMENT: "附件", PartKind.REVISION: "修改稿", PartKind.APPROVAL: "审批和办理意见",
    PartKind.CHANGE: "变更审批", PartKind.EXPLANATION: "公开说明", PartKind.MEETING: "会议和公开记录",
    PartKind.PHOTO: "照片、录音等证明", PartKind.OPINION: "意见原件", PartKind.NOTE: "领导批示",
    PartKind.RECTIFICATION: "整改材料", PartKind.TRAIL: "办理过程",
}  # fmt: skip

LETTERS = {Retention.PERMANENT: "Y", Retention.Y30: "D30", Retention.Y10: "D10"}
YEARS = {Retention.Y30: 30, Retention.Y10: 10}
ENDS = {S.WITHDRAWN: Closing.WITHDRAWN, S.TERMINATED: Closing.TERMINATED, S.SUPERSEDED: Closing.SUPERSEDED,
        S.CLOSED: Closing.CLOSED}  # fmt: skip
CANDIDATES = (S.RELEASING, S.PUBLISHED, S.HIDDEN, *ENDS)  # whatever was public and is not yet filed


@dataclass(frozen=True)
class Part:
    """One paper of a record: where it is kept (`ref`), what it is called, and the digest of its words or bytes."""

    kind: PartKind
    ref: str
    name: str
    sha256: str

    @property
    def token(self) -> str:
        """Of a stored file, else empty."""
        return self.ref.removeprefix("file:") if self.ref.startswith("file:") else ""


@dataclass(frozen=True)
class Matter:
    """A closed matter as it is to be filed. `matter` is its key: `edition:12`, `rectification:3`."""

    matter: str
    org_id: int
    org_path: str
    org_code: str
    responsible: str
    title: str
    number: str
    dated: date
    closed_on: date
    closing: Closing
    retention: Retention
    basis: str
    parts: tuple[Part, ...]
    audience: str = ""
    edition_id: int | None = None


@dataclass(frozen=True)
class ClosingFacts:
    """What decides whether an edition can be filed. `state_on`: since when it is in its state.

    `freed_on`: the day on which the last opinion, change or notice that held it open came to its end.
    """

    state: str
    state_on: date
    time_kind: str
    published_on: date | None
    notice_end: date | None = None
    notice_told: bool = True
    change_open: bool = False
    open_opinions: int = 0
    freed_on: date | None = None


@dataclass(frozen=True)
class Wait:
    """Not yet: why, and until when if that is known."""

    why: Waits
    until: date | None = None


def closing_of(facts: ClosingFacts, *, quiet_days: int, today: date) -> tuple[Closing, date] | Wait:
    """How and on which day the matter closed, or what it still waits for. `quiet_days`: how long it stays public.

    It closed when nothing held it open any longer: the latest of these days counts.
    """
    if facts.state == S.RELEASING or facts.published_on is None:
        return Wait(Waits.RELEASING)
    if facts.state == S.HIDDEN:
        return Wait(Waits.HIDDEN)
    if facts.change_open:
        return Wait(Waits.CHANGE)
    if facts.open_opinions:
        return Wait(Waits.OPINIONS)
    ended = ENDS.get(S(facts.state))
    if ended is not None:
        return ended, max(facts.state_on, facts.freed_on or date.min)
    if facts.notice_end is not None and today <= facts.notice_end:
        return Wait(Waits.NOTICE, facts.notice_end)
    if not facts.notice_told:
        return Wait(Waits.RESULT)
    if facts.time_kind == TimeKind.STANDING:
        return Wait(Waits.STANDING)
    over = max(
        facts.published_on + timedelta(days=quiet_days), facts.state_on, facts.notice_end or date.min,
        facts.freed_on or date.min,
    )  # fmt: skip
    return (Closing.OVER, over) if over <= today else Wait(Waits.RUNNING, over)


@dataclass(frozen=True)
class RetentionFacts:
    """What a matter's retention follows from. `said`: what the catalog's own entry says."""

    category: str
    time_kind: str
    said: str = ""
    by_notice: bool = False
    off_catalog: bool = False
    changed: bool = False
    signed_opinions: bool = False


def said_retention(text: str) -> Retention | None:
    """The class that an entry names in words: 永久, 30年, 10年. None for words that name none."""
    plain = re.sub(r"\s", "", text)
    return next((one for one in Retention if TERMS[one] in plain), None)


def longer(one: Retention, other: Retention) -> Retention:
    """Of two classes the one that keeps longer."""
    return min(one, other, key=list(Retention).index)  # named from the longest to the shortest


def retention_key(facts: RetentionFacts) -> str:
    """Which parameter of the rulebook says how long."""
    if facts.category == "1" or facts.time_kind == TimeKind.STANDING:
        return "retention_institution"
    if facts.by_notice or facts.off_catalog or facts.changed or facts.signed_opinions:
        return "retention_business"
    return "retention_routine"


def kept_until(year: int, retention: str) -> date | None:
    """The last day of keeping: years count from the first of January after the year of filing. None: for good."""
    years = YEARS.get(Retention(retention))
    return date(year + years, 12, 31) if years else None


@dataclass(frozen=True)
class KeepingFacts:
    """What decides whether a record may be destroyed. `due_siblings`: every other edition of its matter may go too."""

    year: int
    retention: str
    lent: bool = False
    public: bool = False
    due_siblings: bool = True
    destroyed: bool = False


def spared(facts: KeepingFacts, *, today: date) -> tuple[str, dict[str, object]] | None:
    """Why a record may not be destroyed today (code and facts of the refusal); None when it may."""
    until = kept_until(facts.year, facts.retention)
    if facts.destroyed:
        return "disposal_gone", {}
    if until is None:
        return "disposal_permanent", {}
    if today <= until:
        return "disposal_early", {"until": until}
    reasons = {
        "disposal_lent": facts.lent, "disposal_public": facts.public, "disposal_siblings": not facts.due_siblings,
    }  # fmt: skip
    return next(((code, {}) for code, holds in reasons.items() if holds), None)


# Papers beside the form that print on a sheet of their own; drafts, signatures and the trail stand in the form.
OWN_SHEETS = (PartKind.CHANGE, PartKind.EXPLANATION, PartKind.MEETING, PartKind.OPINION)


@dataclass(frozen=True)
class Paging:
    """页数 of a record: how many, or None when the archivist has to count; `said`: how it came about."""

    pages: int | None
    said: str
    known: int  # what could be counted


def paging(parts: Iterable[Part], *, form: int, of_files: Mapping[str, int | None]) -> Paging:
    """Sum up the pages of a record: its form as printed, its files as they say, one sheet for each other paper.

    `form`: pages of the printed form, which holds an opinion's or a notice's own words too. `of_files`: by token.
    """
    parts = list(parts)
    files = [one for one in parts if one.token]
    silent = [one.name for one in files if of_files.get(one.token) is None]
    silent += [one.name for one in parts if one.kind is PartKind.ATTACHMENT and not one.token]
    head = next((one for one in parts if one.kind is not PartKind.TRAIL), None)  # what the form itself is about
    sheets = sum(one.kind in OWN_SHEETS and one is not head and not one.token for one in parts)
    pages = sum(of_files.get(one.token) or 0 for one in files)
    known = form + pages + sheets
    said = [f"表单{form}页", f"附件和照片{pages}页" if pages else "", f"其他材料{sheets}份各1页" if sheets else ""]
    words = "，".join(filter(None, said))
    if silent:
        return Paging(None, f"{words}；数不出页数：{'、'.join(silent)}"[:200], known)
    return Paging(known, words, known)


def fonds_of(code: str) -> str:
    """The fonds number of an organization to which the archives have not given one: its code without dashes."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())[:12]


def archive_code(*, fonds: str, year: int, retention: str, unit: str, number: int) -> str:
    """档号 by DA/T 22-2015: `Z109-WS·2011-Y-BGS-0001`."""
    return f"{fonds}-{KIND}·{year}-{LETTERS[Retention(retention)]}-{unit}-{number:04d}"


def retention_basis(parameters: Parameters, key: str, *, on: date) -> tuple[Retention, str]:
    """How long by a parameter of the rulebook, and in words on what this rests."""
    parameter = parameters[key]
    dated = parameter.on(max(on, parameter.values[0].effective_from))
    kept = Retention(str(dated.value))
    return kept, f"{parameter.name}：{TERMS[kept]}（{dated.basis}）"[:200]


def trail_part(subject: str, events: Sequence[tuple[Any, ...]], until: int | None) -> list[Part]:
    """What happened to a subject as one paper, up to an event (None: all): later ones make no difference to it.

    `events`: rows of key, moment, name, verb, facts, oldest first.
    """
    told = [one for one in events if until is None or one[0] <= until]
    if not told:
        return []
    first, last = local_day(told[0][1]), local_day(told[-1][1])
    name = f"{len(told)}步，{first:%Y-%m-%d}至{last:%Y-%m-%d}"
    return [Part(PartKind.TRAIL, f"trail:{subject}:{told[-1][0]}", name, seal(told))]


def seal(values: Iterable[object]) -> str:
    """SHA-256 over values as they are kept, one spelling for each."""
    return sha256(json.dumps(list(values), ensure_ascii=False, default=_spelled, sort_keys=True).encode()).hexdigest()


def _spelled(value: object) -> str:
    # microseconds and the zone are the same on every database when told as a number
    return str(value.timestamp()) if isinstance(value, datetime) else str(value)


def seal_of_parts(parts: Iterable[Part]) -> str:
    """What a whole record is sealed with."""
    return seal([one.kind, one.ref, one.name, one.sha256] for one in parts)
