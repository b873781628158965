"""A year of applications, for the yearly assessment: answered in time or not (第九条（三）)."""

from datetime import date

from django.db.models import Count, Q

from gongkai.access_requests.models import AccessRequest
from gongkai.access_requests.queries.requests import known
from gongkai.orgs.scopes import shares_per_child, under
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.access_request import ENDED_STATES, ORGANIZATION_STATES


def _tardy(today: date) -> Q:
    return Q(late=True) | Q(state__in=ORGANIZATION_STATES, due_on__lt=today)


def _over(today: date) -> Q:
    return Q(state__in=ENDED_STATES) | _tardy(today)


def _judged(year: int, today: date) -> Q:
    return Q(received_on__year=year) & _over(today)


def answers_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, tuple[int, int]]:
    """(in time, to be answered by now) of each organization below a path; numbers only. One query."""
    rows = AccessRequest.objects.filter(_judged(year, today), under(path)).order_by()
    counted = rows.values("org_id").annotate(total=Count("pk"), tardy=Count("pk", filter=_tardy(today)))
    return {row["org_id"]: (row["total"] - row["tardy"], row["total"]) for row in counted}


def answers_below(actor: Actor, *, path: str, since: date, until: date, today: date) -> dict[str, tuple[int, int]]:
    """(in time, to be answered by now) of what came in during some days, per child of a body; numbers only. One query."""
    rows = AccessRequest.objects.filter(_over(today), received_on__range=(since, until))
    return shares_per_child(rows, path, ~_tardy(today))


def year_requests(actor: Actor, *, org_id: int, year: int, today: date) -> list[AccessRequest]:
    """The applications behind those figures that the actor may know of, the oldest first. One query."""
    rows = AccessRequest.objects.filter(known(actor), _judged(year, today), org_id=org_id)
    return list(rows.order_by("received_on", "pk"))
