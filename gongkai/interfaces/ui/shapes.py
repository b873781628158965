"""The small value shapes that views hand to the components."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation; a group has no address but `rooms`, and is current when one of them is."""

    label: str
    url: str
    current: bool = False
    rooms: "tuple[NavItem, ...]" = ()


@dataclass(frozen=True)
class Crumb:
    """One place in the breadcrumb; the last one has no url."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class RunDay:
    """One day of a calendar run; `kind` is "", now, rest, first (the struck-out date) or due."""

    date: date
    note: str = ""
    kind: str = ""
    rest: bool = False


@dataclass(frozen=True)
class Step:
    """One step of a procedure; `state` is "", done or here."""

    name: str
    who: str = ""
    when: str = ""
    state: str = ""


@dataclass(frozen=True)
class MonthCell:
    """One month of the twelve-month strip, with its counts by state."""

    label: str
    counts: Mapping[str, int]
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Check:
    """One finding; `level` is stop or warn, `target` the id of the field to go to."""

    level: str
    title: str
    text: str = ""
    article: str = ""
    target: str = ""
    target_label: str = "去改"
    url: str = ""


@dataclass(frozen=True)
class Point:
    """One point of a trend; `value` may be None when the month has no figure."""

    label: str
    value: float | None
    note: str = ""
    extra: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One row of the heat table; a cell of None means the row has no entry in that column."""

    label: str
    cells: Sequence[int | None]
    url: str = ""


@dataclass(frozen=True)
class Heat:
    """A heat table: rows × columns of counts, with totals derived, never given."""

    columns: Sequence[str]
    rows: Sequence[HeatRow] = field(default_factory=list)
    corner: str = "地方"


def pick(thing: Any, name: str, default: Any = "") -> Any:
    """Read a fact from an object or from a mapping; None counts as missing."""
    if isinstance(thing, Mapping):
        value = thing.get(name, default)
    else:
        value = getattr(thing, name, default)
    return default if value is None else value
