"""A draw of lots that everyone can repeat (R65)."""

from collections import Counter
from hashlib import sha256

import pytest

from gongkai.rules.draw import draw
from tests.covers import covers


@covers("R65")
def test_the_draw_can_be_repeated_by_hand():
    """As the page tells it: the smallest SHA-256 of seed/all tickets/ticket."""
    lots = {ticket: sha256(f"风调雨顺/1,2,4,7/{ticket}".encode()).hexdigest() for ticket in (1, 2, 4, 7)}
    assert draw("风调雨顺", [7, 1, 4, 2], 2) == tuple(sorted(sorted(lots, key=lots.get)[:2]))


@pytest.mark.parametrize("seats", [0, 1, 5, 20, 21, 99, -1])
def test_there_are_never_more_than_seats_and_never_strangers(seats):
    won = draw("种子", range(1, 21), seats)
    assert len(won) == min(max(seats, 0), 20) == len(set(won))
    assert set(won) <= set(range(1, 21)) and list(won) == sorted(won)


def test_order_and_repetition_of_tickets_change_nothing():
    assert draw("种子", [3, 1, 2, 3], 2) == draw("种子", (1, 2, 3), 2)
    assert draw("种子", [], 3) == ()


@covers("R65")
def test_who_comes_last_changes_the_lots_of_all():
    """Otherwise the first ones could reckon before the end whether they sit."""
    before = [draw(f"种子{n}", range(1, 21), 5) for n in range(40)]
    after = [draw(f"种子{n}", range(1, 22), 5) for n in range(40)]
    assert sum(set(a) - {21} <= set(b) for a, b in zip(after, before, strict=True)) < 5


@covers("R65")
def test_every_ticket_has_the_same_chance():
    won = Counter(ticket for n in range(2000) for ticket in draw(f"种子{n}", range(1, 11), 3))
    assert all(500 < won[ticket] < 700 for ticket in range(1, 11))
