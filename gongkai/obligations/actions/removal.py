"""Filings that something is not disclosed, kept their time, are destroyed (第六条（四）)."""

from collections.abc import Iterable
from datetime import datetime

from gongkai.obligations.models import Exemption
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import DESTROYED
from gongkai.rules.refusals import missing


def destroy_exemptions(actor: Actor, *, keys: Iterable[int], now: datetime) -> int:
    """Destroy reasons and words of ended filings; number, entry, month and days stay. The clock only."""
    if not actor.is_clock:
        raise missing()
    return Exemption.objects.filter(pk__in=list(keys), ended_at__lte=now).update(
        reason=DESTROYED, basis=DESTROYED, objection="", reply=""
    )
