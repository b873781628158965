"""A calendar year of duties: totals of many organizations, and every duty of one (第九条（七）)."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.obligations.derive import Span
from gongkai.obligations.models import OrgMonth
from gongkai.obligations.queries.boards import grouped
from gongkai.obligations.queries.duties import counts_of, rows_of
from gongkai.obligations.views import DutyRow
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.duties import Counts


def year_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, Counts]:
    """The totals of each organization below a path over the months of a year. Two queries, open to anyone."""
    rows = OrgMonth.objects.filter(under(path), period__gte=f"{year}-01", period__lte=f"{year}-12")
    return {org_id: counts for (org_id,), counts in grouped(rows, ("org_id",), today).items()}


def year_duties(actor: Actor, *, org_id: int, year: int, today: date) -> list[DutyRow]:
    """Every duty of one organization in a year, by due day. The number of queries does not grow."""
    periods = tuple(f"{year}-{month:02}" for month in range(1, 13))
    rows = rows_of(actor, Span(periods, org_ids=(org_id,)), today, None)
    return sorted(rows, key=lambda row: (row.due_on, row.code))


@dataclass(frozen=True)
class Silence:
    """What is overdue at one organization: how many, how many of them for long, and since when the oldest."""

    overdue: int
    long: int
    oldest: date


def silence(actor: Actor, *, path: str, today: date, days: int) -> dict[int, Silence]:
    """What each organization below a path has overdue, `long` from so many days on; those with nothing are left out.

    One query, open to anyone.
    """
    found: dict[int, Silence] = {}
    limit = (today - timedelta(days=days)).isoformat()
    for row in OrgMonth.objects.filter(under(path), missing__gt=0, earliest_due__lt=today):
        before = found.get(row.org_id, Silence(0, 0, row.earliest_due))
        found[row.org_id] = Silence(
            before.overdue + counts_of(row, today).overdue, before.long + sum(one[0] <= limit for one in row.open),
            min(before.oldest, row.earliest_due),
        )  # fmt: skip
    return found
