"""Reading the ledger of working funds: for those who work there or oversee it (第十二条, R138, R171)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from gongkai.ledger import actions as ledger
from gongkai.ledger.pieces import streamed
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under, within
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import months_later
from gongkai.rules.duties import local_day
from gongkai.rules.funds import SUB_ITEM, FundFigures, fund_figures
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import missing
from gongkai.supervision.models import FundLine, FundReceipt

DAY = timedelta(days=1)
COUNTED = ("day", "kind", "cents", "purpose")


def fund_line(actor: Actor, *, number: str) -> FundLine:
    """One line with its organization."""
    rows = FundLine.objects.select_related("org").filter(within(actor, Permission.READ_WORK), number=number)
    found = rows.first()
    if found is None:
        raise missing()
    return found


def fund_lines(actor: Actor, *, path: str, year: int, limit: int = 500) -> list[FundLine]:
    """The lines of a year, void ones too, the latest first. One query."""
    return list(_of_year(actor, path, year)[:limit])


def fund_ledger(actor: Actor, *, path: str, year: int) -> Iterator[FundLine]:
    """The same, however many; read in pieces (R171)."""
    return streamed(_of_year(actor, path, year))


def _of_year(actor: Actor, path: str, year: int) -> QuerySet[FundLine]:
    rows = FundLine.objects.filter(within(actor, Permission.READ_WORK), org_path=path, year=year)
    return rows.order_by("-day", "-pk")


def funds_of_year(actor: Actor, *, path: str, year: int) -> FundFigures:
    """What a year came to, with what was left before. One query."""
    rows = FundLine.objects.filter(
        within(actor, Permission.READ_WORK), org_path=path, voided_at=None, year__lte=year
    )  # fmt: skip
    return fund_figures(rows.values_list(*COUNTED), year=year)


def funds_lately(actor: Actor, *, path: str, today: date) -> FundFigures:
    """For an inspection: what the last twelve months came to. One query."""
    end = today + DAY
    first = months_later(end, -12)
    rows = FundLine.objects.filter(
        within(actor, Permission.READ_WORK), org_path=path, voided_at=None, day__gte=first, day__lt=end
    )
    return fund_figures(((today, *rest) for _, *rest in rows.values_list(*COUNTED)), year=today.year)


def funds_public(actor: Actor, *, org, today: date) -> bool:
    """Did the last twelve months make the year's money public under an entry of 3i? (第十二条)

    The entry under which it was published counts, whatever the catalog calls it today. Three queries.
    """
    since = months_later(today + DAY, -12)
    entries = {
        one["entry"]
        for year in (today.year, today.year - 1)
        for one in publication.year_items(actor, org_id=org.pk, year=year)
        if one["entry"] is not None and since <= local_day(one["at"]) <= today
    }
    rows = rulebook.entries_by_id(actor, entry_ids=entries) if entries else {}
    return any(SUB_ITEM in one.sub_items for one in rulebook.facts_of(actor, rows=rows.values()))


def funds_by_organization(actor: Actor, *, path: str, year: int) -> list[tuple[object, FundFigures]]:
    """The year of every organization that owes duties, those without a budget first. Two queries."""
    rows = defaultdict(list)
    found = FundLine.objects.filter(
        under(path), within(actor, Permission.READ_WORK), voided_at=None, year__lte=year
    )  # fmt: skip
    for org_id, *counted in found.values_list("org_id", *COUNTED):
        rows[org_id].append(counted)
    owing = [one for one in orgs.subtree(actor, path=path) if one.owes_duties and one.lives]
    listed = [(one, fund_figures(rows[one.pk], year=year)) for one in owing]
    return sorted(listed, key=lambda pair: (pair[1].budget > 0, pair[1].lines, pair[0].path))


def fund_receipts(actor: Actor, *, row: FundLine) -> list[FundReceipt]:
    """What is hung on a line that `fund_line` gave."""
    seen = within(actor, Permission.READ_WORK, field="line__org_path")
    return list(FundReceipt.objects.select_related("file").filter(seen, line=row).order_by("pk"))


def fund_receipt(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """A receipt's file."""
    for hung in fund_receipts(actor, row=fund_line(actor, number=number)):
        if hung.file.token == token:
            return ledger.located(actor, file=hung.file)
    raise missing()
