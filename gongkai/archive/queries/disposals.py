"""What has been kept its time, what may be destroyed and what may not, and the lists of it (第六条（四）)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.archive.models import ArchiveRecord, Disposal, Loan
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import YEARS, KeepingFacts, spared
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.disposal import DISPOSAL, OPEN, DisposalFacts, DisposalState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

Why = tuple[str, dict[str, object]]
_CLOCK = Actor.clock()


@dataclass(frozen=True)
class Kept:
    """A record whose time is over, and why it may not go yet (None: it may)."""

    row: ArchiveRecord
    why: Why | None


def _over(today: date) -> Q:
    rows = Q()
    for retention, years in YEARS.items():
        rows |= Q(retention=retention, year__lt=today.year - years)
    return rows


def over(actor: Actor, *, path: str, today: date, limit: int = 200) -> list[Kept]:
    """Records of an organization that were kept their time and stand on no open list, the oldest first."""
    rows = ArchiveRecord.objects.filter(
        within(actor, Permission.READ_WORK), _over(today), org_path=path, destroyed_at=None
    )
    rows = rows.exclude(disposal__state__in=[str(one) for one in OPEN]).select_related("org").order_by("year", "pk")
    found = list(rows[:limit])
    why = why_not(actor, rows=found, today=today)
    return [Kept(row, why[row.pk]) for row in found]


def why_not(actor: Actor, *, rows: Sequence[ArchiveRecord], today: date) -> dict[int, Why | None]:
    """Why each of these records may not be destroyed today; None for those that may. Three queries."""
    keys = [row.edition_id for row in rows if row.edition_id is not None]
    lent = set(Loan.objects.filter(record__in=rows, returned_on=None).values_list("record_id", flat=True))
    siblings = disclosures.siblings(_CLOCK, edition_ids=keys)
    others = {one.pk for group in siblings.values() for one in group}
    filed = {one.edition_id: one for one in ArchiveRecord.objects.defer("parts").filter(edition_id__in=others)}
    found = {}
    for row in rows:
        group = siblings.get(row.edition_id or 0, [])
        due = all(_may_follow(one, filed.get(one.pk), today) for one in group if one.pk != row.edition_id)
        facts = KeepingFacts(
            row.year, row.retention, row.pk in lent, any(one.is_public for one in group), due,
            row.destroyed_at is not None,
        )  # fmt: skip
        found[row.pk] = spared(facts, today=today)
    return found


def _may_follow(edition, row: ArchiveRecord | None, today: date) -> bool:
    """Another edition of the same matter is no hindrance: it never left the office, is gone, or is over its time too."""
    if row is None:
        return edition.never_left
    return row.destroyed_at is not None or spared(KeepingFacts(row.year, row.retention), today=today) is None


def disposal(actor: Actor, *, number: str) -> Disposal:
    """One list with its organization."""
    rows = Disposal.objects.select_related("org").filter(within(actor, Permission.READ_WORK), number=number)
    found = rows.first()
    if found is None:
        raise missing()
    return found


def disposals(actor: Actor, *, path: str) -> list[Disposal]:
    """Every list of an organization, the latest first; they stay for good."""
    rows = Disposal.objects.filter(within(actor, Permission.READ_WORK), org_path=path)
    return list(rows.order_by("-proposed_at", "-pk"))


def _waiting(deciding: Sequence[str], keeping: Sequence[str]) -> QuerySet:
    proposed = Q(org_path__in=deciding, state=DisposalState.PROPOSED)
    agreed = Q(org_path__in=keeping, state=DisposalState.APPROVED)
    return Disposal.objects.filter(proposed | agreed).order_by("proposed_at", "pk")[:50]


_WAITING = PreparedModels(Disposal, _waiting, {"org": ("short_name",)})


def disposals_waiting(actor: Actor, *, deciding: Sequence[str], keeping: Sequence[str]) -> list[Disposal]:
    """Lists to decide on, and lists that were agreed to and are to be carried out. One query."""
    deciding, keeping = (
        [path for path in paths if may(actor, Permission.READ_WORK, path)] for paths in (deciding, keeping)
    )
    return _WAITING(deciding=deciding, keeping=keeping) if deciding or keeping else []


def listed_records(actor: Actor, *, row: Disposal) -> list[ArchiveRecord]:
    """The records on a list that `disposal` gave, in the order of their codes."""
    rows = ArchiveRecord.objects.filter(within(actor, Permission.READ_WORK), disposal=row)
    return list(rows.order_by("year", "retention", "serial"))


def disposal_facts(row: Disposal, today: date) -> DisposalFacts:
    """The list for the law."""
    listed = ArchiveRecord.objects.filter(disposal=row) if row.is_open else ArchiveRecord.objects.none()
    why = why_not(_CLOCK, rows=list(listed), today=today)
    count = sum(one is not None for one in why.values())
    return DisposalFacts(row.state, Bodies(row.org_path), row.proposed_by, count)


def disposal_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a list."""
    return moves.offers(DISPOSAL, actor, disposal_facts(disposal(actor, number=number), today))
