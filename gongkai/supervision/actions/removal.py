"""Notices of rectification that were kept their time are destroyed, with their proofs (第六条（四）)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import DESTROYED
from gongkai.rules.refusals import missing
from gongkai.supervision.models import Problem, Proof, Rectification


@transaction.atomic
def destroy_rectifications(actor: Actor, *, keys: Iterable[int], now: datetime) -> int:
    """Destroy what was found and done, and the files that proved it; numbers and days stay. The clock only."""
    if not actor.is_clock:
        raise missing()
    keys = list(keys)
    for hung in Proof.objects.filter(problem__rectification_id__in=keys).select_related("file"):
        ledger.destroy_file(actor, token=hung.file.token, now=now)
    Proof.objects.filter(problem__rectification_id__in=keys).update(caption="")
    Problem.objects.filter(rectification_id__in=keys).update(
        facts=DESTROYED, demand=DESTROYED, measure="", person="", done=""
    )
    return Rectification.objects.filter(pk__in=keys).update(title=DESTROYED, remark="", issuer_name="")
