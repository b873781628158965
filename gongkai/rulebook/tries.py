"""Wrong codes slow their source down, whatever they were meant to open (guarantees P27, P31)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from gongkai.ledger.sources import SOURCES, WRONG
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused

WRONG_CODES = ("receipt_wrong", "claim_wrong")


@contextmanager
def few_tries(source: str, *, today: date) -> Iterator[None]:
    """Look at a code only while few wrong ones came from this source today; count the one that proves wrong.

    Counted in memory only. Of many at once those beyond the number learn nothing either, in whatever process.
    """
    most = rulebook.parameters(Actor.clock()).int("receipt_tries", today)
    if SOURCES.spent(WRONG, source, today=today) >= most:
        raise Refused("receipt_tries", most=most)
    try:
        yield
    except Refused as refused:
        if refused.code in WRONG_CODES and SOURCES.spend(WRONG, source, today=today) > most:
            raise Refused("receipt_tries", most=most) from refused
        raise
