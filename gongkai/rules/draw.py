"""A draw of lots that everyone can repeat: the seed is announced before, the order follows from it alone (R65)."""

from collections.abc import Iterable
from hashlib import sha256


def draw(seed: str, tickets: Iterable[int], seats: int) -> tuple[int, ...]:
    """The tickets that get a seat, in ascending order.

    Every ticket's lot is SHA-256 of `seed/all tickets/ticket` (UTF-8, tickets ascending, by comma);
    the smallest lots win. All tickets enter every lot: who signs up last cannot know the outcome,
    and nobody can be left out afterwards without the order changing.
    """
    every = sorted(set(tickets))
    pool = ",".join(map(str, every))
    lots = sorted(every, key=lambda ticket: (sha256(f"{seed}/{pool}/{ticket}".encode()).digest(), ticket))
    return tuple(sorted(lots[: max(seats, 0)]))
