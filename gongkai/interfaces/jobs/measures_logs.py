"""What `gongkai bench` measures of the logs: appending, signing and proving in a log of 200,000 leaves."""

import random
import time
from collections.abc import Callable

from django.utils import timezone

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.actions import Entry
from gongkai.rules.actor import Actor
from gongkai.rules.tlog import PUBLIC
from gongkai.rules.tlog.entries import LeafKind

LEAVES, TRIES = 200_000, 30
CLOCK = Actor.clock()


def _entry(number: int) -> Entry:
    return Entry(f"bench:{number}", LeafKind.PUBLISH, f"bench:{number}", {"doc": f"{number}"}, {"title": f"{number}"})


def _median(act: Callable[[int], object]) -> float:
    """Milliseconds of the middle one of some tries."""
    took = []
    for number in range(TRIES):
        began = time.perf_counter()
        act(number)
        took.append((time.perf_counter() - began) * 1000)
    return round(sorted(took)[TRIES // 2], 1)


def logs(size: float) -> dict:
    """Milliseconds to append and sign one leaf, and to prove any, in a log of so many."""
    count, now = int(LEAVES * size), timezone.now()
    began = time.perf_counter()
    ledger.load_leaves(CLOCK, log=PUBLIC, entries=map(_entry, range(count)), now=now)
    loaded = time.perf_counter()
    ledger.sign_log(CLOCK, log=PUBLIC, now=now)
    first = time.perf_counter()
    name = reading.current_log(CLOCK, role=PUBLIC)
    dice = random.Random(count)  # noqa: S311 - which leaves are proved is no secret
    return {
        "leaves": count, "load_seconds": round(loaded - began, 1), "first_seconds": round(first - loaded, 1),
        "append_ms": _median(lambda one: ledger.append_leaf(CLOCK, log=PUBLIC, entry=_entry(count + one), now=now)),
        "sign_ms": _median(
            lambda one: (
                ledger.append_leaf(CLOCK, log=PUBLIC, entry=_entry(2 * count + one), now=now),
                ledger.sign_log(CLOCK, log=PUBLIC, now=now),
            )
        ),
        "proof_ms": _median(lambda _: reading.leaf_proof(CLOCK, log=name, index=dice.randrange(count))),
        "proof_bytes": len(reading.leaf_proof(CLOCK, log=name, index=count // 2)),
    }  # fmt: skip
