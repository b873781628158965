"""Places ranked by how punctually they disclose, each beside how much work is asked of it (R160)."""

from dataclasses import dataclass
from datetime import date

from gongkai.approvals import queries as approvals
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.burden import Ask, Burden, Weight, usual, weigh
from gongkai.rules.duties import Counts
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.supervision import queries as supervision


@dataclass(frozen=True)
class BurdenRow:
    """One place below a body, or the body itself: how it stands, and what was asked of it in these months."""

    name: str
    code: str
    own: bool
    counts: Counts
    burden: Burden
    weight: Weight


def burdens(actor: Actor, *, path: str, period: str, months: int, today: date) -> list[BurdenRow]:
    """The months up to `period`, the least punctual place first, places without due items last. Queries: constant."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    last = Period.parse(period)
    first = last.plus(1 - months)
    days = {"since": first.opens_on, "until": last.last_day}
    asked = {
        Ask.DOCUMENT: rulebook.documents_below(actor, path=path, **days),
        Ask.PLAN: approvals.plans_below(actor, path=path, **days),
        Ask.CHECK: supervision.checks_below(actor, path=path, **days),
        Ask.MEETING: supervision.meetings_below(actor, path=path, **days),
    }
    here = orgs.organization_at(actor, path=path)
    places = {child.path: child for child in orgs.children(actor, org_id=here.pk)} | {path: here}
    found = []
    for place, one in obligations.months_below(actor, path=path, first=str(first), last=str(last), today=today).items():
        numbers = {Ask.DUTY: one.counts.expected} | {ask: rows.get(place, 0) for ask, rows in asked.items()}
        if place in places:
            found.append((places[place], one.counts, Burden(one.org_months, numbers)))
    usually = usual(burden for _, _, burden in found)
    rows = [
        BurdenRow(org.short_name, org.code, org.path == path, counts, burden, weigh(burden, usually))
        for org, counts, burden in found
    ]
    return sorted(rows, key=_need)


def _need(row: BurdenRow) -> tuple:
    rate = row.counts.on_time_rate
    return rate is None, rate or 0.0, -row.counts.overdue, row.code
