"""What the questions about carriers answer with (R59; frozen, ready to show)."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.rules.carriers import Verdict


@dataclass(frozen=True)
class CarrierView:
    """A carrier with its present keeper, its newest check and its light (R59)."""

    id: int
    org_id: int
    org_path: str
    org_name: str
    org_code: str
    kind: str
    kind_name: str
    method: str
    name: str
    place: str
    position: str
    from_date: date
    ended_on: date | None
    end_reason: str
    keeper: str
    keeper_phone: str
    refreshed: date | None
    checked: date | None
    condition: str
    verdict: Verdict | None  # None once it has ended


@dataclass(frozen=True)
class KeeperView:
    """Who kept it from a day on."""

    name: str
    phone: str
    from_date: date


@dataclass(frozen=True)
class CheckView:
    """What a check found; `photo`: its token, empty without one."""

    day: date
    by_name: str
    condition: str
    wrong: str
    month_hangs: bool
    photo: str


@dataclass(frozen=True)
class PlacedView:
    """What was made public there."""

    publication_id: int
    title: str
    audience: str
    starts_at: datetime


@dataclass(frozen=True)
class CarrierTrail:
    """One carrier with all that happened to it, newest first; `photo_this_month`: one is enough."""

    carrier: CarrierView
    keepers: tuple[KeeperView, ...]
    checks: tuple[CheckView, ...]
    placed: tuple[PlacedView, ...]
    photo_this_month: bool
