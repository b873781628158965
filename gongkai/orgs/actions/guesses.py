"""Counting guesses at passwords and codes in the database, where all nodes count together (P27).

A guess is counted before it is judged, so that of many at once only so many are heard, and taken back
when it was right. What is kept is a keyed digest and a number; no address and no name.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from gongkai.ledger.actions import record
from gongkai.ledger.code_keys import digests
from gongkai.ledger.sources import household
from gongkai.orgs.browsers import Whence
from gongkai.orgs.models import GuessCount, Session
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.sign_in import HOUR, LIMITS, Counter, Guess, counters

T = TypeVar("T")
KEPT = timedelta(hours=2)


def _keys(guess: Guess, account: str, whence: Whence) -> dict[str, Counter]:
    source = household(whence.address)
    named = {
        Counter.BROWSER: f"{account}|{whence.browser or source}", Counter.ACCOUNT: account, Counter.SOURCE: source,
        Counter.SITE: "",
    }  # fmt: skip
    wanted = counters(guess, known_browser=bool(whence.browser))
    return {digests("guess", f"{guess}|{one}|{named[one]}")[0].hex(): one for one in wanted}


def _count(guess: Guess, keys: dict[str, Counter], now: datetime) -> list[Counter]:
    """Count one guess at every counter, or refuse it and count nothing; the counters that have just run full."""
    with transaction.atomic():
        GuessCount.objects.bulk_create(
            [GuessCount(key=key, since=now, last_at=now) for key in keys], ignore_conflicts=True
        )
        rows = list(GuessCount.objects.select_for_update().filter(key__in=keys).order_by("pk"))
        for row in rows:
            if (now - row.since).total_seconds() >= HOUR:
                row.since, row.wrong = now, 0
            left = LIMITS[guess][keys[row.key]].wait(row.wrong) - (now - row.last_at).total_seconds()
            if row.wrong and left > 0:
                raise Refused("sign_in_wait", seconds=int(left) + 1)
        for row in rows:
            row.wrong, row.last_at = row.wrong + 1, now
        GuessCount.objects.bulk_update(rows, ["since", "wrong", "last_at"])
    return [keys[row.key] for row in rows if row.wrong == LIMITS[guess][keys[row.key]].free]


def guarded(
    actor: Actor, *, guess: Guess, account: str, subject: str, whence: Whence, now: datetime,
    check: Callable[[], T | None],
) -> T | None:  # fmt: skip
    """Hear one guess: what `check` gives when it is right, None when it is wrong.

    `account`: what is guessed at, known to us or not; `subject`: what the trail calls it, for what was typed may
    be a password in the wrong field. Refuses ``sign_in_wait`` with the seconds to wait. The trail remembers when
    a counter runs full, not every slip of the finger.
    """
    keys = _keys(guess, account.casefold(), whence)
    full = _count(guess, keys, now)
    found = check()
    if found is None:
        if full:
            record(
                actor, verb="sign_in.slowed", subject=subject, now=now,
                facts={"guess": guess, "by": [str(one) for one in full]},
            )  # fmt: skip
        return None
    own = [key for key, one in keys.items() if one in (Counter.BROWSER, Counter.ACCOUNT)]
    GuessCount.objects.filter(key__in=own).update(wrong=0)
    GuessCount.objects.filter(key__in=keys, wrong__gt=0).exclude(key__in=own).update(wrong=F("wrong") - 1)
    return found


def forget_guesses(actor: Actor, *, now: datetime) -> int:
    """Counts of hours long over are removed, and sessions that ended; how many counts."""
    Session.objects.filter(expire_date__lt=now).delete()
    return GuessCount.objects.filter(since__lt=now - KEPT).delete()[0]
