"""The yearly report on supervisors, their meetings and marks, points and what goes on there, publicity (R168)."""

from dataclasses import astuple, dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.participation import queries as participation
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.supervisors import MarkState, SupervisorsMeetingState
from gongkai.supervision.models import (
    Point,
    PointActivity,
    PointWork,
    SupervisionMark,
    Supervisor,
    SupervisorsMeeting,
    Support,
)


@dataclass(frozen=True)
class OversightYear:
    """One organization's year: supervisors and points on its last day, everything else as it was counted."""

    supervisors: int = 0
    meetings: int = 0
    marks: int = 0
    answered: int = 0  # of the marks, in time
    supports: int = 0
    points: int = 0
    guidance: int = 0
    works: int = 0
    publicity: int = 0
    people: int = 0
    days: int = 0

    def __add__(self, other: "OversightYear") -> "OversightYear":
        return OversightYear(*map(sum, zip(astuple(self), astuple(other), strict=True)))


def _numbers(rows: QuerySet, key: str = "org_id") -> dict[int, int]:
    return dict(rows.order_by().values(key).annotate(number=Count("pk")).values_list(key, "number"))


def oversight_by_organization(
    actor: Actor, *, path: str, year: int, today: date
) -> list[tuple[object, OversightYear]]:  # fmt: skip
    """The year of every living organization that owes duties or has something to show; for those who oversee them.

    The number of queries does not grow with the organizations.
    """
    demand(actor, Permission.OVERSEE, path, hidden=True)
    here, last = under(path), min(today, date(year, 12, 31))
    in_office = Q(from_date__lte=last, to_date__gte=last)
    stands = Q(named_on__lte=last) & (Q(exited_on=None) | Q(exited_on__gt=last))
    marks = SupervisionMark.objects.filter(here, raised_on__year=year).exclude(state=MarkState.WITHDRAWN)
    columns = {
        "supervisors": _numbers(Supervisor.objects.filter(here, in_office)),
        "meetings": _numbers(SupervisorsMeeting.objects.filter(here, state=SupervisorsMeetingState.HELD, meets_on__year=year)),
        "marks": _numbers(marks),
        "answered": _numbers(marks.filter(first_replied_on__lte=F("first_due_on"))),
        "supports": _numbers(Support.objects.filter(here, day__year=year)),
        "points": _numbers(Point.objects.filter(here, stands)),
        "guidance": _numbers(
            PointActivity.objects.filter(under(path, field="batch__keeper_path"), day__year=year), "batch__keeper_id"
        ),
        "works": _numbers(PointWork.objects.filter(here, delivered_on__year=year), "point__org_id"),
    }  # fmt: skip
    told = {one.pk: found for one, found in participation.activities_by_organization(actor, path=path, year=year)}
    listed = []
    for org in orgs.subtree(actor, path=path):
        counted = {name: numbers.get(org.pk, 0) for name, numbers in columns.items()}
        found = told.get(org.pk)
        more = {"publicity": found.times, "people": found.people, "days": found.days} if found else {}
        if org.owes_duties or any(counted.values()):
            listed.append((org, OversightYear(**counted, **more)))
    return listed
