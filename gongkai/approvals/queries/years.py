"""A year of signatures of the first person responsible: given by the due day or not (第十一条)."""

from datetime import datetime

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from gongkai.approvals.models import ReviewStep
from gongkai.orgs.scopes import under, within
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.permissions import Permission

IN_TIME = Q(day__lte=F("edition__due_on"))


def _signed(year: int):
    begin, end = datetime(year, 1, 1, tzinfo=LOCAL), datetime(year + 1, 1, 1, tzinfo=LOCAL)
    rows = ReviewStep.objects.filter(
        kind="approval", verb="approve", decided_at__gte=begin, decided_at__lt=end, edition__due_on__isnull=False
    )
    return rows.annotate(day=TruncDate("decided_at", tzinfo=LOCAL))


def signed_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, tuple[int, int]]:
    """(signed by the due day, signed) of each organization below a path; numbers only. One query."""
    rows = _signed(year).filter(under(path)).order_by().values("edition__disclosure__org_id")
    counted = rows.annotate(total=Count("pk"), good=Count("pk", filter=IN_TIME))
    return {row["edition__disclosure__org_id"]: (row["good"], row["total"]) for row in counted}


def year_signed(actor: Actor, *, org_id: int, year: int) -> list[ReviewStep]:
    """The signatures behind those figures, for those who see the organization's work. One query."""
    rows = _signed(year).filter(within(actor, Permission.READ_WORK), edition__disclosure__org_id=org_id)
    return list(rows.select_related("edition", "revision").order_by("decided_at", "pk"))
