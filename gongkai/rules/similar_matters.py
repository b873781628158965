"""Off-catalog matters that keep coming back belong into the catalog (第六条（二）, R50)."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.rules.clusters import share
from gongkai.rules.search_text import grams

ALIKE = 2 / 3  # share of common pairs of characters from which two titles name one matter: half of all pairs
# Words that tell one occasion from another, not one matter from another.
_OCCASIONS = str.maketrans("", "", "0123456789０１２３４５６７８９〇零一二三四五六七八九十年月日第届期次季度上下半本")


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter published outside the catalog with the maker's consent."""

    number: str
    title: str
    category: str


def normalized(title: str) -> str:
    """A title without signs, dates and ordinals: 2026年春节慰问 and 2025年春节慰问 are one matter."""
    return "".join(sign for sign in title.translate(_OCCASIONS) if sign.isalnum())


def _pairs(title: str) -> frozenset[str]:
    return frozenset(token for token in grams(normalized(title)) if len(token) > 1)


def similar(one: Matter, other: Matter) -> bool:
    """Are these the same kind of matter: one title but for the occasion in one category, or half alike?"""
    if one.category == other.category and normalized(one.title) == normalized(other.title) != "":
        return True
    return share(_pairs(one.title), _pairs(other.title)) >= ALIKE


def repeated(latest: Matter, earlier: Iterable[Matter], *, least: int) -> tuple[Matter, ...]:
    """Return the matters like the latest one, itself last, if there are at least `least`; else nothing."""
    alike = (*(one for one in earlier if one.number != latest.number and similar(latest, one)), latest)
    return alike if len(alike) >= least else ()
