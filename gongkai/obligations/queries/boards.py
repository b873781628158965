"""Boards over many organizations: totals, one row per child, trend, heat map, late list."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Substr

from gongkai.ledger.fields import STEP
from gongkai.obligations.derive import Span, judged
from gongkai.obligations.models import OrgMonth, Urge
from gongkai.obligations.queries.duties import counts_of, end_of
from gongkai.obligations.views import BoardRow, HeatRow, LateRow
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import Counts, count
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused

SUMS = {f"n_{name}": Sum(name) for name in ("expected", "published", "nil", "exempt", "changed", "late", "missing")}
# Counter rows in which some missing duty is not yet due: only these must be looked into.
PARTLY = Q(missing__gt=0, latest_due__isnull=False)


def grouped(rows, key: str, today: date) -> dict[str, Counts]:
    """Totals per key from the counters, with what is missing split into overdue and pending."""
    totals, overdue = {}, defaultdict(int)
    mixed = rows.filter(PARTLY, earliest_due__lt=today, latest_due__gte=today)
    for row in mixed:
        overdue[getattr(row, key)] += counts_of(row, today).overdue
    closed = Sum("missing", filter=Q(latest_due__lt=today))
    for row in rows.values(key).order_by(key).annotate(**SUMS, n_over=closed):
        late = (row["n_over"] or 0) + overdue[row[key]]
        totals[row[key]] = Counts(
            row["n_expected"], row["n_published"], row["n_nil"], row["n_exempt"], row["n_changed"],
            late, row["n_missing"] - late, row["n_late"],
        )  # fmt: skip
    return totals


def _by_child(path: str, period: str, today: date) -> tuple[dict[str, Counts], dict[str, int]]:
    """Totals of one month per child of `path` with all below it, and how many organizations that are.

    The body's own duties stand under its own path. Added up in the database, whatever the number below.
    """
    child = Substr("org_path", 1, len(path) + STEP)
    rows = OrgMonth.objects.filter(under(path), period=period).annotate(child=child)
    return grouped(rows, "child", today), dict(rows.values_list("child").annotate(Count("id")).order_by())


def _by_child_as_of(actor: Actor, path: str, period: str, as_of: date) -> tuple[dict[str, Counts], dict[str, int]]:
    """The same from the facts as they were known at the end of a past day."""
    cut = len(path) + STEP
    found, places = defaultdict(list), defaultdict(set)
    for owed, verdict in judged(actor, span=Span((period,), path=path), today=as_of, at=end_of(as_of)):
        found[owed.org_path[:cut]].append(verdict)
        places[owed.org_path[:cut]].add(owed.org_path)
    return {child: count(verdicts) for child, verdicts in found.items()}, {c: len(p) for c, p in places.items()}


def _standing(
    actor: Actor, path: str, period: str, today: date, as_of: date | None
) -> tuple[dict[str, Counts], dict[str, int]]:
    return _by_child_as_of(actor, path, period, as_of) if as_of else _by_child(path, period, today)


def totals(actor: Actor, *, path: str, period: str, today: date, as_of: date | None = None) -> Counts:
    """The five states of a month, added up over a subtree. Open to anyone."""
    return sum(_standing(actor, path, period, today, as_of)[0].values(), Counts())


def board(
    actor: Actor, *, path: str, period: str, today: date, as_of: date | None = None, months: int = 0
) -> list[BoardRow]:
    """One row per direct child with the totals of its subtree, those needing help first.

    `months` > 0 adds each child's on-time rate of the last months. Queries: constant.
    """
    return _board(actor, path, period, today, *_standing(actor, path, period, today, as_of), months)


def whole(
    actor: Actor, *, path: str, period: str, today: date, as_of: date | None = None, months: int = 0
) -> tuple[Counts, list[BoardRow]]:
    """The totals of a subtree and its board, from one reading of the counters."""
    sums, sizes = _standing(actor, path, period, today, as_of)
    return sum(sums.values(), Counts()), _board(actor, path, period, today, sums, sizes, months)


def _board(
    actor: Actor, path: str, period: str, today: date, sums: dict[str, Counts], sizes: dict[str, int], months: int
) -> list[BoardRow]:
    trends = _child_trends(path, period, today, months) if months else {}
    rows = [
        BoardRow(
            child.pk, child.path, child.short_name, sizes[child.path], sums[child.path], trends.get(child.path, ())
        )
        for child in orgs.children(actor, org_id=orgs.organization_at(actor, path=path).pk)
        if child.path in sums
    ]
    return sorted(rows, key=lambda row: (-row.counts.overdue, row.counts.on_time_rate or 0, row.path))


def _child_trends(path: str, period: str, today: date, months: int) -> dict[str, tuple[float | None, ...]]:
    last = Period.parse(period)
    wanted = [str(p) for p in last.plus(1 - months).through(last)]
    rows = OrgMonth.objects.filter(under(path), period__gte=wanted[0], period__lte=wanted[-1])
    summed = rows.values("period", child=Substr("org_path", 1, len(path) + STEP)).annotate(
        n_expected=Sum("expected"), n_missing=Sum("missing"), n_late=Sum("late")
    )
    sums = {
        (row["child"], row["period"]): Counts(
            row["n_expected"], row["n_expected"] - row["n_missing"], overdue=row["n_missing"], late=row["n_late"]
        )
        for row in summed.order_by()
    }
    children = {child for child, _ in sums if len(child) > len(path)}
    return {child: tuple(sums.get((child, month), Counts()).on_time_rate for month in wanted) for child in children}


def trend(actor: Actor, *, path: str, period: str, today: date, months: int = 12) -> list[tuple[str, Counts]]:
    """The totals of a subtree for the last months, oldest first."""
    last = Period.parse(period)
    wanted = [str(p) for p in last.plus(1 - months).through(last)]
    rows = OrgMonth.objects.filter(under(path), period__gte=wanted[0], period__lte=wanted[-1])
    found = grouped(rows, "period", today)
    return [(month, found.get(month, Counts())) for month in wanted]


def heat(actor: Actor, *, path: str, period: str, today: date) -> list[HeatRow]:
    """Overdue duties of a month per child and category, worst first; children with none are left out."""
    cut = len(path) + STEP
    cells = defaultdict(lambda: defaultdict(int))
    rows = OrgMonth.objects.filter(under(path), period=period, missing__gt=0, earliest_due__lt=today)
    for org_path, opened in rows.values_list("org_path", "open"):
        for due, category, *_ in opened:
            if due < today.isoformat() and len(org_path) >= cut:
                cells[org_path[:cut]][category] += 1
    names = {c.path: c for c in orgs.children(actor, org_id=orgs.organization_at(actor, path=path).pk)}
    found = [HeatRow(names[p].pk, p, names[p].short_name, dict(row)) for p, row in cells.items() if p in names]
    return sorted(found, key=lambda row: (-row.total, row.path))


def overdue(actor: Actor, *, path: str, today: date, after: str = "", limit: int = 50) -> tuple[list[LateRow], str]:
    """Everything overdue in a subtree, a page at a time, by organization and due day. Open to anyone.

    `after` is the key that the last page gave; the answer's key is empty on the last page.
    """
    rows = OrgMonth.objects.filter(under(path), missing__gt=0, earliest_due__lt=today)
    start_path, _, start_period = after.partition("@")
    if after:
        if not start_path or not start_period:
            raise Refused("page_key_invalid")
        rows = rows.filter(Q(org_path__gt=start_path) | Q(org_path=start_path, period__gt=start_period))
    rows = rows.order_by("org_path", "period")[: limit + 1]
    picked, found, next_key = [], [], ""
    for row in rows:
        late = [item for item in row.open if item[0] < today.isoformat()]
        if picked and len(found) + len(late) > limit:
            next_key = f"{picked[-1].org_path}@{picked[-1].period}"
            break
        picked.append(row)
        found += [(row, *item) for item in late]
    return _late_rows(actor, found, today), next_key


def _late_rows(actor: Actor, found: list, today: date) -> list[LateRow]:
    org_ids = {row.org_id for row, *_ in found}
    cards = orgs.cards(actor, org_ids=org_ids, day=today)
    entry_names = rulebook.entry_names(actor, org_ids=org_ids, periods={row.period for row, *_ in found})
    urged = {
        (u["org_id"], u["period"], u["code"], u["trigger_id"] or 0): u["at"]
        for u in Urge.objects.filter(org_id__in=org_ids)
        .values("org_id", "period", "code", "trigger_id")
        .annotate(at=Max("urged_at"))
    }
    return [
        LateRow(
            row.org_id,
            row.org_path,
            cards[row.org_id].name,
            cards[row.org_id].above,
            cards[row.org_id].head,
            row.period,
            code,
            trigger,
            entry_names.get((row.org_id, code), code),
            category,
            date.fromisoformat(due),
            (today - date.fromisoformat(due)).days,
            urged.get((row.org_id, row.period, code, trigger)),
        )  # fmt: skip
        for row, due, category, code, trigger in found
    ]
