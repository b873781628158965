"""What the questions about duties answer with: rows, months, boards (frozen, ready to show)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai.rules.calendar import Computed
from gongkai.rules.duties import Counts, DutyKind, DutyState
from gongkai.rules.periods import Period, content_period
from gongkai.rules.pressing import Pressing, in_days


@dataclass(frozen=True)
class UrgeView:
    text: str
    by: str
    org: str
    at: datetime


@dataclass(frozen=True)
class DutyRow:
    """One duty with its state, ready to be shown. `trigger_id` 0: owed by the calendar.

    `title` names the event or stage and is empty for those who may not know it.
    """

    org_id: int
    org_path: str
    period: str
    code: str
    trigger_id: int
    name: str
    title: str
    stage: str
    category: str
    time_kind: str
    kind: str
    due_on: date
    state: DutyState
    answered_at: datetime | None
    ref: str
    late_days: int
    days_left: int
    entry_id: int | None
    audiences: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    note: str = ""
    urges: tuple[UrgeView, ...] = ()
    steps: tuple[dict, ...] = ()  # how the due day was reckoned, where life caused the duty

    @property
    def is_open(self) -> bool:
        return self.state in (DutyState.OVERDUE, DutyState.PENDING)

    @property
    def late(self) -> bool:
        return self.state is DutyState.OVERDUE

    @property
    def disclosed(self) -> bool:
        """Was it answered by a text, not by a signature or a filing?"""
        return self.state in (DutyState.PUBLISHED, DutyState.CHANGED)

    @property
    def pending(self) -> bool:
        return self.state is DutyState.PENDING

    @property
    def when(self) -> Pressing:
        """How near the due day is."""
        return in_days(self.days_left)

    @property
    def reports_on(self) -> Period | None:
        """The month to write about, None for what life caused (第八条（二）, R70)."""
        return content_period(Period.parse(self.period)) if self.kind == DutyKind.PERIODIC else None

    @property
    def place(self) -> tuple[str, str, int]:
        """Where in the organization's work it lies: period, code and trigger."""
        return self.period, self.code, self.trigger_id

    @property
    def key(self) -> str:
        """The duty's address: period, code and trigger."""
        return f"{self.period}.{self.code}.{self.trigger_id}"


@dataclass(frozen=True)
class Agenda:
    """The open duties of one organization, sorted by due day, and how they press."""

    rows: tuple[DutyRow, ...]

    @property
    def late(self) -> list[DutyRow]:
        return [row for row in self.rows if row.late]

    @property
    def due_today(self) -> list[DutyRow]:
        return [row for row in self.rows if row.when.today]

    @property
    def near(self) -> list[DutyRow]:
        """What is overdue and what falls due in the next days: this stands open on top."""
        return [row for row in self.rows if row.when.near]

    @property
    def far(self) -> list[DutyRow]:
        return [row for row in self.rows if not row.when.near]

    @property
    def to_come(self) -> list[DutyRow]:
        """What falls due after today."""
        return [row for row in self.rows if not row.when.due]


@dataclass(frozen=True)
class MonthView:
    """One organization's month: every duty, late first, with totals and the disclosure day."""

    org_id: int
    period: str
    rows: tuple[DutyRow, ...]
    counts: Counts
    disclosure_day: Computed


@dataclass(frozen=True)
class BoardRow:
    """One child of a body with the totals of its subtree."""

    org_id: int
    path: str
    name: str
    n_orgs: int
    counts: Counts
    trend: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class HeatRow:
    """Overdue duties per category below one child."""

    org_id: int
    path: str
    name: str
    cells: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.cells.values())


@dataclass(frozen=True)
class LateRow:
    """One overdue duty in a list of many organizations."""

    org_id: int
    org_path: str
    org_code: str
    org_name: str
    above: str
    head: str
    period: str
    code: str
    trigger_id: int
    name: str
    category: str
    due_on: date
    days: int
    urged_at: datetime | None = None
