"""Reading the archive: records, boxes, numbers; for those who read the work there (R53)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from gongkai.archive.models import ArchiveRecord, Box, Fonds
from gongkai.ledger import queries as ledger
from gongkai.ledger.actions import Located, located
from gongkai.orgs.scopes import under, within
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import UNIT, Retention, fonds_of
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import missing

UNCOUNTED = Q(pages=None, counted_at__isnull=False, destroyed_at=None)


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
    box_id: int | None = None, uncounted: bool = False, after: int | None = None, limit: int | None = 50,
) -> list[ArchiveRecord]:  # fmt: skip
    """Records of an organization (`below`: with all below it), the latest filed first; `words` in title, code or number.

    `uncounted`: only those whose pages the archivist has to tell.
    """
    rows = _seen(actor).filter(under(path) if below else Q(org_path=path)).defer("parts")
    for word in words.split()[:5]:
        rows = rows.filter(Q(title__icontains=word) | Q(code__icontains=word) | Q(number__icontains=word))
    if uncounted:
        rows = rows.filter(UNCOUNTED)
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


def to_count(actor: Actor, *, limit: int) -> list[ArchiveRecord]:
    """Records whose pages nobody has counted yet, the first filed first; the clock only."""
    if not actor.is_clock:
        raise missing()
    return list(ArchiveRecord.objects.filter(counted_at=None, destroyed_at=None).order_by("pk")[:limit])


def shelf_code(actor: Actor, *, edition_id: int) -> str:
    """档号 of a version that the actor may read in public, once it is filed; else empty. One query."""
    shown = publication.visible(actor).filter(edition_id=edition_id)
    return (
        ArchiveRecord.objects.filter(edition_id__in=shown.values("edition_id")).values_list("code", flat=True).first()
        or ""
    )


def shelf_codes(actor: Actor, *, org_id: int) -> dict[int, str]:
    """档号 of every version of an organization's items that the actor may read, by edition. One query."""
    shown = publication.visible(actor).filter(org_id=org_id)
    return dict(
        ArchiveRecord.objects.filter(edition_id__in=shown.values("edition_id")).values_list("edition_id", "code")
    )


def record_of_edition(actor: Actor, *, edition_id: int) -> ArchiveRecord | None:
    """The record of an edition, if it was filed."""
    return _seen(actor).defer("parts").filter(edition_id=edition_id).first()


@dataclass(frozen=True)
class Figures:
    """How many records there are in all, of how many the pages are to be told, of one year, there by retention."""

    all: int
    uncounted: int
    year: int
    permanent: int
    y30: int
    y10: int


def figures(actor: Actor, *, path: str, year: int) -> Figures:
    """The size of an organization's archive. One query."""
    rows = _seen(actor).filter(org_path=path)
    own = Q(year=year)
    counts = {f"n_{name}": Count("pk", filter=own & Q(retention=name)) for name in ("permanent", "y30", "y10")}
    found = rows.aggregate(
        n_all=Count("pk"), n_uncounted=Count("pk", filter=UNCOUNTED), n_year=Count("pk", filter=own), **counts
    )
    return Figures(**{name.removeprefix("n_"): number for name, number in found.items()})
