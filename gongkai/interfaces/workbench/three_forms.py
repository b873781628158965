"""One ledger, three forms: on screen, as a workbook, on paper; each view of a ledger only says what is in it."""

from collections.abc import Callable
from functools import wraps
from itertools import islice, zip_longest

from django.shortcuts import render

from gongkai.interfaces.ui.tables import Table, download
from gongkai.interfaces.workbench.frame import desk, frame

ON_SCREEN = 50
ON_PAPER = 2000  # rows; more than a hundred sheets nobody reads: the page says so and names the workbook


def as_file(table: Callable[..., Table]) -> Callable:
    """The workbook of a ledger."""

    @desk
    @wraps(table)
    def answered(request, *args, **kwargs):
        return download(table(request, *args, **kwargs))

    return answered


def _page(request) -> int:
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1


def _said(headings, row) -> list[tuple]:
    """Heading and cell as people read them: money with its two places (the workbook keeps the number). A row may be short."""
    return [
        (heading, f"{cell:,.2f}" if isinstance(cell, float) and "元" in heading else cell)
        for heading, cell in zip_longest(headings, row, fillvalue="")
    ]


def as_screen(request, table: Table, **context):
    """One page of the ledger with the ways to the next one, to the workbook and to paper."""
    page = _page(request)
    first = (page - 1) * ON_SCREEN
    rows = list(islice(table.rows, first, first + ON_SCREEN + 1))
    named = [_said(table.headings, row) for row in rows[:ON_SCREEN]]
    context = frame(
        request, "workbench:ledgers", headings=table.headings, rows=named, first=first + 1, page=page,
        last=first + len(rows[:ON_SCREEN]), more=len(rows) > ON_SCREEN, **context,
    )  # fmt: skip
    return render(request, "workbench/ledger.html", context)


def as_paper(request, table: Table, **context):
    """The whole ledger for A4 on its side, its head on every sheet."""
    rows = list(islice(table.rows, ON_PAPER + 1))
    context = frame(
        request, "workbench:ledgers", headings=table.headings,
        rows=[_said(table.headings, row) for row in rows[:ON_PAPER]], cut=len(rows) > ON_PAPER,
        most=ON_PAPER, today=request.today, **context,
    )  # fmt: skip
    return render(request, "workbench/ledger_print.html", context)
