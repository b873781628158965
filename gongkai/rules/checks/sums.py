"""Figures that contradict each other: totals in tables, balances in sentences (第四条（六）, R20)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from gongkai.rules.checks.facts import THREE_PARTS, CheckFinding, DraftFacts, Part, warn

_NUMBER = re.compile(r"-?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?")
_CELL = re.compile(rf"(?:¥|￥)?\s*({_NUMBER.pattern})\s*(?:元|万元|人|名|户|个|项|次|件|亩)?")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|小\s*计)")
_MONEY = rf"[^0-9。；\n]{{0,6}}?({_NUMBER.pattern})\s?元"
_BALANCE = re.compile(
    rf"(上月结余|上期结余|上年结余|期初结余){_MONEY}.{{0,20}}?"
    rf"(收入|实收|留存|本月收入|新收){_MONEY}.{{0,20}}?"
    rf"(支出|使用|开支|用于[^0-9。；\n]{{0,12}}){_MONEY}.{{0,20}}?"
    rf"(月末结余|期末结余|本月结余|本期结余|结余|余额){_MONEY}",
    re.DOTALL,
)
_OPENING = re.compile(rf"(?:上月|上期|期初)结余{_MONEY}")
_CLOSING = re.compile(rf"(?:月末|期末|本月|本期)结余{_MONEY}")

Row = list[str]


def _value(text: str) -> Decimal | None:
    cell = _CELL.fullmatch(text.strip())
    return _amount(cell[1]) if cell else None


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", ""))


def _shown(value: Decimal) -> str:
    return f"{value:,f}" if value == value.to_integral() and value.as_tuple().exponent == 0 else f"{value:f}"


def _tables(text: str) -> Iterator[list[Row]]:
    """Runs of lines with the same number of cells: tables with a rectangular shape."""
    rows = [line.split("\t") for line in text.splitlines()]
    for width, run in groupby(rows, key=len):
        table = list(run)
        if width > 1 and len(table) > 2:
            yield table


def _columns(part: Part, table: list[Row]) -> Iterator[CheckFinding]:
    """The last row is a total: each column of plain numbers must add up to it."""
    *body, last = table
    if not _TOTAL.match(last[0].strip()) or any(_TOTAL.match(row[0].strip()) for row in body):
        return
    for place in range(1, len(last)):
        given = _value(last[place])
        values = [_value(row[place]) for row in body]
        if values and values[0] is None:
            values = values[1:]
        if given is None or not values or None in values:
            continue
        reckoned = sum((value for value in values if value is not None), Decimal())
        if given != reckoned:
            label = body[0][place].strip() if _value(body[0][place]) is None else last[0].strip()
            yield warn(
                "total_differs", part, "第四条（六）", shown=last[place].strip(),
                label=label or last[0].strip(), given=_shown(given), reckoned=_shown(reckoned),
            )  # fmt: skip


def _rows(part: Part, table: list[Row]) -> Iterator[CheckFinding]:
    """The last column is a total: each row of plain numbers must add up to it."""
    head, *body = table
    if not _TOTAL.match(head[-1].strip()) or len(head) < 4:
        return
    for row in body:
        given, values = _value(row[-1]), [_value(cell) for cell in row[1:-1]]
        if given is None or None in values:
            continue
        reckoned = sum((value for value in values if value is not None), Decimal())
        if given != reckoned:
            yield warn(
                "total_differs", part, "第四条（六）", shown=row[-1].strip(),
                label=row[0].strip(), given=_shown(given), reckoned=_shown(reckoned),
            )  # fmt: skip


def sums(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn of totals and balances that do not come out, and of an opening balance unlike the last closing one.

    Only what is plain is reckoned: rectangular tables with 合计, and one sentence of the form
    上月结余 … 收入 … 支出 … 结余. 第四条（六）; R20.
    """
    for part in THREE_PARTS:
        text = draft.text(part)
        for table in _tables(text):
            yield from _columns(part, table)
            yield from _rows(part, table)
        found = _BALANCE.findall(text)
        if len(found) == 1:
            opening, first, income, second, spent, third, _, last = found[0]
            reckoned = _amount(first) + _amount(second) - _amount(third)
            if reckoned != _amount(last):
                yield warn(
                    "balance_differs", part, "第四条（六）", shown=last, opening=f"{opening}{first}",
                    income=f"{income}{second}", spent=f"{spent.removeprefix('用于')}{third}",
                    reckoned=_shown(reckoned), given=last,
                )  # fmt: skip
    yield from _carried_over(draft)


def _carried_over(draft: DraftFacts) -> Iterator[CheckFinding]:
    if draft.previous is None:
        return
    given, before = _OPENING.findall(draft.content), _CLOSING.findall(draft.previous[0])
    if len(given) == 1 and len(before) == 1 and _amount(given[0]) != _amount(before[0]):
        yield warn("opening_differs", Part.CONTENT, "第四条（六）", shown=given[0], given=given[0], before=before[0])
