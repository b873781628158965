"""The geometry of the drawn components: bars, strips and lines, as numbers for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.interfaces.ui import states
from gongkai.interfaces.ui.shapes import pick

BAR_WIDTH, BAR_GAP, BAR_LEAST = 1000.0, 3.0, 4.0
STRIP_HEIGHT, STRIP_CELL = 87.0, 6.2
LINE_LEFT, LINE_RIGHT, LINE_TOP, LINE_BOTTOM = 44.0, 594.0, 20.0, 160.0
SPARK_LEFT, SPARK_RIGHT, SPARK_TOP, SPARK_BOTTOM = 4.0, 156.0, 4.0, 44.0


@dataclass(frozen=True)
class Box:
    """A rectangle with its colour class."""

    symbol: str
    x: str
    y: str
    width: str
    height: str


def bar(items: Sequence[states.Part]) -> list[Box]:
    """Lay the parts side by side over 1000 units; small parts stay visible, empty ones are left out."""
    shown = [item for item in items if item.number > 0]
    whole = states.total(shown)
    room = BAR_WIDTH - BAR_GAP * max(len(shown) - 1, 0)
    widths = [max(room * item.number / whole, BAR_LEAST) for item in shown]
    if widths:
        largest = widths.index(max(widths))
        widths[largest] -= sum(widths) - room
    boxes, x = [], 0.0
    for item, width in zip(shown, widths, strict=True):
        boxes.append(Box(item.state.symbol, f"{x:.1f}", "0", f"{width:.1f}", "16"))
        x += width + BAR_GAP
    return boxes


def column(items: Sequence[states.Part], tallest: int) -> list[Box]:
    """Stack one month from the bottom: one cell per item, or one block per state when there are many."""
    step = min(STRIP_CELL, STRIP_HEIGHT / max(tallest, 1))
    boxes, y = [], STRIP_HEIGHT
    for item in items:
        if step < 3:
            cells = [item.number * step] if item.number else []
        else:
            cells = [step] * item.number
        for height in cells:
            y -= height
            gap = 1.0 if height > 2 else 0.0
            boxes.append(Box(item.state.symbol, "8", f"{y:.1f}", "24", f"{height - gap:.1f}"))
    return boxes


@dataclass(frozen=True)
class Dot:
    """A point on a line, with what is written beside it."""

    x: float
    y: float
    label: str
    note: str
    value: str
    extra: str
    anchor: str
    note_y: float
    show_label: bool


@dataclass(frozen=True)
class Line:
    """A trend line: its axis, its stretches without gaps, its points."""

    ticks: list[tuple[float, str]]
    stretches: list[str]
    dots: list[Dot]
    last: Dot | None
    value_x: float
    value_y: float


def plain(value: float | None) -> str:
    """Write a value with at most one decimal."""
    return "" if value is None else f"{value:,.1f}".removesuffix(".0")


def axis(values: Sequence[float]) -> tuple[float, float, float]:
    """Choose low, high and step of an axis with at most five intervals."""
    low, high = min(values), max(values)
    spread = max(high - low, 1e-9)
    step = 1.0
    for step in (base * 10**power for power in range(-1, 9) for base in (1, 2, 5)):
        bottom, top = low // step * step, -(-high // step) * step
        if spread / step <= 4 and (top - bottom) / step <= 5:
            break
    bottom, top = low // step * step, -(-high // step) * step
    return bottom, (top if top > bottom else bottom + step), step


def line(points: Sequence[Any], unit: str) -> Line:
    """Draw points in order, from left to right; a missing value breaks the line."""
    values = [float(pick(point, "value", 0)) for point in points if pick(point, "value", None) is not None]
    if not values:
        return Line([], [], [], None, 0, 0)
    bottom, top, step = axis(values)

    def height(value: float) -> float:
        share = (value - bottom) / (top - bottom)
        return round(LINE_BOTTOM - share * (LINE_BOTTOM - LINE_TOP), 1)

    gap = (LINE_RIGHT - LINE_LEFT) / max(len(points) - 1, 1)
    every = -(-len(points) // 12)
    dots: list[Dot] = []
    stretches: list[list[str]] = [[]]
    for index, point in enumerate(points):
        value = pick(point, "value", None)
        x = round(LINE_LEFT + gap * index, 1)
        y = LINE_BOTTOM if value is None else height(float(value))
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{x},{y}")
        around = [float(pick(p, "value", 0)) for p in points[max(index - 1, 0) : index + 2]]
        dips = value is not None and float(value) <= sum(around) / len(around)
        below = dips and y + 22 < LINE_BOTTOM + 4
        dots.append(
            Dot(
                x=x,
                y=y,
                label=str(pick(point, "label")),
                note=str(pick(point, "note")),
                value="没有数" if value is None else plain(float(value)) + unit,
                extra=str(pick(point, "extra")),
                anchor="start" if index == 0 else "end" if index == len(points) - 1 else "middle",
                note_y=y + 22 if below else y - 12,
                show_label=(len(points) - 1 - index) % every == 0,
            )
        )
    count = round((top - bottom) / step)
    ticks = [(height(bottom + step * n), plain(bottom + step * n)) for n in range(count + 1)]
    last = dots[-1] if pick(points[-1], "value", None) is not None else None
    # Behind the last point nothing is drawn, so its value never lies on the line.
    value_x, value_y = (0.0, 0.0) if last is None else (last.x + 12, last.y + 6)
    return Line(ticks, [" ".join(s) for s in stretches if s], dots, last, value_x, value_y)


def spark(values: Sequence[float], low: float, high: float, base: float | None) -> dict[str, Any]:
    """Place a small line between two bounds shared by all its neighbours."""
    spread = max(high - low, 1e-9)

    def height(value: float) -> float:
        share = min(max((value - low) / spread, 0), 1)
        return round(SPARK_BOTTOM - share * (SPARK_BOTTOM - SPARK_TOP), 1)

    gap = (SPARK_RIGHT - SPARK_LEFT) / max(len(values) - 1, 1)
    places = [(round(SPARK_LEFT + gap * n, 1), height(v)) for n, v in enumerate(values)]
    return {
        "points": " ".join(f"{x},{y}" for x, y in places),
        "end": (str(places[-1][0] - 2.5), str(round(places[-1][1] - 3, 1))) if places else None,
        "base": None if base is None else str(height(base)),
    }


def shade(value: int | None, cuts: Sequence[int]) -> str:
    """Give a count its step of tint: h0 … h4, or hx where there is nothing to count."""
    if value is None:
        return "hx"
    return f"h{sum(value >= cut for cut in cuts)}"
