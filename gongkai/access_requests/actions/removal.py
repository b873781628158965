"""Applications that were kept their time are destroyed: who asked, for what, every answer and every file (第六条（四）)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gongkai.access_requests.models import AccessRequest, RefusalProposal, RequestFile, RequestStep
from gongkai.access_requests.statements import LOGGED, decision_key
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import DESTROYED
from gongkai.rules.refusals import missing
from gongkai.rules.tlog import PARTY


@transaction.atomic
def destroy_applications(actor: Actor, *, keys: Iterable[int], now: datetime) -> int:
    """Destroy the words and files of applications; numbers, days and results stay. The clock only."""
    if not actor.is_clock:
        raise missing()
    keys = list(keys)
    for hung in RequestFile.objects.filter(request_id__in=keys).select_related("file"):
        ledger.destroy_file(actor, token=hung.file.token, now=now)
    RequestFile.objects.filter(request_id__in=keys).update(caption="")
    steps = RequestStep.objects.filter(request_id__in=keys, verb__in=LOGGED)
    decisions = [decision_key(pk) for pk in steps.values_list("pk", flat=True)]
    RequestStep.objects.filter(request_id__in=keys).update(text="", by_name=DESTROYED)
    gone = {"reasons": DESTROYED, "basis": DESTROYED, "words": "", "proposer_name": "", "ruler_name": ""}
    RefusalProposal.objects.filter(request_id__in=keys).update(**gone)
    empty = dict.fromkeys(
        ("contact", "typed_name", "period", "document", "purpose", "correction", "third_party", "third_party_words",
         "extension_reason", "extension_consent", "answer"), "",
    )  # fmt: skip
    places = reading.leaf_places(actor, role=PARTY, keys=decisions)
    if places:
        ledger.destroy_salts(actor, log=PARTY, keys=list(places), basis=DESTROYED, fields={}, now=now)
    words = dict.fromkeys(("applicant_name", "matter", "description"), DESTROYED)
    return AccessRequest.objects.filter(pk__in=keys).update(applicant=None, **words, **empty)
