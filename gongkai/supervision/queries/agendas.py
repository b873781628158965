"""Reading what Party committees studied about disclosure: for those who work there or oversee it (第十条, R126)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from gongkai.ledger.pieces import streamed
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under, within
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.agendas import AgendaYear, agenda_year, puts_on_agenda
from gongkai.rules.deadlines import months_later
from gongkai.rules.organizations import OrgKind
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import missing
from gongkai.supervision.models import AgendaDecision, AgendaRecord


def _seen(actor: Actor) -> QuerySet[AgendaRecord]:
    decided = Prefetch("decisions", AgendaDecision.objects.order_by("pk"))  # as they were written down
    return AgendaRecord.objects.filter(within(actor, Permission.READ_WORK)).prefetch_related(decided)


def _counted(row: AgendaRecord) -> tuple[bool, list[tuple[date, date | None]]]:
    return row.grassroots, [(one.due_on, one.done_on) for one in row.decisions.all()]


def agenda_times(actor: Actor, *, year: int, today: date) -> int:
    """How often the rulebook asks for in a year."""
    return rulebook.parameters(actor).int("agenda_times", min(today, date(year, 12, 31)))


def agenda_record(actor: Actor, *, number: str) -> AgendaRecord:
    """One record with its organization and decisions."""
    found = _seen(actor).select_related("org").filter(number=number).first()
    if found is None:
        raise missing()
    return found


def agenda_records(actor: Actor, *, path: str, year: int, limit: int = 500) -> list[AgendaRecord]:
    """The records of a year, void ones too, the latest first. Two queries."""
    return list(_of_year(actor, path, year)[:limit])


def agenda_ledger(actor: Actor, *, path: str, year: int) -> Iterator[AgendaRecord]:
    """The same, however many; read in pieces."""
    return streamed(_of_year(actor, path, year))


def _of_year(actor: Actor, path: str, year: int) -> QuerySet[AgendaRecord]:
    return _seen(actor).filter(org_path=path, held_on__year=year).order_by("-held_on", "-pk")


def agenda_of_year(actor: Actor, *, org, year: int, today: date) -> AgendaYear:
    """What the year of one organization came to."""
    rows = _seen(actor).filter(org_path=org.path, held_on__year=year, voided_at=None)
    times = agenda_times(actor, year=year, today=today)
    return agenda_year(map(_counted, rows), kind=OrgKind(org.kind), times=times, year=year, today=today)


def agendas_by_organization(actor: Actor, *, path: str, year: int, today: date) -> list[tuple[object, AgendaYear]]:
    """The year of every organization that is asked, or that studied it unasked; who is most behind stands first."""
    rows = defaultdict(list)
    for row in _seen(actor).filter(under(path), held_on__year=year, voided_at=None):
        rows[row.org_id].append(_counted(row))
    times = agenda_times(actor, year=year, today=today)
    listed = [
        (one, agenda_year(rows[one.pk], kind=OrgKind(one.kind), times=times, year=year, today=today))
        for one in orgs.subtree(actor, path=path)
        if one.lives and (puts_on_agenda(OrgKind(one.kind)) or rows[one.pk])
    ]
    return sorted(listed, key=lambda pair: (-pair[1].behind, -pair[1].overdue, -pair[1].left, pair[0].path))


def agenda_lately(actor: Actor, *, org, today: date) -> tuple[int, int]:
    """For an inspection: how often the last twelve months studied it, and how often they had to."""
    end = today + timedelta(days=1)
    held = AgendaRecord.objects.filter(
        within(actor, Permission.READ_WORK), org_path=org.path, voided_at=None, held_on__gte=months_later(end, -12),
        held_on__lt=end,
    ).count()  # fmt: skip
    owed = agenda_times(actor, year=today.year, today=today) if puts_on_agenda(OrgKind(org.kind)) else 0
    return held, owed
