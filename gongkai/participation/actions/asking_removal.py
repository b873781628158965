"""Consultations and appraisals that were kept their time are destroyed, with every reply (第六条（四）)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.participation.models import (
    AdoptionPoint,
    AppraisalRound,
    Consultation,
    ConsultationFile,
    ConsultationReply,
    ResultUse,
    SaidWords,
    Voter,
)
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import DESTROYED
from gongkai.rules.refusals import missing


@transaction.atomic
def destroy_consultations(actor: Actor, *, keys: Iterable[int], now: datetime) -> int:
    """Destroy the draft, the replies, what became of them, and the files; numbers and days stay. The clock only."""
    if not actor.is_clock:
        raise missing()
    keys = list(keys)
    for hung in ConsultationFile.objects.filter(consultation_id__in=keys).select_related("file"):
        ledger.destroy_file(actor, token=hung.file.token, now=now)
    ConsultationFile.objects.filter(consultation_id__in=keys).update(caption="")
    SaidWords.objects.filter(consultation_id__in=keys).update(text=DESTROYED)
    ConsultationReply.objects.filter(consultation_id__in=keys).update(said={}, source="")
    AdoptionPoint.objects.filter(consultation_id__in=keys).update(opinion=DESTROYED, reason="")
    bump_on_commit()
    return Consultation.objects.filter(pk__in=keys).update(
        title=DESTROYED, text=DESTROYED, questions=[], result=DESTROYED, remark="", opener_name=""
    )


@transaction.atomic
def destroy_appraisals(actor: Actor, *, keys: Iterable[int], now: datetime) -> int:
    """Destroy the words, the list of who might vote, and what was done with the result; the count stays. The clock only."""
    if not actor.is_clock:
        raise missing()
    keys = list(keys)
    Voter.objects.filter(round_id__in=keys).delete()
    ResultUse.objects.filter(round_id__in=keys).update(text=DESTROYED, recorder_name="")
    bump_on_commit()
    return AppraisalRound.objects.filter(pk__in=keys).update(words={}, numbers=[], plan="", scrutineers=[])
