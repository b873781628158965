"""The adoption table: every word said stands under an opinion, every opinion has its answer (第七条, R64)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.participation.actions.consultations import locked
from gongkai.participation.models import AdoptionPoint, Consultation, SaidWords
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import Adoption, demand_general_words
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.consultation import STATES, ConsultationState
from gongkai.rules.refusals import Refused, missing

LONGEST_OPINION = 300


def _to_sort(actor: Actor, number: str, today: date) -> Consultation:
    """The consultation when its words may be sorted: after the last day, before the result is out."""
    row = locked(actor, number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state != ConsultationState.OPEN:
        raise Refused("consultation_closed", state=STATES[row.state])
    if row.closes_on >= today:
        raise Refused("consultation_not_over")
    return row


def _opinion(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("point_opinion")
    if len(text) > LONGEST_OPINION:
        raise Refused("text_too_long", part="意见", length=len(text), most=LONGEST_OPINION)
    demand_general_words("意见", text)
    return text


def _point(row: Consultation, point_id: int) -> AdoptionPoint:
    found = AdoptionPoint.objects.filter(consultation=row, pk=point_id).first()
    if found is None:
        raise missing()
    return found


@transaction.atomic
def sort_words(
    actor: Actor, *, number: str, word_ids: Iterable[str], now: datetime, today: date, point_id: int | None = None,
    opinion: str = "",
) -> AdoptionPoint:  # fmt: skip
    """Put words under an opinion: one that stands already, or a new one in general words."""
    row = _to_sort(actor, number, today)
    point = _point(row, point_id) if point_id else AdoptionPoint(consultation=row, opinion=_opinion(opinion))
    wanted = set(word_ids)
    try:
        words = list(SaidWords.objects.filter(consultation=row, pk__in=wanted))
    except ValidationError as wrong:
        raise Refused("words_unknown") from wrong
    if len(words) != len(wanted):
        raise Refused("words_unknown")
    point.save()
    SaidWords.objects.filter(pk__in=[one.pk for one in words]).update(point=point)
    record(
        actor, verb="consultation.sort", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path,
        facts={"point": point.pk, "words": len(words)},
    )  # fmt: skip
    return point


@transaction.atomic
def answer_point(
    actor: Actor, *, number: str, point_id: int, opinion: str, verdict: str, reason: str, now: datetime, today: date
) -> AdoptionPoint:
    """Say what becomes of an opinion, and why. Also an adopted one has a reason."""
    row = _to_sort(actor, number, today)
    point = _point(row, point_id)
    if verdict not in {one.value for one in Adoption} or not reason.strip():
        raise Refused("point_verdict")
    demand_general_words("理由", reason)
    point.opinion, point.verdict, point.reason = _opinion(opinion), verdict, reason.strip()
    point.save()
    record(
        actor, verb="consultation.point", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path,
        facts={"point": point.pk, "verdict": verdict},
    )  # fmt: skip
    return point


@transaction.atomic
def drop_point(actor: Actor, *, number: str, point_id: int, now: datetime, today: date) -> None:
    """Take a point away; the words under it wait again, so nothing is lost."""
    row = _to_sort(actor, number, today)
    point = _point(row, point_id)
    freed = SaidWords.objects.filter(point=point).update(point=None)
    point.delete()
    record(
        actor, verb="consultation.drop_point", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path,
        facts={"words": freed},
    )  # fmt: skip


@transaction.atomic
def write_result(actor: Actor, *, number: str, text: str, now: datetime, today: date) -> Consultation:
    """Write how it was decided in the end; published by the head's signature."""
    row = _to_sort(actor, number, today)
    demand_general_words("结果", text)
    Consultation.objects.filter(pk=row.pk).update(result=text.strip(), version=row.version + 1)
    record(actor, verb="consultation.result", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row
