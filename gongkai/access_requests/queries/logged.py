"""Where decisions on applications stand in the members' log, and whether they are still what was logged (P16)."""

import json

from gongkai.access_requests.models import AccessRequest, RequestStep
from gongkai.access_requests.statements import LOGGED, PREFIX, decision_key, of_decision, still_says
from gongkai.ledger import queries as ledger
from gongkai.ledger.queries import LoggedLeaf
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import missing
from gongkai.rules.tlog import PARTY, canonical, opened_by

CHUNK = 500


def _steps():
    return RequestStep.objects.filter(verb__in=LOGGED).select_related("request", "proposal").order_by("-pk")


def logged_decision(actor: Actor, row: AccessRequest) -> LoggedLeaf | None:
    """The leaf of the newest decision; the caller has opened the application to the reader."""
    if not ledger.reads_log(actor, log=PARTY):
        return None
    step = _steps().filter(request=row).first()
    if step is None:
        return None
    found = ledger.logged_leaf(actor, role=PARTY, key=decision_key(step.pk), content=of_decision(step))
    if found is not None and not still_says(step):
        return found.altered()
    return found


def altered_decisions(actor: Actor) -> list[tuple[str, str, str]]:
    """Compare every decision that is in the log with its leaf: log, key, what does not fit."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    clock, found = Actor.clock(), []
    held = sorted(ledger.leaf_keys(clock, log=PARTY, prefix=PREFIX))
    for first in range(0, len(held), CHUNK):
        keys = held[first : first + CHUNK]
        steps = {
            decision_key(one.pk): one for one in _steps().filter(pk__in=[int(key.removeprefix(PREFIX)) for key in keys])
        }
        found += [(PARTY, key, "vanished") for key in keys if key not in steps]
        for key, (_, entry, salt) in ledger.openings(clock, log=PARTY, keys=list(steps)).items():
            said = json.loads(entry).get("content")
            if salt and not opened_by(said, bytes.fromhex(salt), canonical(of_decision(steps[key]))):
                found.append((PARTY, key, "changed"))
    return found
