"""Last month's text made this month's: its months change, days and other years stay and are named (第八条（二）, R70)."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.rules.months_named import HAN_MONTHS, Mention, Named, mentions
from gongkai.rules.periods import Period

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands from `start` up to `end` by `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A month's name before and after, e.g. 2026年8月 and 2026年9月, and the month it names now."""

    old: str
    new: str
    month: int


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How a text becomes another month's: the edits in their order, what they change, and what stays to be looked at."""

    edits: tuple[Edit, ...]
    changed: tuple[Change, ...]
    left: tuple[str, ...]


def carry_over(text: str, source: Period, target: Period) -> CarriedOver:
    """Make a text about `source` one about `target`: its month, and the month after it where plans are told.

    Only months that stand alone change (2026年8月, 8月份, 8月末). Days (9月2日, 8月下旬), spans (7—8月, 8月以来), other
    months and other years stay and are named in `left`; of lone years only those that the turn of a year makes doubtful.
    """
    edits: list[Edit] = []
    changed: list[Change] = []
    left: list[str] = []
    for one in mentions(text):
        made = _edits(one, text, source, target) if one.kind is Named.MONTH and source != target else []
        if made:
            edits += made
            inside = [Edit(edit.start - one.start, edit.end - one.start, edit.new) for edit in made]
            month = Period(target.year, one.months[0]).plus(target.index - source.index).month
            changed.append(Change(one.text, applied(one.text, inside), month))
        elif one.kind is not Named.YEAR or (one.year == source.year and target.year != source.year):
            left.append(one.text)
    return CarriedOver(tuple(edits), tuple(changed), tuple(left))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they stand in its order and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _edits(one: Mention, text: str, source: Period, target: Period) -> list[Edit]:
    """The figures to replace; none when it means another month, or 今年 would no longer be true."""
    for base in (source, source.next()):
        if one.names(base, seen_from=source):
            new = base.plus(target.index - source.index)
            if one.relative is not None and new.year != target.year + one.relative:
                return []
            places = [(one.year_at, new.year)] if one.year is not None and new.year != base.year else []
            places.append((one.month_at, new.month))
            padded = "-" in one.text  # 2026-09
            return [Edit(a, b, _like(text[a:b], number, padded=padded)) for (a, b), number in places]
    return []


def _like(written: str, number: int, *, padded: bool) -> str:
    """The number in the manner of what stood there: 08 → 09, ８ → ９, 八 → 九, 25 → 26, 二〇二五 → 二〇二六."""
    is_month = number <= len(HAN_MONTHS)
    if written[0] in "〇零一二三四五六七八九十":
        han = HAN_MONTHS[number - 1] if is_month else str(number).translate(_HAN)
        return han.replace("〇", "零") if "零" in written else han
    plain = str(number if is_month or len(written) > 2 else number % 100)
    if padded or written[0] in "0０":
        plain = plain.zfill(len(written))
    return plain if written.isascii() else plain.translate(_WIDE)
