"""Reading a long ledger: its rows come in pieces, so that memory does not grow with their number."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet

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
