"""How much one source may write in a day, whatever it says of itself (guarantees §2.2)."""

from datetime import date

from gongkai.ledger.sources import SOURCES, WRITE
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused


def _most(actor: Actor, today: date) -> int:
    return rulebook.parameters(actor).int("opinion_daily_limit", today)


def within_limit(actor: Actor, source: str, *, today: date) -> None:
    """Refuse before anything is done when the source has written its number."""
    most = _most(actor, today)
    if SOURCES.spent(WRITE, source, today=today) >= most:
        raise Refused("anonymous_many", most=most)


def count_source(actor: Actor, source: str, *, today: date) -> None:
    """Count what was just written; of many written at once those beyond the number are undone."""
    most = _most(actor, today)
    if SOURCES.spend(WRITE, source, today=today) > most:
        raise Refused("anonymous_many", most=most)
