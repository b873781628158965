"""One ledger, three forms: on screen, as a workbook, on paper; each view of a ledger only says what is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import islice, zip_longest

from django.shortcuts import render

from gongkai.interfaces.ui.tables import Table, download
from gongkai.interfaces.workbench.frame import desk, frame

ON_SCREEN = 50
SHOWN = 30  # rows of a volume that are seen before it is printed; the style sheet hides the others on screen
ON_PAPER = 2000  # rows of one volume: about a hundred sheets, as much as a printer takes and a browser lays out at once


def as_file(table: Callable[..., Table]) -> Callable:
    """The workbook of a ledger."""

    @desk
    @wraps(table)
    def answered(request, *args, **kwargs):
        return download(table(request, *args, **kwargs))

    return answered


def _place(request, name: str) -> int:
    """Which page or volume is asked for: a whole number from 1; anything else is the first."""
    given = request.GET.get(name, "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1


@dataclass(frozen=True)
class Piece:
    """Some rows of a ledger with their place in it; `more`: others come after them. `total`: of the ledger, once counted."""

    number: int
    first: int  # counted from 1
    rows: list[list[tuple]]
    more: bool
    total: int = 0
    size: int = ON_SCREEN

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def whole(self) -> bool:
        """There is nothing before and nothing after."""
        return self.number == 1 and not self.more

    @property
    def pieces(self) -> range:
        """The numbers of all pieces, of a counted ledger."""
        return range(1, -(-self.total // self.size) + 1)


def _piece(table: Table, number: int, size: int, *, count: bool = False) -> Piece:
    """One piece; no more than its own rows are ever in memory. `count`: read on to the end, to say how many there are."""
    first, walk = (number - 1) * size, iter(table.rows)
    passed = sum(1 for _ in islice(walk, first))
    rows = list(islice(walk, size + 1))
    total = passed + len(rows) + sum(1 for _ in walk) if count else 0
    return Piece(number, first + 1, [_said(table.headings, row) for row in rows[:size]], len(rows) > size, total, size)


def _said(headings, row) -> list[tuple]:
    """Heading and cell as people read them: money with its two places (the workbook keeps the number). A row may be short."""
    return [
        (heading, f"{cell:,.2f}" if isinstance(cell, float) and "元" in heading else cell)
        for heading, cell in zip_longest(headings, row, fillvalue="")
    ]


def as_screen(request, table: Table, **context):
    """One page of the ledger with the ways to the next one, to the workbook and to paper."""
    piece = _piece(table, _place(request, "page"), ON_SCREEN)
    context = frame(request, "workbench:ledgers", headings=table.headings, piece=piece, **context)
    return render(request, "workbench/ledger.html", context)


def as_paper(request, table: Table, *, room: str = "workbench:ledgers", **context):
    """The ledger for A4 on its side, its head on every sheet; a long one in volumes, each of which says which of how many it is."""
    piece = _piece(table, _place(request, "part"), ON_PAPER, count=True)
    context = frame(
        request,
        room,
        headings=table.headings,
        piece=piece,
        most=ON_PAPER,
        shown=SHOWN,
        today=request.today,
        **context,
    )
    return render(request, "workbench/ledger_print.html", context)
