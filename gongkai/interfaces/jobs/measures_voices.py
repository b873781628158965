"""What `gongkai bench` measures of voices: writing an opinion, opening an urn, guessing receipt codes."""

import json
import secrets
import time
from collections import Counter

from django.utils import timezone

from gongkai.interfaces.jobs.measures import _median
from gongkai.orgs import actions as orgs_actions
from gongkai.participation import actions, envelopes, queries, tally
from gongkai.rules.actor import Actor
from gongkai.rules.appraisals import Item, Mark
from gongkai.rules.receipts import BITS, code_of
from gongkai.rules.refusals import Refused

GUESSES = 10_000
BALLOTS = 500
ROUND = "b" * 32


def voices(size: float) -> dict:
    """CPU of one opinion through every rule and into the database, and seconds for an urn of sealed ballots."""
    clock, visitor, now, today = Actor.clock(), Actor.visitor(), timezone.now(), timezone.localdate()
    county = orgs_actions.register(
        clock, superior_id=None, kind="county_committee", name="测量用县委", short_name="县委", code="XW", now=now,
        today=today,
    )  # fmt: skip
    place = iter(range(1, 10_000))

    def submit() -> None:
        number = next(place)
        source = queries.source_of(
            visitor, environ={"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250}"}, today=today
        )
        actions.submit(
            visitor, org_id=county.pk, text="路灯什么时候修？", kind="inquiry", source=source, now=now, today=today
        )

    keys, number = tally.keygen(), max(20, int(BALLOTS * size))
    sealed = [envelopes.seal(keys.public, round_ref=ROUND, ballot=_ballot()) for _ in range(number)]
    urn = _urn(sealed)
    began = time.perf_counter()
    opened = tally.open_box(tally.unlock(keys.locked, keys.shares[:2]), urn)
    seconds = round(time.perf_counter() - began, 2)
    return {"submit_cpu_ms": _median(submit), "ballots": len(opened["votes"]), "urn_seconds": seconds}


def _ballot() -> dict:
    marks = dict.fromkeys(map(str, Item), str(Mark.SATISFIED))
    return {"nonce": secrets.token_hex(16), "marks": marks, "aware": {}, "words": {}}


def _urn(sealed: list[bytes]) -> str:
    """An urn as it is exported."""
    return json.dumps({"round": ROUND, "envelopes": [envelopes.pack(one) for one in sealed]})


def guesses(size: float) -> dict:
    """Half of the wrong receipt codes, all from one address; two processes do this at once."""
    today, said = timezone.localdate(), Counter[str]()
    began = time.perf_counter()
    for _ in range(int(GUESSES * size) // 2):
        source = queries.source_of(Actor.visitor(), environ={"REMOTE_ADDR": "10.1.2.3"}, today=today)
        try:
            queries.dialogue(Actor.visitor(), code=code_of(secrets.randbits(BITS)), source=source, today=today)
            said["found"] += 1
        except Refused as refused:
            said[refused.code] += 1
    return {"said": said, "seconds": round(time.perf_counter() - began, 1)}
