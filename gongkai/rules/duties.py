"""The state of one duty on one day: silence is never neutral (第九条（二）, R47, R73, R83)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


class DutyState(StrEnum):
    """Five visible answers, and `pending` for what is not yet due."""

    PUBLISHED = "published"
    NIL = "nil"
    EXEMPT = "exempt"
    CHANGED = "changed"
    OVERDUE = "overdue"
    PENDING = "pending"


class DutyKind(StrEnum):
    """Why something is owed: by the calendar, or because life caused it."""

    PERIODIC = "periodic"
    FIRST = "first"
    CONFIRMATION = "confirmation"
    INSTANT = "instant"
    STAGE = "stage"
    SUMMARY = "summary"
    YEAR_END = "year_end"
    OFF_CATALOG = "off_catalog"
    CATALOG = "catalog"
    FOLLOW_UP = "follow_up"
    SYSTEM = "system"


TERMS = {
    DutyState.PUBLISHED: "已公开",
    DutyState.NIL: "本月无此类事项",
    DutyState.EXEMPT: "已备案暂不公开",
    DutyState.CHANGED: "变更并说明",
    DutyState.OVERDUE: "逾期",
    DutyState.PENDING: "未到期",
    DutyKind.PERIODIC: "每月一次",
    DutyKind.FIRST: "首次公开",
    DutyKind.CONFIRMATION: "每年确认仍然有效",
    DutyKind.INSTANT: "即时公开",
    DutyKind.STAGE: "分期公开",
    DutyKind.SUMMARY: "总结性公开",
    DutyKind.YEAR_END: "年末进展",
    DutyKind.OFF_CATALOG: "目录外公开",
    DutyKind.CATALOG: "公布目录",
    DutyKind.FOLLOW_UP: "落实情况",
    DutyKind.SYSTEM: "公布制度",
}

# What an answered duty says beside its state while its text is taken down in an emergency (R88): no sixth state,
# for it was disclosed and will be again, or be explained.
UNDER_CHECK = "暂时撤下核查"

# An answer that says more outranks one that says less.
RANK = (DutyState.CHANGED, DutyState.PUBLISHED, DutyState.EXEMPT, DutyState.NIL)


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One recorded answer: its kind, when it was given, when (if ever) it ended."""

    kind: str
    answered_at: datetime
    ended_at: datetime | None = None
    ref: str = ""

    def holds(self, at: datetime | None) -> bool:
        """Did it hold at that moment (now, when None)?"""
        if at is None:
            return self.ended_at is None
        return self.answered_at <= at and (self.ended_at is None or self.ended_at > at)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a duty comes to: its state, the answer that gave it, and how many days late it was."""

    state: DutyState
    answer: AnswerFacts | None = None
    late_days: int = 0


def local_day(moment: datetime) -> date:
    """The calendar day in Asia/Shanghai: a deadline ends at 24:00 there."""
    return moment.astimezone(LOCAL).date()


def late_by(due_on: date | None, at: datetime) -> int:
    """By how many days something done at `at` was late; 0 when it was in time or no day was set."""
    return max(0, (local_day(at) - due_on).days) if due_on is not None else 0


def judge(due_on: date, answers: Iterable[AnswerFacts], today: date, at: datetime | None = None) -> Verdict:
    """The state of a duty on `today`, given the answers as they stood at `at`.

    Overdue only after the due day has ended; late is the earliest answer that still holds.
    """
    living = [answer for answer in answers if answer.holds(at)]
    if not living:
        if due_on < today:
            return Verdict(DutyState.OVERDUE, None, (today - due_on).days)
        return Verdict(DutyState.PENDING)
    best = min(living, key=lambda answer: (RANK.index(DutyState(answer.kind)), answer.answered_at))
    first = min(answer.answered_at for answer in living)
    return Verdict(DutyState(best.kind), best, late_by(due_on, first))


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From 0:00 of the first day to 24:00 of the last, in Asia/Shanghai: for columns of moments, which an index serves."""
    return datetime.combine(first, time(), LOCAL), datetime.combine(last + timedelta(days=1), time(), LOCAL)


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of a set of duties; the parts add up to `expected`."""

    expected: int = 0
    published: int = 0
    nil: int = 0
    exempt: int = 0
    changed: int = 0
    overdue: int = 0
    pending: int = 0
    late: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.expected + other.expected, self.published + other.published, self.nil + other.nil,
            self.exempt + other.exempt, self.changed + other.changed, self.overdue + other.overdue,
            self.pending + other.pending, self.late + other.late,
        )  # fmt: skip

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) - getattr(other, name) for name in FIELDS))

    @property
    def answered(self) -> int:
        return self.published + self.nil + self.exempt + self.changed

    @property
    def due(self) -> int:
        """What had to be answered by now."""
        return self.expected - self.pending

    @property
    def rate(self) -> float | None:
        """Answered share of what was due, in percent; None when nothing was."""
        return 100 * self.answered / max(self.due, self.answered) if self.due or self.answered else None

    @property
    def on_time_rate(self) -> float | None:
        """Share answered by the due day, in percent; None when nothing was due."""
        total = max(self.due, self.answered)
        return 100 * (self.answered - self.late) / total if total else None


FIELDS = ("expected", "published", "nil", "exempt", "changed", "overdue", "pending", "late")


def count(verdicts: Iterable[Verdict]) -> Counts:
    """Add up verdicts."""
    totals = dict.fromkeys(FIELDS, 0)
    for verdict in verdicts:
        totals["expected"] += 1
        totals[verdict.state] += 1
        if verdict.answer is not None and verdict.late_days:
            totals["late"] += 1
    return Counts(**totals)
