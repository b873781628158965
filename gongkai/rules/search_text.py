"""Words for searching Chinese: overlapping pairs of characters, so that no name is ever cut in two.

A dictionary would miss one query in five (names, parts of words); pairs miss none. A run of Chinese
characters `ABC` gives `AB BC C`: the last character stands alone so that every character begins a token.
Everything else (Latin letters, figures) is one lower-case token per run.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_QUERY = 100
LONGEST_TOKEN = 64
MOST_TERMS = 12
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A private sign before each mark (circle, place, category, year): no text can contain such a token.
MARK = "\ue000"
# Between what a reader of a file sees and its properties: these are checked (P29), never found or shown.
BESIDE = "\n\x1e\n"

_RUN = re.compile(rf"[{HAN}]+|(?:(?![{HAN}_])\w)+")
_HAN = re.compile(rf"[{HAN}]")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text in one form: full-width and compatible signs unified (NFKC), white space single."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def _runs(text: str) -> Iterator[str]:
    yield from _RUN.findall(_THOUSANDS.sub("", text.lower()))


def _safe(sign: str) -> str:
    """A character as part of a token: those beyond the basic plane in figures, which every database knows."""
    return sign if ord(sign) < 0x10000 else f"x{ord(sign):x}"


def _pairs(run: str) -> list[str]:
    if max(run) < "\U00010000":
        return [first + second for first, second in zip(run, run[1:], strict=False)]
    return [_safe(first) + _safe(second) for first, second in zip(run, run[1:], strict=False)]


@lru_cache(maxsize=4096)
def _tokens(run: str) -> tuple[str, ...]:
    """The tokens of one run; official language repeats itself, so most runs were seen before."""
    if _HAN.match(run):
        return (*_pairs(run), _safe(run[-1]))
    return (run[:LONGEST_TOKEN],)


def grams(text: str) -> list[str]:
    """The tokens of a text, in order."""
    found: list[str] = []
    for run in _runs(fold(text)):
        found += _tokens(run)
    return found


def mark(kind: str, value: str) -> str:
    """A token that says where a document belongs, e.g. circle, place, year; users cannot type it."""
    return f"{MARK}{kind}{value}"


def characters(text: str) -> list[str]:
    """A token for every Chinese character of a text, each once, for one that is asked for beside other words."""
    return [_safe(sign) for sign in sorted(set(_HAN.findall(fold(text))))]


def title_marks(title: str) -> list[str]:
    """A mark for every Chinese character of a title: one character alone is looked for in titles only."""
    return [mark("t", sign) for sign in characters(title)]


@dataclass(frozen=True)
class Term:
    """One thing that must occur: `tokens` one after another. `is_single`: one Chinese character, which without
    other words is too frequent to look for in whole texts."""

    text: str
    tokens: tuple[str, ...]
    is_single: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """What a query asks for: every run of Chinese as a phrase, every other run as a word; all must occur."""
    found = []
    for run in _runs(fold(query[:LONGEST_QUERY])):
        if not _HAN.match(run):
            found.append(Term(run, (run[:LONGEST_TOKEN],)))
        elif len(run) == 1:
            found.append(Term(run, (_safe(run),), is_single=True))
        else:
            found.append(Term(run, tuple(_pairs(run))))
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def split_hits(text: str, sought: Iterable[Term]) -> list[tuple[str, bool]]:
    """The text cut into pieces, each with whether it is a hit; joined again it is the same text."""
    words = sorted({term.text for term in sought}, key=len, reverse=True)
    if not words or not text:
        return [(text, False)] if text else []
    pieces = re.split("(" + "|".join(map(re.escape, words)) + ")", text, flags=re.IGNORECASE)
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]


def snippet(text: str, sought: Iterable[Term], *, before: int = 16, length: int = 72) -> list[tuple[str, bool]]:
    """A short part of the text around the first hit, with ellipses, cut into hits and the rest."""
    sought = tuple(sought)
    words = sorted({term.text for term in sought}, key=len, reverse=True)
    hit = re.search("|".join(map(re.escape, words)), text, re.IGNORECASE) if words else None
    start = max(0, hit.start() - before) if hit else 0
    cut = text[start : start + length]
    head = "…" if start else ""
    tail = "…" if start + length < len(text) else ""
    return split_hits(head + cut + tail, sought)
