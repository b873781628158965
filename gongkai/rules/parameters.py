"""The rulebook's figures as dated values: what holds on a day, and on which article it rests.

A figure the text itself sets is marked ``text`` and cites its article; a figure the text leaves
open is marked ``default`` and must stay a setting (R142: nothing holds before its day).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from gongkai.rules.citations import anchor
from gongkai.rules.refusals import Refused

Numbers = tuple[int, ...]
Value = int | str | bool | Numbers


class Unit(StrEnum):
    """What a parameter's value counts or chooses."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    MINUTES = "minutes"
    SECONDS = "seconds"
    MEGABYTES = "megabytes"
    PERCENT = "percent"
    COUNT = "count"
    TIME = "time"
    CHOICE = "choice"
    SWITCH = "switch"


class Mark(StrEnum):
    """Where a value comes from: the text of the regulation, or our default."""

    TEXT = "text"
    DEFAULT = "default"


TERMS = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.CALENDAR_DAYS: "天",
    Unit.MONTHS: "个月",
    Unit.MINUTES: "分钟",
    Unit.SECONDS: "秒",
    Unit.MEGABYTES: "MB",
    Unit.PERCENT: "%",
    Unit.COUNT: "数目",
    Unit.TIME: "时刻",
    Unit.CHOICE: "选项",
    Unit.SWITCH: "开关",
    Mark.TEXT: "条文规定",
    Mark.DEFAULT: "默认",
}

NOT_COUNTED = {Unit.TIME, Unit.CHOICE, Unit.SWITCH}


@dataclass(frozen=True)
class DatedValue:
    """A value and the day from which it holds, with the provision or 默认 it rests on."""

    effective_from: date
    value: Value
    basis: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True)
class Parameter:
    """One figure of the rulebook; ``values`` ascend by day, ``options`` name a choice's values.

    ``article`` cites the provision that leaves a default open, empty when there is none.
    """

    key: str
    name: str
    unit: Unit
    values: tuple[DatedValue, ...]
    options: tuple[tuple[str, str], ...] = ()
    article: str = ""

    def on(self, day: date) -> DatedValue:
        """Return what holds on the day; LookupError before the first effective day."""
        for dated in reversed(self.values):
            if dated.effective_from <= day:
                return dated
        first = self.values[0].effective_from
        raise LookupError(f"parameter {self.key!r} has no value on {day}: it begins on {first}")

    def words(self, day: date) -> str:
        """Return the value of the day as people read it: 5个工作日, 党组织自行制定并备案."""
        value = self.on(day).value
        if self.unit is Unit.SWITCH:
            return "开" if value else "关"
        if self.unit is Unit.CHOICE:
            return dict(self.options)[str(value)]
        shown = "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
        if self.unit in {Unit.TIME, Unit.COUNT}:
            return shown
        return f"{shown}{' ' if self.unit is Unit.MEGABYTES else ''}{TERMS[self.unit]}"


class Parameters:
    """The figures of one release of the rulebook, read by key and day."""

    def __init__(self, mapping: Mapping[str, Parameter]) -> None:
        self._parameters = dict(mapping)

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._parameters.values())

    def __len__(self) -> int:
        return len(self._parameters)

    def __contains__(self, key: str) -> bool:
        return key in self._parameters

    def __getitem__(self, key: str) -> Parameter:
        try:
            return self._parameters[key]
        except KeyError:
            raise KeyError(f"the rulebook has no parameter {key!r}") from None

    def value(self, key: str, on: date) -> Value:
        """Return the value that holds on the day; KeyError and LookupError as in `Parameter.on`."""
        return self[key].on(on).value

    def int(self, key: str, on: date) -> int:
        """Return a counted value (days, months, percent …); TypeError for any other kind."""
        value = self.value(key, on)
        if self[key].unit in NOT_COUNTED or type(value) is not int:
            raise TypeError(f"parameter {key!r} is not one number: {value!r}")
        return value

    def hour(self, key: str, on: date) -> time:
        """Return a time of day that something begins at; TypeError for any other kind."""
        value = self.value(key, on)
        if self[key].unit is not Unit.TIME or not isinstance(value, str):
            raise TypeError(f"parameter {key!r} is not a time of day: {value!r}")
        return time.fromisoformat(value)

    def several(self, key: str, on: date) -> Numbers:
        """Return counted values, one or more."""
        value = self.value(key, on)
        return value if isinstance(value, tuple) else (self.int(key, on),)

    def basis(self, key: str, on: date) -> str:
        """Return the citation the value of the day rests on, 第八条（二） or 默认."""
        return self[key].on(on).basis

    def over(self, base: "Parameters") -> "Parameters":
        """Return the base with these dated values laid over it; on the same day these win."""
        merged = {parameter.key: parameter for parameter in base}
        for parameter in self:
            below = merged[parameter.key].values if parameter.key in merged else ()
            dated = {value.effective_from: value for value in (*below, *parameter.values)}
            merged[parameter.key] = Parameter(
                parameter.key,
                parameter.name,
                parameter.unit,
                tuple(dated[day] for day in sorted(dated)),
                parameter.options,
                parameter.article,
            )
        return Parameters(merged)


