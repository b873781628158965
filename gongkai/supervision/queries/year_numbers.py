"""A year of agenda, inspections and rectifications below a path: numbers only, for the yearly work report (R172)."""

from datetime import date

from django.db.models import Count, Q

from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.inspection import InspectionState
from gongkai.rules.procedures.rectification import AT_WORK, OPEN, RectificationState
from gongkai.rules.yearly_rooms import Inspected
from gongkai.supervision.models import AgendaDecision, AgendaRecord, Inspection, Rectification


def studied_in_year(actor: Actor, *, path: str, year: int, today: date) -> tuple[int, int, int]:
    """(meetings that studied disclosure, what they decided, what of it was done) in a year. Two queries."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    days = Q(held_on__year=year, held_on__lte=today, voided_at=None)
    meetings = AgendaRecord.objects.filter(under(path), days).count()
    rows = AgendaDecision.objects.filter(
        under(path, field="record__org_path"),
        record__held_on__year=year,
        record__held_on__lte=today,
        record__voided_at=None,
    )
    decided = rows.aggregate(all=Count("pk"), done=Count("pk", filter=Q(done_on__lte=today)))
    return meetings, decided["all"], decided["done"]


def inspected_in_year(actor: Actor, *, path: str, year: int, today: date) -> Inspected:
    """Inspections of a year with a result and the rectifications asked for in it; withdrawn ones never. Three queries."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    rows = Inspection.objects.filter(under(path), state=InspectionState.CONCLUDED, visit_on__year=year).order_by()
    grades = dict(rows.values("grade").annotate(number=Count("pk")).values_list("grade", "number"))
    asked = Rectification.objects.filter(under(path), issued_at__year=year).exclude(state=RectificationState.WITHDRAWN)
    sums = asked.aggregate(
        notices=Count("pk"), closed=Count("pk", filter=Q(state=RectificationState.CLOSED)),
        open=Count("pk", filter=Q(state__in=OPEN)), late=Count("pk", filter=Q(state__in=AT_WORK, due_on__lt=today)),
    )  # fmt: skip
    places = rows.values("org_id").distinct().count()
    return Inspected(times=sum(grades.values()), places=places, grades=grades, **sums)
