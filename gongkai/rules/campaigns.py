"""A regulation with a plan to be filed: who owes it, by when, how each stands (第十三条, R139, R140, F15).

The classes are those that the article names; villages, schools and branches are not among them. The day is
reckoned in calendar days after the issue, which is not counted, and the same holds for every later regulation.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.addressees import Addressees
from gongkai.rules.calendar import Computed, WorkCalendar
from gongkai.rules.deadlines import add_calendar_days
from gongkai.rules.permissions import Permission, may

ARTICLE = "第十三条"
CLASSES = (
    Addressees.STREETS, Addressees.TOWNS, Addressees.COMMITTEE_OFFICES, Addressees.DEPARTMENTS, Addressees.PEOPLES,
)  # fmt: skip


# Why the others need not: they carry out the plan of the body above them.
_BELOW, _OTHER = "按所在街镇的实施方案办", "按主管部门党组（党委）的实施方案办"
NEED_NOT = {
    Addressees.CITY_UNITS: "市管单位，不归县领导小组办公室备案", Addressees.ORGANS: "按县直机关工委的实施方案办",
    Addressees.VILLAGES: _BELOW, Addressees.COMMUNITIES: _BELOW, Addressees.SCHOOLS: _OTHER, Addressees.HOSPITALS: _OTHER,
    Addressees.SOES: _OTHER, Addressees.INSTITUTIONS: _OTHER, Addressees.NEW_ORGS: _BELOW,
}  # fmt: skip


class PlanStanding(StrEnum):
    """How an organization stands with its plan on a day."""

    MISSING = "missing"
    WAITING = "waiting"
    LATE = "late"
    FILED = "filed"
    EXCUSED = "excused"


class PlanTick(StrEnum):
    """What the office looks for in a plan (F15)."""

    GROUP = "group"
    PERSON = "person"
    STEPS = "steps"
    SYSTEMS = "systems"
    FUNDS = "funds"
    TEXT = "text"


S, T = PlanStanding, PlanTick
TERMS: dict[StrEnum, str] = {
    S.MISSING: "逾期未报", S.WAITING: "还没有报，未到期", S.LATE: "报了，晚于期限", S.FILED: "按时报了", S.EXCUSED: "不用报，已说明",
    T.GROUP: "领导小组按职务组成，办公室设在纪检组织", T.PERSON: "有专人，电话写明", T.STEPS: "工作步骤和时间写明",
    T.SYSTEMS: "建立八项制度有安排", T.FUNDS: "工作经费有安排", T.TEXT: "附件是正式印发的实施方案",
}  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """How many of those who owe a plan stand how."""

    filed: int
    late: int
    missing: int
    waiting: int
    excused: int = 0

    @property
    def total(self) -> int:
        """Who has to file; those excused have not."""
        return self.filed + self.late + self.missing + self.waiting


def due_of(from_day: date, days: int, calendar: WorkCalendar, *, later: bool = False) -> Computed:
    """By when the plan is to be with the office, with the reason: the day of issue is not counted.

    `later`: of an organization that was asked on that day, after the others.
    """
    since = "补充布置" if later else "文件印发"
    return add_calendar_days(from_day, days, calendar, f"实施方案在{since}后{days}日内报送备案", ARTICLE)


def standing(*, due_on: date, filed_on: date | None, today: date, excused: bool = False) -> PlanStanding:
    """Judged by the first filing: asking for completion later makes nobody late. What was filed counts, excused or not."""
    if filed_on is not None:
        return S.LATE if filed_on > due_on else S.FILED
    if excused:
        return S.EXCUSED
    return S.MISSING if today > due_on else S.WAITING


def tally(standings: Iterable[PlanStanding]) -> Tally:
    """The figures above the board."""
    found = Counter(standings)
    return Tally(found[S.FILED], found[S.LATE], found[S.MISSING], found[S.WAITING], found[S.EXCUSED])


def may_file(actor: Actor, *, org_path: str, county_path: str) -> bool:
    """The organization files for itself: the office that receives it does not, though it reaches everywhere."""
    return may(actor, Permission.CORRESPOND, org_path) and not may(actor, Permission.MANAGE_RULEBOOK, county_path)
