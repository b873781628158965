"""How things stood at the end of a past day: today's counters, with what was written since put right.

Most months of most organizations looked then as they do now. Only a month of an organization in
which an answer was recorded or ended since, or a duty came or was cancelled, is derived anew from
its facts. Catalogs and the place in the tree are those known today.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Left

from gongkai.ledger.fields import STEP
from gongkai.obligations.derive import Owed, Span, judged
from gongkai.obligations.models import Answer, OrgMonth, Trigger
from gongkai.obligations.queries.duties import counts_of, end_of
from gongkai.rules.actor import Actor
from gongkai.rules.duties import Counts, DutyState, Verdict, count
from gongkai.rules.periods import Period

WIDE = 200  # a month in which more organizations changed is derived for the whole subtree


@dataclass(frozen=True)
class Then:
    """One month of one organization that looked otherwise: its duties as they stood, and its counters of today."""

    org_id: int
    org_path: str
    period: str
    duties: tuple[tuple[Owed, Verdict], ...]
    row: OrgMonth | None

    def difference(self, day: date) -> Counts:
        """What to add to the counters, judged on that day, to come to what stood then."""
        counts = count(verdict for _, verdict in self.duties)
        return counts - counts_of(self.row, day) if self.row is not None else counts

    @property
    def overdue(self) -> list[list]:
        """What was overdue then, as the counters keep what is open: due day, category, code, trigger."""
        return sorted(
            [duty.due_on.isoformat(), duty.category, duty.code, duty.trigger_id]
            for duty, verdict in self.duties
            if verdict.state is DutyState.OVERDUE
        )

    @property
    def more(self) -> int:
        """Organizations with duties then, less those of today: one, none, or minus one."""
        return bool(self.duties) - (self.row is not None)


@dataclass(frozen=True)
class Past:
    """The end of a past day below a body: what has changed since."""

    as_of: date
    changes: tuple[Then, ...]

    def of(self, periods: set[str] | frozenset[str]) -> list[Then]:
        """The changes in some months."""
        return [then for then in self.changes if then.period in periods]


def past(actor: Actor, *, path: str, as_of: date, period: str = "") -> Past:
    """What has changed below `path` since the end of a day, in all months up to that day's or up to `period`.

    The number of queries does not grow with the rows.
    """
    at, last = end_of(as_of), max(period, str(Period.of(as_of)))
    touched: set[tuple[int, str]] = set()
    for table, moments in ((Answer, ("recorded_at", "ended_at")), (Trigger, ("recorded_at", "cancelled_at"))):
        for moment in moments:
            # What is new since a day is little of all that was ever written: the moment leads, not the place.
            since = table.objects.alias(above=Left("org_path", len(path)))
            found = since.filter(**{f"{moment}__gt": at}, period__lte=last, above=path)
            touched.update(found.values_list("org_id", "period"))
    return Past(as_of, tuple(_then(actor, path, touched, as_of)))


def _then(actor: Actor, path: str, touched: set[tuple[int, str]], as_of: date) -> list[Then]:
    spans = _spans(path, touched)
    duties, paths = defaultdict(list), {}
    for span in spans:
        for owed, verdict in judged(actor, span=span, today=as_of, at=end_of(as_of)):
            key = owed.org_id, owed.period
            if key in touched:
                duties[key].append((owed, verdict))
                paths[key] = owed.org_path
    rows = {}
    for span in spans:
        found = OrgMonth.objects.filter(span.rows())
        rows |= {(row.org_id, row.period): row for row in found if (row.org_id, row.period) in touched}
    found = []
    for key in sorted(duties.keys() | rows.keys()):
        row = rows.get(key)
        found.append(Then(key[0], row.org_path if row else paths[key], key[1], tuple(duties[key]), row))
    return found


def _spans(path: str, touched: set[tuple[int, str]]) -> list[Span]:
    """At most two readings: months in which many changed as a whole, the others only where they changed."""
    orgs = defaultdict(set)
    for org_id, period in touched:
        orgs[period].add(org_id)
    wide = tuple(sorted(period for period, found in orgs.items() if len(found) > WIDE))
    few = tuple(sorted(orgs.keys() - set(wide)))
    spans = [Span(wide, path=path)] if wide else []
    if few:
        spans.append(Span(few, org_ids=tuple(sorted(set().union(*(orgs[period] for period in few))))))
    return spans


def child_of(then: Then, path: str) -> str:
    """The path of the child of `path` below which a change lies; the body's own path for its own duties."""
    return then.org_path[: len(path) + STEP]
