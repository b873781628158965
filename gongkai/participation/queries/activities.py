"""Reading the registers of publicity and of disclosure days: records are public, photos and void ones are not (R72, R81)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.ledger import actions as ledger
from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import Prepared
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under, within
from gongkai.participation.models import Activity, ActivityPhoto
from gongkai.rulebook import queries as rulebook
from gongkai.rules.activities import ActivityFigures, Register, figures
from gongkai.rules.actor import Actor
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing

COUNTED = ("register", "way", "subjects", "people", "visits", "opinions")


def _seen(actor: Actor) -> Q:
    return Q(voided_at=None) | within(actor, Permission.READ_WORK)


def activity(actor: Actor, *, number: str) -> Activity:
    """One record; a void one only for those who work there."""
    found = Activity.objects.select_related("org").filter(_seen(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def activities(
    actor: Actor, *, path: str, year: int, register: str | None = None, below: bool = False, void: bool = False,
    limit: int = 500,
) -> list[Activity]:  # fmt: skip
    """Records of a year, the latest first: of one organization, or with `below` of its whole subtree. One query."""
    rows = _of_year(actor, path, year, below)
    if register:
        rows = rows.filter(register=register)
    if not void:
        rows = rows.filter(voided_at=None)
    return list(rows[:limit])


def activity_ledger(actor: Actor, *, path: str, year: int, below: bool = False) -> Iterator[Activity]:
    """All records of a year, void ones as far as the actor may see them; read in pieces (R72, R168)."""
    return streamed(_of_year(actor, path, year, below))


def _of_year(actor: Actor, path: str, year: int, below: bool) -> QuerySet[Activity]:
    rows = Activity.objects.select_related("org").filter(_seen(actor), held_on__year=year)
    return (rows.filter(under(path)) if below else rows.filter(org_path=path)).order_by("-held_on", "-pk")


def activity_figures(actor: Actor, *, path: str, year: int, below: bool = False) -> ActivityFigures:
    """The figures of a year; open to everyone. One query."""
    rows = Activity.objects.filter(voided_at=None, held_on__year=year)
    rows = rows.filter(under(path)) if below else rows.filter(org_path=path)
    return figures(rows.values_list(*COUNTED))


def activities_by_organization(actor: Actor, *, path: str, year: int) -> list[tuple[object, ActivityFigures]]:
    """The figures of every organization of a subtree that owes duties, those with least first. Two queries."""
    rows = defaultdict(list)
    found = Activity.objects.filter(under(path), voided_at=None, held_on__year=year)
    for org_id, *counted in found.values_list("org_id", *COUNTED):
        rows[org_id].append(counted)
    owing = [one for one in orgs.subtree(actor, path=path) if one.owes_duties and one.lives]
    listed = [(one, figures(rows[one.pk])) for one in owing]
    return sorted(listed, key=lambda pair: (pair[1].times + pair[1].days, pair[0].path))


def days_held(actor: Actor, *, path: str, since: date, until: date) -> list[Activity]:
    """What was done on the disclosure days of a span, the first day first; public. One query."""
    rows = Activity.objects.filter(org_path=path, register=Register.DAY, voided_at=None, held_on__range=(since, until))
    return list(rows.order_by("held_on", "pk"))


def day_activity(actor: Actor, *, org_id: int, period: str) -> Activity | None:
    """What was done on the disclosure day of a month; public. One query."""
    return Activity.objects.filter(org_id=org_id, period=period, register=Register.DAY, voided_at=None).first()


_RECORDED = Prepared(
    lambda org_id, period: Activity.objects.filter(
        org_id=org_id, period=period, register=Register.DAY, voided_at=None
    ).values_list("pk")[:1]
)


def day_to_record(actor: Actor, *, org_id: int, today: date) -> date | None:
    """The disclosure day of this month, from the day itself on, while nothing is recorded of it (第八条（二）)."""
    period = str(Period.of(today))
    due = rulebook.disclosure_day(actor, period=period).due
    return due if due <= today and not _RECORDED(org_id=org_id, period=period) else None


def photos(actor: Actor, *, row: Activity) -> list[ActivityPhoto]:
    """What is hung on a record, for those who work there; nothing for others."""
    if not may(actor, Permission.READ_WORK, row.org_path):
        return []
    return list(row.photos.select_related("file").order_by("pk"))


def activity_photo(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """A photo, for those who work there."""
    row = activity(actor, number=number)
    for hung in photos(actor, row=row):
        if hung.file.token == token:
            return ledger.located(actor, file=hung.file)
    raise missing()
