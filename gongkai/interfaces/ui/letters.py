"""Under which letter a Chinese word stands in an index."""

from bisect import bisect_right
from collections.abc import Iterable

# The first level of GB/T 2312 is in the order of pinyin; here is where each letter begins. Nothing begins with I, U or V.
BEGINS = (
    ("A", 0xB0A1), ("B", 0xB0C5), ("C", 0xB2C1), ("D", 0xB4EE), ("E", 0xB6EA), ("F", 0xB7A2), ("G", 0xB8C1), ("H", 0xB9FE),
    ("J", 0xBBF7), ("K", 0xBFA6), ("L", 0xC0AC), ("M", 0xC2E8), ("N", 0xC4C3), ("O", 0xC5B6), ("P", 0xC5BE), ("Q", 0xC6DA),
    ("R", 0xC8BB), ("S", 0xC8F6), ("T", 0xCBFA), ("W", 0xCDDA), ("X", 0xCEF4), ("Y", 0xD1B9), ("Z", 0xD4D1),
)  # fmt: skip
PLACES = [place for _, place in BEGINS]
LAST = 0xD7F9  # the rest of the set is in the order of strokes
OTHER = "其他"


def _place(character: str) -> int:
    """Where a character stands in the set; 0 outside of its first level."""
    try:
        place = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0
    return place if PLACES[0] <= place <= LAST else 0


def letter(word: str) -> str:
    """The letter of a word's first character by its commonest reading; `OTHER` for figures, letters and rare ones."""
    place = _place(word[:1])
    return BEGINS[bisect_right(PLACES, place) - 1][0] if place else OTHER


def by_letter(words: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Words in the order of an index, letter by letter, the others last."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda one: [(_place(character), character) for character in one]):
        found.setdefault(letter(word), []).append(word)
    others = found.pop(OTHER, None)
    return [*found.items(), *([(OTHER, others)] if others else [])]
