"""Reading the archive: records, boxes, numbers; for those who read the work there (R53)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from gongkai.archive.models import ArchiveRecord, Box, Fonds
from gongkai.ledger import queries as ledger
from gongkai.ledger.actions import Located, located
from gongkai.orgs.scopes import under, within
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import UNIT, Retention, fonds_of
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import missing


def _seen(actor: Actor) -> QuerySet[ArchiveRecord]:
    return ArchiveRecord.objects.filter(within(actor, Permission.READ_WORK))


def record(actor: Actor, *, record_id: int) -> ArchiveRecord:
    """One record with its organization and box."""
    found = _seen(actor).select_related("org", "box", "disposal").filter(pk=record_id).first()
    if found is None:
        raise missing()
    return found


def record_file(actor: Actor, *, record_id: int, token: str) -> Located:
    """A stored file that is one of the papers of a record."""
    if not any(one.token == token for one in record(actor, record_id=record_id).filed):
        raise missing()
    return located(actor, file=ledger.stored_file(actor, token=token))


def records(
    actor: Actor, *, path: str, below: bool = False, words: str = "", year: int | None = None, retention: str = "",
    box_id: int | None = None, after: int | None = None, limit: int | None = 50,
) -> list[ArchiveRecord]:  # fmt: skip
    """Records of an organization (`below`: with all below it), the latest filed first; `words` in title, code or number."""
    rows = _seen(actor).filter(under(path) if below else Q(org_path=path)).defer("parts")
    for word in words.split()[:5]:
        rows = rows.filter(Q(title__icontains=word) | Q(code__icontains=word) | Q(number__icontains=word))
    wanted = {"year": year, "retention": retention or None, "box_id": box_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if after is not None:
        rows = rows.filter(pk__lt=after)
    rows = rows.select_related("org").order_by("-pk")
    return list(rows if limit is None else rows[:limit])


def listed(actor: Actor, *, path: str, year: int, box_id: int | None = None):
    """The lines of 归档文件目录 in the order of the boxes, read in pieces (DA/T 22-2015, F25)."""
    rows = _seen(actor).filter(org_path=path).select_related("box").order_by("retention", "box__number", "serial")
    rows = rows.filter(box_id=box_id) if box_id is not None else rows.filter(year=year)
    return rows.iterator(chunk_size=500)


def box(actor: Actor, *, box_id: int) -> Box:
    """One box with its organization."""
    found = Box.objects.select_related("org").filter(within(actor, Permission.READ_WORK), pk=box_id).first()
    if found is None:
        raise missing()
    return found


def boxes(actor: Actor, *, path: str) -> list[Box]:
    """Every box of an organization with how many records it holds (`held`), the newest year first."""
    rows = Box.objects.filter(within(actor, Permission.READ_WORK), org_path=path).annotate(held=Count("records"))
    order = list(Retention)
    return sorted(rows, key=lambda one: (-one.year, order.index(Retention(one.retention)), one.number))


@dataclass(frozen=True)
class FondsNumber:
    """Under what the records of an organization are numbered; `given`: by the archives."""

    number: str
    unit: str
    given: bool


def fonds(actor: Actor, *, org) -> FondsNumber:
    """The fonds number and unit of an organization."""
    row = Fonds.objects.filter(within(actor, Permission.READ_WORK), org_path=org.path).first()
    return FondsNumber(row.number, row.unit, True) if row else FondsNumber(fonds_of(org.code), UNIT, False)


def closed_until(actor: Actor, *, kind: str) -> date | None:
    """The last day of closing among the filed matters of a kind; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = ArchiveRecord.objects.filter(matter__startswith=f"{kind}:")
    return rows.aggregate(last=Max("closed_on"))["last"]


def record_of_edition(actor: Actor, *, edition_id: int) -> ArchiveRecord | None:
    """The record of an edition, if it was filed."""
    return _seen(actor).defer("parts").filter(edition_id=edition_id).first()


@dataclass(frozen=True)
class Figures:
    """How many records there are in all, of one year, and in that year by retention."""

    all: int
    year: int
    permanent: int
    y30: int
    y10: int


def figures(actor: Actor, *, path: str, year: int) -> Figures:
    """The size of an organization's archive. One query."""
    rows = _seen(actor).filter(org_path=path)
    own = Q(year=year)
    counts = {f"n_{name}": Count("pk", filter=own & Q(retention=name)) for name in ("permanent", "y30", "y10")}
    found = rows.aggregate(n_all=Count("pk"), n_year=Count("pk", filter=own), **counts)
    return Figures(**{name.removeprefix("n_"): number for name, number in found.items()})