def problems(raw: object) -> list[str]:
    """Return what is wrong with parameters read from a file, in Chinese; empty when sound.

    ``raw`` is the list under ``parameters``: each value dated and with its basis, days ascending.
    """
    if not isinstance(raw, list) or not raw:
        return ["没有读到参数。“parameters”下面应当是一个列表。"]
    found: list[str] = []
    seen: set[str] = set()
    for position, entry in enumerate(raw, 1):
        if not isinstance(entry, dict) or not re.fullmatch(r"[a-z][a-z0-9_]*", str(entry.get("key"))):
            found.append(f"第{position}个参数没有写明 key（小写字母、数字和下划线）。")
            continue
        key = entry["key"]
        if key in seen:
            found.append(f"{key}：出现了两次，请留下一个。")
        seen.add(key)
        found += [f"{key}：{problem}" for problem in _parameter_problems(entry)]
    return found


def build(raw: list[dict[str, Any]]) -> Parameters:
    """Make parameters of raw ones; ValueError listing every problem when they are not sound."""
    found = problems(raw)
    if found:
        raise ValueError("\n".join(found))
    return Parameters({entry["key"]: _parameter(entry) for entry in raw})


def _parameter(entry: dict[str, Any]) -> Parameter:
    return Parameter(
        entry["key"],
        entry["name"],
        Unit(entry["unit"]),
        tuple(
            DatedValue(
                value["effective_from"],
                tuple(value["value"]) if isinstance(value["value"], list) else value["value"],
                value["basis"],
                Mark(value["mark"]),
                value.get("note", ""),
            )
            for value in entry["values"]
        ),
        tuple(entry.get("options", {}).items()),
        entry.get("article", ""),
    )


def _parameter_problems(entry: dict[str, Any]) -> Iterator[str]:
    if not entry.get("name"):
        yield "没有中文名称（name）。"
    unit = entry.get("unit")
    if unit not in set(Unit):
        yield f"单位“{unit}”不认识，可用：{'、'.join(Unit)}。"
    if entry.get("article") and not _is_citation(entry["article"]):
        yield f"“{entry['article']}”不像一处条款（article）。"
    values = entry.get("values")
    if not isinstance(values, list) or not values:
        yield "没有任何取值（values）。"
        return
    days = []
    for position, value in enumerate(values, 1):
        if not isinstance(value, dict):
            yield f"第{position}个取值不是“起始日、值、依据”的写法。"
            continue
        day = value.get("effective_from")
        if type(day) is not date:
            yield f"第{position}个取值没有起始日（effective_from）。"
        else:
            days.append(day)
        yield from _basis_problems(position, value)
        if not _fits(unit, value.get("value"), entry.get("options") or {}):
            yield f"第{position}个取值“{value.get('value')}”与单位“{unit}”不符。"
    if any(later <= earlier for earlier, later in zip(days, days[1:], strict=False)):
        yield "取值没有按起始日先后排列，或两个取值同一天起始。"


def _basis_problems(position: int, value: dict[str, Any]) -> Iterator[str]:
    mark, basis = value.get("mark"), value.get("basis")
    if mark not in set(Mark):
        yield f"第{position}个取值没有注明来源（mark：text 或 default）。"
    if not basis:
        yield f"第{position}个取值没有依据（basis）。"
    elif mark == Mark.TEXT and not _is_citation(basis):
        yield f"第{position}个取值注明出自条文，但“{basis}”不像一处条款。"


def _is_citation(text: object) -> bool:
    try:
        anchor(str(text))
    except Refused:
        return False
    return True


def _fits(unit: object, value: object, options: Mapping[str, str]) -> bool:
    if unit == Unit.SWITCH:
        return type(value) is bool
    if unit == Unit.CHOICE:
        return isinstance(value, str) and value in options
    if unit == Unit.TIME:
        return isinstance(value, str) and bool(re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", value))
    numbers = value if isinstance(value, list) else [value]
    ceiling = 100 if unit == Unit.PERCENT else 100_000
    return bool(numbers) and all(type(n) is int and 0 <= n <= ceiling for n in numbers)
