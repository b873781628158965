"""Reading how the archive is used: loans, openings on screen, figures of a year (R53)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from gongkai.archive.models import ArchiveRecord, Loan, Use
from gongkai.orgs.scopes import within
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import missing

MOST_USED = 5


def _seen(actor: Actor) -> QuerySet[Loan]:
    return Loan.objects.filter(within(actor, Permission.READ_WORK)).select_related("record")


def loan(actor: Actor, *, loan_id: int) -> Loan:
    """One loan with its record."""
    found = _seen(actor).filter(pk=loan_id).first()
    if found is None:
        raise missing()
    return found


def loans(actor: Actor, *, path: str, year: int | None = None, record_id: int | None = None, limit: int | None = 200):
    """Loans, those that are out first, what is due first; then the latest."""
    rows = _seen(actor).filter(org_path=path)
    if year is not None:
        rows = rows.filter(Q(lent_on__year=year) | Q(returned_on=None))
    if record_id is not None:
        rows = rows.filter(record_id=record_id)
    out = list(rows.filter(returned_on=None).order_by("due_on", "pk"))
    back = rows.exclude(returned_on=None).order_by("-lent_on", "-pk")
    return out + list(back if limit is None else back[:limit])


def overdue(actor: Actor, *, path: str, today: date) -> int:
    """How many records are out past their day."""
    return _seen(actor).filter(org_path=path, returned_on=None, due_on__lt=today).count()


def loans_late(actor: Actor, *, paths: Sequence[str], today: date) -> list[Loan]:
    """What is out past its day at these organizations, the longest first. One query."""
    rows = _seen(actor).filter(org_path__in=paths, returned_on=None, due_on__lt=today)
    return list(rows.order_by("due_on", "pk")[:50])


@dataclass(frozen=True)
class UseFigures:
    """A year's use. `most`: the records opened most often."""

    lent: int
    out: int
    late: int
    opened: int
    files: int
    most: tuple[tuple[ArchiveRecord, int], ...]


def use_figures(actor: Actor, *, path: str, year: int, today: date) -> UseFigures:
    """How the archive of an organization was used in a year. Three queries."""
    rows = _seen(actor).filter(org_path=path)
    out = Q(returned_on=None)
    counted = rows.aggregate(
        lent=Count("pk", filter=Q(lent_on__year=year)), out=Count("pk", filter=out),
        late=Count("pk", filter=out & Q(due_on__lt=today)),
    )  # fmt: skip
    used = Use.objects.filter(within(actor, Permission.READ_WORK), org_path=path, day__year=year)
    times = dict(used.values_list("kind").annotate(all=Sum("times")).order_by())
    top = list(
        used.filter(kind=Use.OPENED)
        .values_list("record")
        .annotate(all=Sum("times"))
        .order_by("-all", "record")[:MOST_USED]
    )
    found = ArchiveRecord.objects.defer("parts").in_bulk([pk for pk, _ in top])
    return UseFigures(
        **counted, opened=times.get(Use.OPENED, 0), files=times.get(Use.FILE, 0),
        most=tuple((found[pk], number) for pk, number in top),
    )  # fmt: skip
