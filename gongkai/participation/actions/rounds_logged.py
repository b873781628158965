"""A round leaves its leaves in the members' log: the key before a vote is cast, the urn before it is opened, the count.

Whoever changed the key, an envelope or the count afterwards would have to change a log that others remember (P36,
guarantees 3.1). A count is only committed to: of few votes nothing may be guessed back (P35).
"""

from datetime import datetime
from typing import Any

from gongkai.ledger import actions as ledger
from gongkai.participation import envelopes
from gongkai.participation.models import AppraisalRound
from gongkai.participation.queries.urns import urn_key
from gongkai.rules.actor import Actor
from gongkai.rules.tlog import PARTY
from gongkai.rules.tlog.entries import LeafKind


def _append(
    actor: Actor, kind: LeafKind, under: str, found: AppraisalRound, now: datetime, content=None, **fields: Any
) -> None:
    shown = {"doc": found.number, "org": found.org.code, **fields}
    entry = ledger.Entry(under, kind, f"appraisal:{found.pk}", shown, content)
    ledger.append_leaf(actor, log=PARTY, entry=entry, now=now)


def log_opened(actor: Actor, found: AppraisalRound, now: datetime) -> None:
    """Voting begins: with which key envelopes are sealed; none when it is on paper only."""
    key = f"sha256:{envelopes.fingerprint(found.public_key.encode())}" if found.public_key else ""
    _append(actor, LeafKind.POLL_OPEN, f"poll-open:{found.pk}", found, now, key=key)


def log_urn(actor: Actor, found: AppraisalRound, now: datetime) -> None:
    """The names are off; what lies in the urn is fixed before anybody can open it."""
    _append(
        actor,
        LeafKind.POLL_URN,
        urn_key(found.pk),
        found,
        now,
        box=f"sha256:{found.box_hash}",
        envelopes=len(found.box),
    )


def log_result(actor: Actor, found: AppraisalRound, now: datetime) -> None:
    """The count is told."""
    content = {"table": found.table, "numbers": found.numbers, "valid": found.paper_valid}
    _append(actor, LeafKind.POLL_RESULT, f"poll-result:{found.pk}", found, now, content, box=f"sha256:{found.box_hash}")


LOGGED = {"open": log_opened, "close": log_urn, "publish": log_result}
