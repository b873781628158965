"""What changed between two texts with tables: words as words, tables row by row and cell by cell (R79)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from gongkai.rules.differences import Op, Stretch, differences

Row = tuple[str, ...]
Piece = tuple[bool, tuple[str, ...]]  # is it a table, and its lines


class RowOp(StrEnum):
    """What happened to a row of a table."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


TERMS = {RowOp.SAME: "没有改", RowOp.ADDED: "增加", RowOp.REMOVED: "删去", RowOp.CHANGED: "改了"}


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table and what changed in each of its cells."""

    op: RowOp
    cells: tuple[tuple[Stretch, ...], ...]

    @property
    def name(self) -> str:
        """What the row is about: its first cell as it stands now, or stood."""
        return _side(self.cells[0], Op.DELETE) or _side(self.cells[0], Op.INSERT) if self.cells else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A passage of words (`words`) or a table (`rows`); one of the two is empty."""

    words: tuple[Stretch, ...] = ()
    rows: tuple[RowChange, ...] = ()

    @property
    def columns(self) -> range:
        """The columns of the table, counted from 1."""
        return range(1, max((len(row.cells) for row in self.rows), default=0) + 1)

    @property
    def changed(self) -> bool:
        """Did anything change in it?"""
        return any(one.op is not Op.EQUAL for one in self.words) or any(row.op is not RowOp.SAME for row in self.rows)


def block_differences(older: str, newer: str) -> list[Block]:
    """The changes between two plain texts (a line for each paragraph or row, cells parted by tabs).

    Tables are compared with the table that has the same head, or else stands in the same place; a row with the row of
    the same first cell. What went stands before what came.
    """
    old, new = _pieces(older), _pieces(newer)
    found: list[Block] = []
    places = SequenceMatcher(None, [_key(one) for one in old], [_key(one) for one in new])
    for _, a, b, c, d in places.get_opcodes():
        found += _blocks(old[a:b], new[c:d])
    return found


def _pieces(text: str) -> list[Piece]:
    return [
        (table, tuple(lines))
        for table, lines in groupby(text.split("\n") if text else (), key=lambda line: "\t" in line)
    ]


def _key(piece: Piece) -> tuple[bool, str]:
    """What a piece is known by: a table by its head, words by being words."""
    table, lines = piece
    return table, lines[0] if table else ""


def _blocks(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Block]:
    """Pieces that stand in the place of each other: pair by pair where they are of one kind, else each by itself."""
    for at in range(max(len(old), len(new))):
        before = old[at] if at < len(old) else None
        after = new[at] if at < len(new) else None
        if before and after and before[0] == after[0]:
            yield _block(before[0], before[1], after[1])
            continue
        if before:
            yield _block(before[0], before[1], ())
        if after:
            yield _block(after[0], (), after[1])


def _block(table: bool, before: Sequence[str], after: Sequence[str]) -> Block:
    if table:
        return Block(rows=tuple(_rows(_cells(before), _cells(after))))
    return Block(words=tuple(differences("\n".join(before), "\n".join(after))))


def _cells(lines: Sequence[str]) -> list[Row]:
    return [tuple(line.split("\t")) for line in lines]


def _rows(old: list[Row], new: list[Row]) -> Iterator[RowChange]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from (RowChange(RowOp.SAME, tuple(_one(Op.EQUAL, cell) for cell in row)) for row in old[a:b])
        else:
            yield from _matched(old[a:b], new[c:d])


def _matched(old: list[Row], new: list[Row]) -> Iterator[RowChange]:
    """Rows that differ: those with the same first cell are one row that changed, the others went and came."""
    names = SequenceMatcher(None, [row[0] for row in old], [row[0] for row in new])
    for tag, a, b, c, d in names.get_opcodes():
        if tag == "equal":
            yield from (_changed(before, after) for before, after in zip(old[a:b], new[c:d], strict=True))
        else:
            yield from (RowChange(RowOp.REMOVED, tuple(_one(Op.DELETE, cell) for cell in row)) for row in old[a:b])
            yield from (RowChange(RowOp.ADDED, tuple(_one(Op.INSERT, cell) for cell in row)) for row in new[c:d])


def _changed(old: Row, new: Row) -> RowChange:
    width = max(len(old), len(new))
    cells = zip(old + ("",) * (width - len(old)), new + ("",) * (width - len(new)), strict=True)
    return RowChange(RowOp.CHANGED, tuple(_whole(before, after) for before, after in cells))


def _whole(before: str, after: str) -> tuple[Stretch, ...]:
    """A cell that changed is shown before and after: cells are short, and figures are read whole."""
    if before == after:
        return _one(Op.EQUAL, before)
    return _one(Op.DELETE, before) + _one(Op.INSERT, after)


def _one(op: Op, cell: str) -> tuple[Stretch, ...]:
    return (Stretch(op, cell),) if cell else ()


def _side(cell: tuple[Stretch, ...], without: Op) -> str:
    return "".join(one.text for one in cell if one.op is not without)
