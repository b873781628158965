"""What an electronic screen shows of an edition, a page at a time in big type (第七条（三）, R22, R58, R174).

Nothing is written anew: the words are those of the edition. What does not fit on a few pages is read by the code beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from gongkai.rules.channels import Words, units

COLUMNS = 30  # characters of one line
LINES = 9  # lines of one page under the title
MOST_PAGES = 3  # of one edition; whoever wants more scans the code
SECOND = 7  # characters that are read silently in a second, with time to look up
SHORTEST, LONGEST = 15, 45  # seconds that a page stays; one that is not replaced in 180 says so (screen.css)

Row = tuple[str, ...]  # a paragraph has one cell, a row of a table several


@dataclass(frozen=True)
class Block:
    """A part of an edition, or as much of it as stands on the page; the gist has no heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ScreenPage:
    """One page: `number` of `pages`; `more`: the edition goes on, but not here."""

    blocks: tuple[Block, ...]
    number: int
    pages: int
    more: bool

    @property
    def seconds(self) -> int:
        """How long it stays."""
        return seconds("".join(cell for block in self.blocks for row in block.rows for cell in (block.heading, *row)))


def seconds(text: str) -> int:
    """How long a text must stand to be read, in whole seconds."""
    return min(max(SHORTEST, ceil(units(text) / SECOND)), LONGEST)


def height(row: Row) -> int:
    """How many lines a row takes."""
    room = max(1, COLUMNS // len(row))
    return max(1, *(ceil(units(cell) / room) for cell in row))


def in_pages(words: Words) -> tuple[ScreenPage, ...]:
    """The edition in pages, at least one. A heading never stands alone at the foot of a page."""
    filled: list[list[tuple[str, list[Row]]]] = [[]]
    used = 0
    for heading, row, opens in _rows(words):
        needs = height(row) + (1 if opens and heading else 0)
        if used and used + needs > LINES:
            filled.append([])
            used = 0
        page = filled[-1]
        if not page or page[-1][0] != heading:
            page.append((heading, []))
            needs = height(row) + (1 if heading else 0)
        page[-1][1].append(row)
        used += needs
    kept = filled[:MOST_PAGES]
    return tuple(
        ScreenPage(
            tuple(Block(heading, tuple(rows)) for heading, rows in page), number, len(kept),
            number == len(kept) < len(filled),
        )
        for number, page in enumerate(kept, 1)
    )  # fmt: skip


def _rows(words: Words) -> Iterator[tuple[str, Row, bool]]:
    """Every row with the heading it stands under, and whether it is the first one there."""
    if words.plain:
        yield "", (words.plain,), True
    for heading, lines in words.parts:
        opens = True
        for row in (piece for line in lines for piece in _pieces(line)):
            yield heading, row, opens
            opens = False


def _pieces(line: str) -> Sequence[Row]:
    """A row of a table as it is; a paragraph that is longer than half a page cut behind sentences."""
    cells = tuple(line.split("\t"))
    room = COLUMNS * LINES // 2
    if len(cells) > 1 or units(line) <= room:
        return (cells,)
    found, taken = [], ""
    for sentence in re.findall(f"[^。；]{{1,{room}}}[。；]*|[。；]+", line):
        if taken and units(taken + sentence) > room:
            found.append((taken,))
            taken = ""
        taken += sentence
    return (*found, (taken,))
