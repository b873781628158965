"""What supervisors saw of organizations, as figures: a year for the assessment, twelve months for an inspection."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from gongkai.ledger.fields import ancestors
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import months_later
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.supervisors import MarkState, SupervisorsMeetingState
from gongkai.rules.supervisors import MarkFacts, SupervisionYear, meetings_owed
from gongkai.supervision.models import SupervisionMark, Supervisor, SupervisorsMeeting


@dataclass(frozen=True)
class Watched:
    """The last twelve months of one organization's supervisors."""

    supervisors: int
    meetings: int
    meetings_owed: int
    marks: int
    marks_overdue: int


def _terms(path: str, first: date, last: date) -> list[tuple[str, date]]:
    """Places and first days of terms that touch the days, at the path, below and above it. One query."""
    rows = Supervisor.objects.filter(
        under(path) | Q(org_path__in=ancestors(path)), from_date__lte=last, to_date__gte=first
    )
    return list(rows.values_list("org_path", "from_date"))


def _served(terms: list[tuple[str, date]]) -> dict[str, date]:
    """Since when each place has supervisors of its own."""
    found: dict[str, date] = {}
    for path, begin in terms:
        found[path] = min(begin, found.get(path, begin))
    return found


def supervision_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, SupervisionYear]:
    """A year as supervisors saw it, by organization in a subtree, numbers only. Four queries whatever its size."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    first, end = date(year, 1, 1), min(date(year + 1, 1, 1), today + timedelta(days=1))
    served = _served(_terms(path, first, end - timedelta(days=1)))
    marks: dict[int, list[MarkFacts]] = defaultdict(list)
    rows = SupervisionMark.objects.filter(under(path), raised_on__gte=first, raised_on__lt=end)
    rows = rows.exclude(state=MarkState.WITHDRAWN)
    for org_id, *facts in rows.values_list("org_id", "first_due_on", "first_replied_on", "satisfied"):
        marks[org_id].append(MarkFacts(*facts))
    held: dict[int, int] = defaultdict(int)
    done = SupervisorsMeeting.objects.filter(
        under(path), state=SupervisorsMeetingState.HELD, meets_on__gte=first, meets_on__lt=end
    )
    for org_id in done.values_list("org_id", flat=True):
        held[org_id] += 1
    if not served and not marks:
        return {}
    months = rulebook.parameters(actor).int("supervisors_meeting_months", date(year, 12, 31))
    found = {}
    for org in orgs.subtree(actor, path=path):
        seen = any(place in served for place in ancestors(org.path))
        if seen or org.pk in marks:
            began = served.get(org.path)
            owed = meetings_owed(max(began, first), end, months) if began is not None and began < end else 0
            found[org.pk] = SupervisionYear(seen, tuple(marks.get(org.pk, ())), owed, held.get(org.pk, 0))
    return found


def watched(actor: Actor, *, org_id: int, path: str, today: date) -> Watched:
    """The last twelve months of one organization's own supervisors. Four queries at most."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    end = today + timedelta(days=1)
    first = months_later(end, -12)
    rows = Supervisor.objects.filter(org_path=path, from_date__lte=today, to_date__gte=today)
    begins = list(rows.values_list("from_date", flat=True))
    served = _served([pair for pair in _terms(path, first, today) if pair[0] == path])
    held = SupervisorsMeeting.objects.filter(
        org_id=org_id, state=SupervisorsMeetingState.HELD, meets_on__gte=first, meets_on__lt=end
    ).count()
    said = SupervisionMark.objects.filter(org_id=org_id, raised_on__gte=first).exclude(state=MarkState.WITHDRAWN)
    facts = [MarkFacts(*one) for one in said.values_list("first_due_on", "first_replied_on")]
    unanswered = sum(one.replied_on is None and one.due_on < today for one in facts)
    months = rulebook.parameters(actor).int("supervisors_meeting_months", today)
    owed = meetings_owed(max(served[path], first), end, months) if path in served else 0
    return Watched(len(begins), held, owed, len(facts), unanswered)
