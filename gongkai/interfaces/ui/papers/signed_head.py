"""The newest signed head of the public log, to be printed with the sheets of a disclosure day (P18)."""

from django.conf import settings

from gongkai.ledger import queries as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.documents.head import HeadFacts
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import PUBLIC


def newest_head(actor: Actor) -> HeadFacts | None:
    """What the sheet says; None before anything was signed."""
    log = ledger.current_log(actor, role=PUBLIC)
    try:
        found = ledger.head(actor, log=log)
    except Refused:
        return None
    keys = tuple(ledger.log_keys(actor)[log])
    return HeadFacts(settings.GONGKAI_SITE["name"], log, found.size, found.note, found.signed_at, keys)
