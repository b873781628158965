"""A year of opinions and of members' appraisals, for the yearly assessment (第九条（四）、（七）)."""

from datetime import date

from django.db.models import Count, Q

from gongkai.orgs.scopes import under
from gongkai.participation.models import AppraisalRound, Opinion
from gongkai.participation.queries.appraisals import TOLD, formula
from gongkai.participation.queries.opinions import seen
from gongkai.rules import appraisals as law
from gongkai.rules.actor import Actor


def _judged(year: int, today: date) -> Q:
    """Opinions of a year whose answer was given or is overdue; confidential ones are never counted."""
    return Q(confidential=False, received_on__year=year) & (Q(decided_on__isnull=False) | Q(answer_by__lt=today))


IN_TIME = Q(decided_on__isnull=False, late=False)


def opinions_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, tuple[int, int]]:
    """(answered in time, to be answered by now) of each organization that handles; numbers only. One query."""
    rows = Opinion.objects.filter(_judged(year, today), under(path, field="handler_path")).order_by()
    counted = rows.values("handler_id").annotate(total=Count("pk"), good=Count("pk", filter=IN_TIME))
    return {row["handler_id"]: (row["good"], row["total"]) for row in counted}


def year_opinions(actor: Actor, *, org_id: int, year: int, today: date) -> list[Opinion]:
    """The opinions behind those figures that the actor may know of, the oldest first. One query."""
    return list(seen(actor).filter(_judged(year, today), handler_id=org_id).order_by("received_on", "pk"))


def rounds_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The overall score in hundredths (§4.3) of the last published round of the year, by organization. One query."""
    rows = AppraisalRound.objects.filter(under(path), state__in=TOLD, published_at__year=year).order_by("published_at")
    found = {}
    for row in rows.only("org_id", "table", "counted_at"):
        marks = row.table.get(law.Item.OVERALL)
        if marks and row.counted_at:
            scored = law.item_result(law.Item.OVERALL, marks, formula(actor, on=row.counted_at.date())).score
            if scored is not None:
                found[row.org_id] = round(scored * 100)
    return found
