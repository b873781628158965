"""Which months, days and years a text names, as one writes them in Chinese (第八条（二）, R70)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.periods import Period

HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_FIGURE = "0-9０-９"
_HAN = "〇零一二三四五六七八九十"
_READ = str.maketrans("０１２３４５６７８９〇零一二三四五六七八九", "012345678900123456789")
_RELATIVE = {"去": -1, "上": -1, "今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1}
_VAGUE = "前往历同"  # 往年8月: no year to reckon with

_MONTH = rf"(?<![{_FIGURE}{_HAN}])(?:[1１][0-2０-２]|[0０]?[1-9１-９]|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:[{_FIGURE}]{{1,2}}|[{_HAN}]{{1,3}})"
_YEAR = rf"(?:(?<![{_FIGURE}])[{_FIGURE}]{{1,4}}|[〇零一二三四五六七八九]{{4}}|[{_VAGUE}{''.join(_RELATIVE)}])\s*年\s*"
_DASH = r"\s*(?:[-—–－~～至到]|——)\s*"
_AND = r"\s*[、和与及]\s*"

_SHAPES = re.compile(
    rf"""
    (?P<span>(?:{_YEAR})?{_MONTH}\s*(?:月份?)?(?:{_DASH}|{_AND})(?:{_YEAR})?{_MONTH}\s*月份?(?!\s*{_DAY}\s*[日号])
           |(?:{_YEAR})?{_MONTH}\s*月份?(?:至今|以来|起(?!草)|开始))
    |(?P<day>(?:{_YEAR})?{_MONTH}\s*月\s*
             (?:{_DAY}(?:{_DASH}{_DAY})?\s*[日号]|[上中下]旬|[（(]\s*[{_FIGURE}]{{1,2}}[^（）()\n]{{0,8}}[）)])
           |(?<![{_FIGURE}])[0-9]{{4}}(?P<sign>[-/.])[0-9]{{1,2}}(?P=sign)[0-9]{{1,2}}(?![{_FIGURE}]))
    |(?P<month>(?P<year>{_YEAR})?(?P<number>{_MONTH})\s*月(?!革命|花|天|围城|桂)份?
           |(?<![{_FIGURE}])(?P<dashed_year>[0-9]{{4}})-(?P<dashed>0[1-9]|1[0-2])(?![-{_FIGURE}]))
    |(?P<lone_day>(?<![月{_FIGURE}第期满近前后续每示过])[0-9]{{1,2}}[日号](?![内后以游]))
    |(?P<lone_year>(?<![{_FIGURE}])[0-9]{{4}}年(?!\s*{_MONTH}\s*月))
    """,
    re.VERBOSE,
)
_FIGURES = re.compile(rf"[{_FIGURE}{_HAN}]+(?!\s*年|[{_FIGURE}{_HAN}])")
_LINE_STARTS = "\n。；;"


class Named(StrEnum):
    """What a place in a text names."""

    MONTH = "month"
    DAY = "day"
    SPAN = "span"
    YEAR = "year"


TERMS = {Named.MONTH: "月份", Named.DAY: "日期", Named.SPAN: "几个月", Named.YEAR: "年份"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, from `start` up to `end`, that names a month, a day, a span of months or a year.

    `year`: as written, of two or four figures; `relative`: 去年 -1, 今年 0, 明年 1; neither: no year stands there.
    `vague`: a year nobody can reckon with (往年). `year_at`, `month_at`: where the figures of a month stand.
    """

    start: int
    end: int
    text: str
    kind: Named
    months: tuple[int, ...] = ()
    year: int | None = None
    relative: int | None = None
    vague: bool = False
    year_at: tuple[int, int] = (0, 0)
    month_at: tuple[int, int] = (0, 0)

    def names(self, month: Period, *, seen_from: Period) -> bool:
        """May it mean this month, in a text that is about `seen_from`?"""
        if self.vague or month.month not in self.months:
            return False
        if self.relative is not None:
            return month.year == seen_from.year + self.relative
        return self.year is None or self.year in (month.year, month.year % 100)


def mentions(text: str) -> Iterator[Mention]:
    """Every month, day, span of months and lone year that a text names, in its order."""
    at = 0
    while found := _SHAPES.search(text, at):
        if found["span"] and (item := _enumerator(text, found)):
            at = item
            continue
        at = found.end()
        yield _mention(found)


def _enumerator(text: str, found: re.Match[str]) -> int:
    """Where the words begin after “1、” at the start of a line: “1、8月收缴” is item 1; 0 when it is a span (8、9月)."""
    sign = found[0].find("、")
    if sign < 1 or "月" in found[0][:sign] or "年" in found[0]:
        return 0
    first, last = (value(one) for one in _FIGURES.findall(found[0])[:2])
    before = text[max(0, found.start() - 9) : found.start()].rstrip(" \u3000")
    starts = before[-1] in _LINE_STARTS if before else found.start() < 9
    return found.start() + sign + 1 if starts and last != first + 1 else 0


def _mention(found: re.Match[str]) -> Mention:
    start, end, text = found.start(), found.end(), found[0]
    if found["dashed"]:
        return Mention(
            start, end, text, Named.MONTH, (int(found["dashed"]),), int(found["dashed_year"]),
            year_at=found.span("dashed_year"), month_at=found.span("dashed"),
        )  # fmt: skip
    if found["month"]:
        figures = (found["year"] or "").rstrip().removesuffix("年").rstrip()
        year, relative, vague = _year(figures)
        first = found.start("year")
        year_at = (first, first + len(figures)) if year is not None else (0, 0)
        return Mention(
            start, end, text, Named.MONTH, (value(found["number"]),), year, relative, vague, year_at,
            found.span("number"),
        )  # fmt: skip
    if found["span"]:
        return Mention(start, end, text, Named.SPAN, _spanned(text))
    if found["lone_year"]:
        return Mention(start, end, text, Named.YEAR, year=int(text[:4]))
    return _day(start, end, text)


def _day(start: int, end: int, text: str) -> Mention:
    before, month, _ = text.partition("月")
    if not month:
        parts = re.split("[-/.]", text)
        if len(parts) < 3:
            return Mention(start, end, text, Named.DAY)
        return Mention(start, end, text, Named.DAY, (int(parts[1]),), int(parts[0]))
    years, _, number = before.rpartition("年")
    year, relative, vague = _year(years.strip())
    return Mention(start, end, text, Named.DAY, (value(number.strip()),), year, relative, vague)


def _spanned(text: str) -> tuple[int, ...]:
    ends = [value(one) for one in _FIGURES.findall(text)]
    first, last = ends[0], ends[-1]
    return tuple(range(first, last + 1)) if first <= last else (*range(first, 13), *range(1, last + 1))


def _year(figures: str) -> tuple[int | None, int | None, bool]:
    """The year in figures, the relative one, and whether it is one that nobody can reckon with."""
    if not figures:
        return None, None, False
    if figures in _RELATIVE:
        return None, _RELATIVE[figures], False
    if figures in _VAGUE or len(figures) not in (2, 4):
        return None, None, True
    return value(figures), None, False


def value(written: str) -> int:
    """The number that figures stand for, also ８ and 十二; years sign by sign (二〇二六)."""
    return HAN_MONTHS.index(written) + 1 if written in HAN_MONTHS else int(written.translate(_READ))
