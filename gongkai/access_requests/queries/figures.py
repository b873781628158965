"""Yearly figures of applications: numbers only, open to everybody (R96, R166)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from gongkai.access_requests.models import AccessRequest
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.access_request import ENDED_STATES, ORGANIZATION_STATES, RESULTS


@dataclass(frozen=True)
class Yearly:
    """Applications received in a year. `results`: by `RequestResult`, in the order of the form; `days`: mean, or None."""

    year: int
    received: int = 0
    open: int = 0
    results: dict[str, int] = field(default_factory=dict)
    days: float | None = None
    extended: int = 0
    late: int = 0
    ruled: int = 0


COLUMNS = ("state", "result", "received_on", "closed_on", "extensions", "late", "due_on", "ruled")


def _yearly(year: int, rows: Iterable[tuple], today: date) -> Yearly:
    rows = list(rows)
    ended = [row for row in rows if row[0] in ENDED_STATES]
    results = Counter(row[1] for row in ended)
    days = [(row[3] - row[2]).days for row in ended if row[3] is not None]
    late = sum(bool(row[5] or (row[0] in ORGANIZATION_STATES and row[6] and row[6] < today)) for row in rows)
    return Yearly(
        year, len(rows), len(rows) - len(ended), {kind: results[kind] for kind in RESULTS},
        round(sum(days) / len(days), 1) if days else None, sum(row[4] > 0 for row in rows), late,
        sum(row[7] for row in rows),
    )  # fmt: skip


def _rows(year: int):
    return AccessRequest.objects.filter(received_on__year=year).annotate(ruled=Count("proposals"))


def yearly(actor: Actor, *, org_id: int, year: int, today: date, below: bool = False) -> Yearly:
    """The figures of one organization, with `below` of everything under it too. Two queries."""
    org = orgs.organization(actor, org_id=org_id)
    wanted = under(org.path) if below else Q(org_id=org_id)
    return _yearly(year, _rows(year).filter(wanted).values_list(*COLUMNS), today)


def yearly_by_organization(actor: Actor, *, org_id: int, year: int, today: date) -> list[tuple[object, Yearly]]:
    """The figures of the organization and of each below it that had applications, from above to below."""
    org = orgs.organization(actor, org_id=org_id)
    groups: dict[int, list[tuple]] = {}
    for row_org, *row in _rows(year).filter(under(org.path)).values_list("org_id", *COLUMNS):
        groups.setdefault(row_org, []).append(tuple(row))
    paths = AccessRequest.objects.filter(org_id__in=groups).values_list("org__path", flat=True).distinct()
    found = sorted(orgs.at_paths(actor, paths=paths), key=lambda one: one.path)
    return [(one, _yearly(year, groups[one.pk], today)) for one in found]


def years(actor: Actor, *, org_id: int) -> list[int]:
    """The years in which the organization or one below it received applications, the newest first."""
    org = orgs.organization(actor, org_id=org_id)
    days = AccessRequest.objects.filter(under(org.path)).dates("received_on", "year", order="DESC")
    return [day.year for day in days]
