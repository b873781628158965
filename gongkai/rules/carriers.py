"""Carriers as assets (公开载体, R59): their kinds, their condition, and how fresh what hangs there is.

What hangs is fresh when it was refreshed since the month of the last disclosure day began: by a
placement, or seen by a check. After a disclosure day that was missed it is due, and from the
rulebook's day on it is stale. A telephone carries no sheet: it is judged by its last check alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.methods import INDOOR, Audience, MethodUse, Reach, reach


class CarrierKind(StrEnum):
    """What something can be read or heard on."""

    BOARD = "board"
    INDOOR_BOARD = "indoor_board"
    SCREEN = "screen"
    PHONE = "phone"
    RADIO = "radio"
    SITE = "site"
    MOBILE = "mobile"
    TELEVISION = "television"


class Condition(StrEnum):
    """In which condition a check found it."""

    GOOD = "good"
    WORN = "worn"
    UNUSABLE = "unusable"


class Freshness(StrEnum):
    """The light: green, yellow, red."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"


class Reason(StrEnum):
    """Why the light stands as it does."""

    REFRESHED = "refreshed"
    NEW = "new"
    MISSED = "missed"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    BROKEN = "broken"


TERMS = {
    CarrierKind.BOARD: "公开栏",
    CarrierKind.INDOOR_BOARD: "室内公开栏",
    CarrierKind.SCREEN: "电子显示屏",
    CarrierKind.PHONE: "公开电话",
    CarrierKind.RADIO: "广播",
    CarrierKind.SITE: "网站栏目",
    CarrierKind.MOBILE: "手机群",
    CarrierKind.TELEVISION: "电视",
    Condition.GOOD: "完好",
    Condition.WORN: "有破损，还能看",
    Condition.UNUSABLE: "不能用",
    Freshness.FRESH: "正常",
    Freshness.DUE: "该去看看",
    Freshness.STALE: "久未更新",
    Reason.REFRESHED: "按公开日更新了",
    Reason.NEW: "新登记",
    Reason.MISSED: "公开日过后没有更新",
    Reason.CHECKED: "最近检查过",
    Reason.UNCHECKED: "很久没有检查",
    Reason.BROKEN: "检查时不能用",
}
SENTENCES = {
    Reason.REFRESHED: "最近一个公开日的内容已经更新",
    Reason.NEW: "新登记，下个公开日前更新",
    Reason.MISSED: "公开日过去{days}天，还没有更新",
    Reason.CHECKED: "{days}天前检查过",
    Reason.UNCHECKED: "已经{days}天没有检查",
    Reason.BROKEN: "检查时不能用",
}


@dataclass(frozen=True)
class CarrierRule:
    """The way (第七条) that a kind serves, its remark, and whether a sheet is renewed on it each month."""

    method: str
    remark: str = ""
    renewed: bool = True


CARRIERS = {
    CarrierKind.BOARD: CarrierRule("gl"),
    CarrierKind.INDOOR_BOARD: CarrierRule("gl", INDOOR),
    CarrierKind.SCREEN: CarrierRule("xs"),
    CarrierKind.PHONE: CarrierRule("dh", renewed=False),
    CarrierKind.RADIO: CarrierRule("gb"),
    CarrierKind.SITE: CarrierRule("wz"),
    CarrierKind.MOBILE: CarrierRule("sj"),
    CarrierKind.TELEVISION: CarrierRule("ds"),
}


def rule(kind: str) -> CarrierRule:
    """What follows from the kind of a carrier."""
    return CARRIERS[CarrierKind(kind)]


def kinds_of(method: str, remark: str = "") -> tuple[CarrierKind, ...]:
    """The kinds that a way is done on: the plain board for 公开栏, the indoor one for 公开栏（室内）."""
    return tuple(kind for kind, one in CARRIERS.items() if (one.method, one.remark) == (method, remark))


def reaching(audience: Audience) -> tuple[CarrierKind, ...]:
    """The kinds that reach an audience and show it to nobody else (R22, R60)."""
    return tuple(
        kind for kind, one in CARRIERS.items() if reach(audience, MethodUse(one.method, one.remark)) is Reach.REACHES
    )


@dataclass(frozen=True)
class Sight:
    """What is known of a carrier: in use since, last placement, last check that saw the month's sheet, last check."""

    kind: str
    since: date
    placed: date | None = None
    hung: date | None = None
    checked: date | None = None
    condition: str = ""

    @property
    def refreshed(self) -> date | None:
        """The last day on which something new is known to have hung there."""
        return max((day for day in (self.placed, self.hung) if day), default=None)


@dataclass(frozen=True)
class Verdict:
    """The light with its reason and the days it counts."""

    light: Freshness
    reason: Reason
    days: int = 0

    @property
    def sentence(self) -> str:
        return SENTENCES[self.reason].format(days=self.days)


@dataclass(frozen=True)
class PassedDay:
    """A disclosure day that is over: the first day of its month, and the day itself."""

    opens: date
    due: date


def freshness(sight: Sight, *, today: date, passed: Sequence[PassedDay], stale_days: int, check_days: int) -> Verdict:
    """Judge a carrier; `passed`: the last disclosure days that are over, newest first.

    The days count from the earliest of them that the carrier missed while in use.
    """
    if sight.condition == Condition.UNUSABLE:
        return Verdict(Freshness.STALE, Reason.BROKEN)
    if not rule(sight.kind).renewed:
        days = (today - (sight.checked or sight.since)).days
        if days > check_days:
            return Verdict(Freshness.DUE, Reason.UNCHECKED, days)
        return Verdict(Freshness.FRESH, Reason.CHECKED if sight.checked else Reason.NEW, days)
    refreshed = sight.refreshed
    if passed and refreshed and refreshed >= passed[0].opens:
        return Verdict(Freshness.FRESH, Reason.REFRESHED)
    missed = [day.due for day in passed if sight.since <= day.due and not (refreshed and refreshed >= day.opens)]
    if not missed:
        return Verdict(Freshness.FRESH, Reason.NEW)
    days = (today - min(missed)).days
    return Verdict(Freshness.STALE if days > stale_days else Freshness.DUE, Reason.MISSED, days)
