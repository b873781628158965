"""The sealed urn of a round beside its leaf: is it still what was fixed before anybody could open it? (P36)"""

import json
from dataclasses import dataclass

from gongkai.ledger import queries as ledger
from gongkai.participation.queries.appraisals import appraisal
from gongkai.rules.actor import Actor
from gongkai.rules.tlog import PARTY


@dataclass(frozen=True)
class LoggedUrn:
    """Where the urn stands in the members' log; `intact`: the row still says what the leaf says; `covered`: signed."""

    log: str
    index: int
    intact: bool
    covered: bool


def urn_key(round_id: int) -> str:
    """Under which key the urn of a round is found in the log."""
    return f"poll-urn:{round_id}"


def logged_urn(actor: Actor, *, round_id: int) -> LoggedUrn | None:
    """The leaf of a closed round, for those who may see the round and read the members' log; None before it is closed."""
    found = appraisal(actor, round_id=round_id)
    if found.closed_at is None or not ledger.reads_log(actor, log=PARTY):
        return None
    leaf = ledger.evidence(Actor.clock(), log=PARTY, key=urn_key(found.pk))
    if leaf is None:
        return None
    return LoggedUrn(leaf.log, leaf.seq, json.loads(leaf.entry).get("box") == f"sha256:{found.box_hash}", leaf.covered)
