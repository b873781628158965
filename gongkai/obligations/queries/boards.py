"""Boards over many organizations: totals, one row per child, trend, heat map, late list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Count, F, Func, JSONField, Max, Min, Q, Sum, Window
from django.db.models.functions import RowNumber, Substr

from gongkai.ledger.fields import STEP
from gongkai.obligations.models import OrgMonth, Urge
from gongkai.obligations.queries.duties import counts_of, end_of
from gongkai.obligations.queries.since import Past, Then, child_of
from gongkai.obligations.views import BoardRow, HeatRow, LateRow
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import per_child, under
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.categories import OTHER
from gongkai.rules.duties import Counts
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused

BRIEF = {f"n_{name}": Sum(name) for name in ("expected", "late", "missing")}
SUMS = BRIEF | {f"n_{name}": Sum(name) for name in ("published", "nil", "exempt", "changed")}
# Counter rows in which some missing duty is not yet due: only these must be looked into.
PARTLY = Q(missing__gt=0, latest_due__isnull=False)


def grouped(
    rows, keys: tuple[str, ...], day: date, changes: Iterable[tuple[tuple, Then]] = (), *, brief: bool = False
) -> dict[tuple, Counts]:
    """Totals per key from the counters, with what is missing split into overdue and pending on a day.

    `changes`: months that looked otherwise then, each with its key. `brief`: only for rates, half the
    work; every answer then counts as published.
    """
    totals, overdue = {}, defaultdict(int)
    mixed = rows.filter(PARTLY, earliest_due__lt=day, latest_due__gte=day)
    for row in mixed:
        overdue[tuple(getattr(row, key) for key in keys)] += counts_of(row, day).overdue
    closed = Sum("missing", filter=Q(latest_due__lt=day))
    for row in rows.values(*keys).order_by(*keys).annotate(**(BRIEF if brief else SUMS), n_over=closed):
        key = tuple(row[name] for name in keys)
        late = (row["n_over"] or 0) + overdue[key]
        answered = (row["n_expected"] - row["n_missing"], 0, 0, 0) if brief else (
            row["n_published"], row["n_nil"], row["n_exempt"], row["n_changed"],
        )  # fmt: skip
        totals[key] = Counts(row["n_expected"], *answered, late, row["n_missing"] - late, row["n_late"])
    for key, then in changes:
        totals[key] = totals.get(key, Counts()) + then.difference(day)
    return totals


def _below(path: str, **chosen):
    """The counters of a subtree, each with the child of `path` below which it lies."""
    return OrgMonth.objects.filter(under(path), **chosen).annotate(child=Substr("org_path", 1, len(path) + STEP))


def _standing(path: str, period: str, today: date, past: Past | None) -> tuple[dict[str, Counts], dict[str, int]]:
    """Totals of one month per child of `path` with all below it, and how many organizations that are.

    The body's own duties stand under its own path. Added up in the database, whatever the number below.
    """
    rows = _below(path, period=period)
    changes = [(child_of(then, path), then) for then in past.of({period})] if past else []
    sizes = defaultdict(int, rows.values_list("child").annotate(Count("id")).order_by())
    for child, then in changes:
        sizes[child] += then.more
    sums = grouped(rows, ("child",), today, [((child,), then) for child, then in changes])
    return {child: counts for (child,), counts in sums.items() if sizes[child]}, sizes


def totals(actor: Actor, *, path: str, period: str, today: date, past: Past | None = None) -> Counts:
    """The five states of a month, added up over a subtree. Open to anyone.

    `past`: as it was known at the end of that day, which is `today` then; so with all boards.
    """
    return sum(_standing(path, period, today, past)[0].values(), Counts())


def board(
    actor: Actor, *, path: str, period: str, today: date, past: Past | None = None, months: int = 0
) -> list[BoardRow]:
    """One row per direct child with the totals of its subtree, those needing help first.

    `months` > 0 adds each child's on-time rate of the last months. Queries: constant.
    """
    return whole(actor, path=path, period=period, today=today, past=past, months=months)[1]


def whole(
    actor: Actor, *, path: str, period: str, today: date, past: Past | None = None, months: int = 0
) -> tuple[Counts, list[BoardRow]]:
    """The totals of a subtree and its board, from one reading of the counters."""
    return with_months(actor, path=path, period=period, today=today, past=past, months=months)[:2]


def with_months(
    actor: Actor, *, path: str, period: str, today: date, past: Past | None = None, months: int = 0
) -> tuple[Counts, list[BoardRow], list[tuple[str, Counts]]]:
    """The same with the last months of the whole for rates, oldest first: what the board has read is not read again."""
    sums, sizes = _standing(path, period, today, past)
    wanted = _last(period, months)
    by_month = _monthly(path, wanted, today, past) if months else {}
    rows = [
        BoardRow(
            child.pk,
            child.path,
            child.short_name,
            sizes[child.path],
            sums[child.path],
            tuple(by_month.get((child.path, month), Counts()).on_time_rate for month in wanted),
        )  # fmt: skip
        for child in orgs.children(actor, org_id=orgs.organization_at(actor, path=path).pk)
        if child.path in sums
    ]
    rows.sort(key=lambda row: (-row.counts.overdue, row.counts.on_time_rate or 0, row.path))
    together = defaultdict(Counts)
    for (_, month), counts in by_month.items():
        together[month] += counts
    return sum(sums.values(), Counts()), rows, [(month, together[month]) for month in wanted]


@dataclass(frozen=True)
class Months:
    """Several months of one place together; `org_months`: each organization counts once a month."""

    counts: Counts
    org_months: int


def months_below(actor: Actor, *, path: str, first: str, last: str, today: date) -> dict[str, Months]:
    """The months from `first` to `last` added up per child of a body, its own under its own path. Three queries."""
    rows = OrgMonth.objects.filter(period__gte=first, period__lte=last)
    sums = grouped(_below(path, period__gte=first, period__lte=last), ("child",), today)
    sizes = per_child(rows, path)
    return {child: Months(counts, sizes[child]) for (child,), counts in sums.items()}


def by_organization(
    actor: Actor, *, path: str, period: str, today: date, past: Past | None = None
) -> dict[int, Counts]:
    """The totals of a month of each organization of a subtree that owes something, alone. Two queries at most."""
    rows = OrgMonth.objects.filter(under(path), period=period)
    found = {row.org_id: counts_of(row, today) for row in rows}
    for then in past.of({period}) if past else ():
        found[then.org_id] = found.get(then.org_id, Counts()) + then.difference(today)
    return {org_id: counts for org_id, counts in found.items() if counts.expected}


def _last(period: str, months: int) -> list[str]:
    last = Period.parse(period)
    return [str(one) for one in last.plus(1 - months).through(last)]


def _monthly(path: str, wanted: list[str], today: date, past: Past | None) -> dict[tuple[str, str], Counts]:
    """Totals for rates by child of `path` and month."""
    rows = _below(path, period__gte=wanted[0], period__lte=wanted[-1])
    changes = [((child_of(then, path), then.period), then) for then in past.of(set(wanted))] if past else []
    return grouped(rows, ("child", "period"), today, changes, brief=True)


def trend(
    actor: Actor, *, path: str, period: str, today: date, months: int = 12, past: Past | None = None,
    brief: bool = False,
) -> list[tuple[str, Counts]]:  # fmt: skip
    """The totals of a subtree for the last months, oldest first. `brief`: only for rates, half the work."""
    wanted = _last(period, months)
    rows = OrgMonth.objects.filter(under(path), period__gte=wanted[0], period__lte=wanted[-1])
    changes = [((then.period,), then) for then in past.of(set(wanted))] if past else []
    found = grouped(rows, ("period",), today, changes, brief=brief)
    return [(month, found.get((month,), Counts())) for month in wanted]


@dataclass(frozen=True, slots=True)
class _Late:
    """What is overdue at one organization in one month."""

    org_id: int
    org_path: str
    period: str
    items: list[list]


def _late(rows, today: date, changes: Iterable[Then] = (), since: str = "") -> list[_Late]:
    """The months with something overdue by organization and month; `changes` stand in for their counters.

    `since`: only what fell due on this day or later.
    """
    changes = list(changes)
    replaced = {(then.org_id, then.period) for then in changes}
    day = today.isoformat()
    found = [_Late(then.org_id, then.org_path, then.period, then.overdue) for then in changes if then.overdue]
    for org_id, org_path, period, opened in rows.values_list("org_id", "org_path", "period", "open"):
        if (org_id, period) not in replaced:
            found.append(_Late(org_id, org_path, period, [item for item in opened if since <= item[0] < day]))
    return sorted(found, key=lambda one: (one.org_path, one.period))


def _alike(
    path: str, rows, today: date, changes: Iterable[Then] = (), by: str = "period"
) -> Iterator[tuple[str, Any, list, int]]:
    """What is overdue per child of `path`, and per `by`: some items, and at how many organizations it is just they.

    Put together by the database: PostgreSQL item by item, SQLite by lists that are the same at many. `changes`
    stand in for the counters of some; then each organization comes by itself.
    """
    if changes := list(changes):
        for one in _late(rows, today, changes):
            yield one.org_path[: len(path) + STEP], one.period, one.items, 1
        return
    child, day, single = Substr("org_path", 1, len(path) + STEP), today.isoformat(), connection.vendor == "postgresql"
    opened = Func("open", function="jsonb_array_elements", output_field=JSONField()) if single else F("open")
    counted = rows.annotate(child=child, opened=opened).values_list("child", by, "opened").annotate(number=Count("id"))
    for place, key, found, number in counted.order_by("child", by):
        yield place, key, [item for item in ([found] if single else found) if item[0] < day], number


def heat(actor: Actor, *, path: str, period: str, today: date, past: Past | None = None) -> list[HeatRow]:
    """Overdue duties of a month per child and category, worst first; children with none are left out."""
    cut = len(path) + STEP
    cells = defaultdict(lambda: defaultdict(int))
    for place, _, items, number in _alike(
        path, _missing(path, today, period), today, past.of({period}) if past else ()
    ):
        if len(place) == cut:
            for _, category, *_ in items:
                cells[place][category] += number
    names = {c.path: c for c in orgs.children(actor, org_id=orgs.organization_at(actor, path=path).pk)}
    found = [HeatRow(names[p].pk, p, names[p].short_name, dict(row)) for p, row in cells.items() if p in names]
    return sorted(found, key=lambda row: (-row.total, row.path))


def late_sub_items(actor: Actor, *, path: str, today: date) -> dict[str, dict[str, int]]:
    """Everything overdue below a body, whatever its month, by place and sub-item of 第五条 (R162). Three queries.

    What covers several sub-items counts at each of them; what the catalog does not name, at the eighth.
    """
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    here = str(Period.of(today))
    rows = _missing(path, today, "").annotate(catalog=rulebook.followed_catalog(actor, period=here))
    alike = list(_alike(path, rows, today, by="catalog"))
    known = rulebook.sub_items_of(actor, catalog_ids={row[1] for row in alike}, period=here) if alike else {}
    for place, catalog, items, number in alike:
        for _, _, code, _ in items:
            for sub_item in known.get(catalog, {}).get(code) or (OTHER.code,):
                found[place][sub_item] += number
    return {place: dict(cells) for place, cells in found.items()}


def _missing(path: str, today: date, period: str):
    """The counters of a subtree with something overdue; of one month when it is given."""
    rows = OrgMonth.objects.filter(under(path), missing__gt=0, earliest_due__lt=today)
    return rows.filter(period=period) if period else rows


def late_days(actor: Actor, *, path: str, today: date, past: Past | None = None, period: str = "") -> list[int]:
    """For everything overdue in a subtree how many days it is. One query; open to anyone."""
    changes = () if past is None else past.of({period}) if period else past.changes
    found: list[int] = []
    for _, _, items, number in _alike(path, _missing(path, today, period), today, changes):
        found += [(today - date.fromisoformat(item[0])).days for item in items] * number
    return found


def late_total(actor: Actor, *, path: str, today: date) -> int:
    """How much is overdue today in a subtree, whatever its month. Two queries; open to anyone."""
    rows = _missing(path, today, "")
    over = rows.filter(latest_due__lt=today).aggregate(number=Sum("missing"))["number"] or 0
    return over + sum(len(one.items) for one in _late(rows.filter(latest_due__gte=today), today))


def late_where_worst(
    actor: Actor, *, path: str, places: Sequence[str], period: str, today: date, limit: int, past: Past | None = None
) -> list[LateRow]:
    """What is overdue of a month in a subtree: first an equal share of each of these places (paths), then the rest.

    Two queries for no more rows than can be shown, whatever is overdue. Open to anyone.
    """
    rows, share, first = _missing(path, today, period), -(-limit // max(len(places), 1)), []
    if past is None:
        rows = rows.order_by("org_path", "period")
        waiting = _late(rows[: 2 * limit], today)
        worst = _late(_first_of(rows, places, share), today) if places else []
    else:
        worst = waiting = _late(rows, today, past.of({period}))
    items = [(one, *item) for one in waiting for item in one.items]
    for place in places:
        there = [(one, *item) for one in worst if one.org_path.startswith(place) for item in one.items]
        first += [item for item in there if item not in first][:share]
    rest = [item for item in items if item not in first]
    return _late_rows(actor, (first + rest)[:limit], today, past)


def _first_of(rows, places: Sequence[str], number: int):
    """The first rows of each of these places, equally many."""
    there = rows.filter(reduce(or_, map(under, places)))
    child = Substr("org_path", 1, min(map(len, places)))
    rank = Window(RowNumber(), partition_by=child, order_by=["org_path", "period"])
    return there.annotate(rank=rank).filter(rank__lte=number).order_by()


def late_places(actor: Actor, *, path: str, today: date) -> tuple[dict[str, int], dict[str, int]]:
    """How much is overdue today below each direct child of a body, and of each month. One query; open to anyone."""
    places: dict[str, int] = defaultdict(int)
    months: dict[str, int] = defaultdict(int)
    for place, period, items, number in _alike(path, _missing(path, today, ""), today):
        places[place] += len(items) * number
        months[period] += len(items) * number
    return dict(places), {period: months[period] for period in sorted(months, reverse=True)}


def overdue(
    actor: Actor, *, path: str, today: date, after: str = "", limit: int = 50, past: Past | None = None,
    since: date | None = None, period: str = "",
) -> tuple[list[LateRow], str]:  # fmt: skip
    """Everything overdue in a subtree, of one month when it is given, a page at a time, by organization and due day.

    `after` is the key that the last page gave; the answer's key is empty on the last page.
    `since`: of today's, only what fell due on this day or later. Open to anyone.
    """
    rows = _missing(path, today, period)
    if since is not None:
        rows = rows.filter(latest_due__gte=since)
    start_path, _, start_period = after.partition("@")
    if after:
        if not start_path or not start_period:
            raise Refused("page_key_invalid")
        rows = rows.filter(Q(org_path__gt=start_path) | Q(org_path=start_path, period__gt=start_period))
    if past is None:
        first = since.isoformat() if since is not None else ""
        waiting = _late(rows.order_by("org_path", "period")[: limit + 1], today, since=first)
    else:  # which months come next is known only with the changes
        waiting = [
            one
            for one in _late(rows, today, past.of({period}) if period else past.changes)
            if not after or (one.org_path, one.period) > (start_path, start_period)
        ]
    picked, found, next_key = [], [], ""
    for one in waiting:
        if picked and len(found) + len(one.items) > limit:
            next_key = f"{picked[-1].org_path}@{picked[-1].period}"
            break
        picked.append(one)
        found += [(one, *item) for item in one.items]
    return _late_rows(actor, found, today, past), next_key


def _late_rows(actor: Actor, found: list, today: date, past: Past | None) -> list[LateRow]:
    org_ids = {row.org_id for row, *_ in found}
    cards = orgs.cards(actor, org_ids=org_ids, day=today)
    entry_names = rulebook.entry_names(actor, org_ids=org_ids, periods={row.period for row, *_ in found})
    urges = Urge.objects.filter(org_id__in=org_ids)
    if past is not None:
        urges = urges.filter(urged_at__lte=end_of(past.as_of))
    urged = {
        (u["org_id"], u["period"], u["code"], u["trigger_id"] or 0): u["at"]
        for u in urges.values("org_id", "period", "code", "trigger_id").annotate(at=Max("urged_at"))
    }
    return [
        LateRow(
            row.org_id,
            row.org_path,
            cards[row.org_id].code,
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


def first_month(actor: Actor) -> str:
    """The first month for which anything was ever counted; empty before there is one."""
    return OrgMonth.objects.aggregate(first=Min("period"))["first"] or ""
