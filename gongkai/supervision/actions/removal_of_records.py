"""Meetings and inspections that were kept their time are destroyed, with what proved them (第六条（四）)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import DESTROYED
from gongkai.rules.refusals import missing
from gongkai.supervision.models import AgendaDecision, AgendaRecord, Evidence, Finding, Inspection, SheetLine


@transaction.atomic
def destroy_agendas(actor: Actor, *, keys: Iterable[int], now: datetime) -> int:
    """Destroy what was studied and decided; numbers and days stay. The clock only."""
    if not actor.is_clock:
        raise missing()
    keys = list(keys)
    AgendaDecision.objects.filter(record_id__in=keys).update(what=DESTROYED, who="", done="")
    return AgendaRecord.objects.filter(pk__in=keys).update(attended=DESTROYED, studied=DESTROYED, recorder_name="")


@transaction.atomic
def destroy_inspections(actor: Actor, *, keys: Iterable[int], now: datetime) -> int:
    """Destroy what was found and said, and the files behind it; numbers, days and points stay. The clock only."""
    if not actor.is_clock:
        raise missing()
    keys = list(keys)
    for hung in Evidence.objects.filter(finding__inspection_id__in=keys).select_related("file"):
        ledger.destroy_file(actor, token=hung.file.token, now=now)
    Evidence.objects.filter(finding__inspection_id__in=keys).update(caption="")
    Finding.objects.filter(inspection_id__in=keys).update(facts=DESTROYED, demand=DESTROYED, seen="")
    SheetLine.objects.filter(inspection_id__in=keys).update(found="", comment="")
    return Inspection.objects.filter(pk__in=keys).update(
        team=DESTROYED, summary=DESTROYED, remark="", concluder_name=""
    )
