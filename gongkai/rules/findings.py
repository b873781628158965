"""What a scanner of texts reports, and the folded text in which it looks."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """STOP: not without a second person's recorded decision; WARN: the author looks again."""

    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text that may not, or perhaps should not, be made public.

    `start` and `end` count characters of the original text; `shown` is what stands there,
    `masked` what one click puts in its place, `reason` a plain sentence for the author.
    """

    kind: str
    start: int
    end: int
    shown: str
    masked: str
    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with disguises taken off, and for each character its place in the original."""

    original: str
    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original (start, end) of the folded characters start..end (end > start)."""
        return self.origin[start], self.origin[end - 1] + 1

    def finding(self, kind: str, start: int, end: int, masked: str, severity: Severity, reason: str) -> Finding:
        """A finding at the folded characters start..end, told in original places."""
        first, last = self.span(start, end)
        shown = self.original[first:last]
        return Finding(str(kind), first, last, shown, masked, severity, reason)


def fold(text: str) -> Folded:
    """Full-width and ornamental forms become plain, invisible characters vanish (P29)."""
    if text.isascii():
        return Folded(text, text, range(len(text)))
    plain = {char: _plain(char) for char in set(text)}
    if all(len(replacement) == 1 for replacement in plain.values()):
        return Folded(text, text.translate({ord(char): plain[char] for char in plain}), range(len(text)))
    origin = [place for place, char in enumerate(text) for _ in plain[char]]
    return Folded(text, "".join([plain[char] for char in text]), origin)


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return unicodedata.normalize("NFKC", char)


def without_overlaps(findings: Sequence[Finding], length: int) -> list[Finding]:
    """The findings in order of place; where two overlap, the one given first stays."""
    taken = bytearray(length)
    kept = []
    for found in findings:
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def mask(text: str, findings: Sequence[Finding]) -> str:
    """The text with each finding replaced by its masked form (one-click masking)."""
    pieces, place = [], 0
    for found in without_overlaps(findings, len(text)):
        pieces += [text[place : found.start], found.masked]
        place = found.end
    return "".join([*pieces, text[place:]])
