"""Reading a long ledger: its rows come in pieces, so that memory does not grow with their number."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from gongkai.rules.refusals import Refused

PIECE = 1_000  # rows that are in memory at once
Row = TypeVar("Row", bound=Model)


def streamed(rows: QuerySet[Row]) -> Iterator[Row]:
    """Row by row; what is prefetched comes with every piece."""
    return rows.iterator(chunk_size=PIECE)


def pieces(rows: QuerySet[Row]) -> Iterator[list[Row]]:
    """Piece by piece, for rows to which something of another room is added in one query each time."""
    found = streamed(rows)
    while piece := list(islice(found, PIECE)):
        yield piece


def page_by_day(rows: QuerySet[Row], *, after: str, limit: int) -> tuple[list[Row], str]:
    """A page of a register in order of its day `received_on`, the newest first, and the key of the next ("" at the end).

    `after`: the key that the last page gave; anything else is refused `page_key_invalid`.
    """
    rows = rows.order_by("-received_on", "-pk")
    if after:
        day, key = _place(after)
        rows = rows.filter(Q(received_on__lt=day) | Q(received_on=day, pk__lt=key))
    found = list(rows[: limit + 1])
    return found[:limit], f"{found[limit - 1].received_on}_{found[limit - 1].pk}" if len(found) > limit else ""


def _place(after: str) -> tuple[date, int]:
    day, _, key = after.partition("_")
    try:
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            raise ValueError(after)  # what no database could compare
        return date.fromisoformat(day), int(key)
    except ValueError as unreadable:
        raise Refused("page_key_invalid") from unreadable
