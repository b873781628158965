"""How often a key is used, and how often a wrong one is shown, counted in the database, where all workers count together (P27)."""

from datetime import datetime, timedelta
from math import ceil

from django.db.models import F

from gongkai.ledger.code_keys import digests
from gongkai.ledger.sources import household
from gongkai.orgs.models import RequestCount
from gongkai.rules.actor import Actor
from gongkai.rules.machine_access import WINDOW
from gongkai.rules.refusals import Refused

KEPT = timedelta(hours=1)


def count_use(actor: Actor, *, token_id: int, most: int, now: datetime) -> None:
    """Count one request of a key, or refuse it ``requests_too_many`` with the seconds to wait."""
    _count(f"token|{token_id}", most, now)


def count_wrong_key(actor: Actor, *, address: str, most: int, now: datetime) -> None:
    """Count one wrong key of a source; from too many on it is told ``requests_too_many`` instead of that the key is wrong.

    A right key opens from there all the same: nobody locks others out (P27). The address itself is not kept.
    """
    _count(f"source|{household(address)}", most, now)


def _count(what: str, most: int, now: datetime) -> None:
    """One statement when the minute is running; a new minute is begun by whoever comes first."""
    key = digests("api-request", what)[0].hex()
    rows = RequestCount.objects.filter(key=key)
    while True:
        running = rows.filter(since__gt=now - WINDOW)
        if running.filter(number__lt=most).update(number=F("number") + 1):
            return
        row = rows.first()
        if row is None:
            RequestCount.objects.bulk_create([RequestCount(key=key, since=now, number=0)], ignore_conflicts=True)
        elif row.since <= now - WINDOW:
            rows.filter(since=row.since).update(since=now, number=0)
        else:
            left = min(row.since + WINDOW - now, WINDOW).total_seconds()  # who began it may have come after us
            raise Refused("requests_too_many", most=most, seconds=max(1, ceil(left)))


def forget_requests(actor: Actor, *, now: datetime) -> int:
    """Counts of minutes long over are removed; how many."""
    return RequestCount.objects.filter(since__lt=now - KEPT).delete()[0]
