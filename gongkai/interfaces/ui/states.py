"""The five visible states of a due item: word, shape and colour, always together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.interfaces.ui.shapes import pick


@dataclass(frozen=True)
class VisibleState:
    """One of the five answers; `symbol` is the id in the symbol sheet, `short` the word in speech."""

    key: str
    word: str
    symbol: str
    short: str


STATES = (
    VisibleState("published", "已公开", "pub", "已公开"),
    VisibleState("nil", "本月无此类事项", "nil", "无此类事项"),
    VisibleState("exempt", "已备案暂不公开", "exm", "暂不公开"),
    VisibleState("changed", "变更并说明", "chg", "变更"),
    VisibleState("overdue", "逾期", "late", "逾期"),
)
BY_KEY = {state.key: state for state in STATES}


def visible(key: str) -> VisibleState:
    """Find a state; anything that is not one of the five answers is an error of the caller."""
    try:
        return BY_KEY[str(key)]
    except KeyError:
        raise ValueError(f"{key!r} is a stage of work, not one of the five states") from None


@dataclass(frozen=True)
class Part:
    """A state with its number; `url` leads to the items counted."""

    state: VisibleState
    number: int
    url: str = ""


def parts(counts: Any, urls: Any = None) -> list[Part]:
    """Give all five states their numbers, in the fixed order; a missing one is 0."""
    return [Part(state, int(pick(counts, state.key, 0)), str(pick(urls or {}, state.key, ""))) for state in STATES]


def total(items: Iterable[Part]) -> int:
    """Add the parts up."""
    return sum(item.number for item in items)


def spoken(items: Iterable[Part]) -> str:
    """Say the parts in one line, for readers who do not see the picture."""
    return "，".join(f"{item.state.short}{item.number:,}项" for item in items)
