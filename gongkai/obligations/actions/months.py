"""Keeping the derived tables: due items per catalog and counters per organization and month."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.obligations.derive import Span, judged
from gongkai.obligations.models import DueItem, OrgMonth, Trigger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind, DutyState
from gongkai.rules.entries import TimeKind
from gongkai.rules.in_force import SINCE
from gongkai.rules.periods import Period

FIRST_DAY = date.min  # nothing is overdue yet: what is missing stays "pending"
BATCH = 1000  # organizations, or rows, at a time
CATALOGS = 200  # catalogs whose entries are in memory
CONFIRM_MONTHS = "standing_confirmation_months"


def wanted_kind(entry, period: Period, first: bool, confirm_every: int) -> str | None:
    """The kind of duty that a catalog entry makes in a month, if any."""
    kinds = {entry.time_kind, *(extra["kind"] for extra in entry.also)}
    if TimeKind.PERIODIC in kinds and period.is_due(entry.period_months, entry.phase):
        return DutyKind.PERIODIC
    if entry.time_kind == TimeKind.STANDING:
        if first:
            return DutyKind.FIRST
        if confirm_every and period.is_due(confirm_every, 0):
            return DutyKind.CONFIRMATION
    return None


def _items(
    actor: Actor, catalog_ids: Sequence[int], period: Period, due_on: date, confirm_every: int
) -> Iterator[DueItem]:
    """What the catalogs demand in a month. Three queries, however many catalogs."""
    in_force, before = (
        rulebook.versions_in_force(actor, catalog_ids=catalog_ids, period=str(month))
        for month in (period, period.prev())
    )
    needed = {version.pk for versions in (in_force, before) for version in versions.values()}
    entries = rulebook.entries_of_versions(actor, version_ids=needed)
    for catalog_id, version in in_force.items():
        old = before.get(catalog_id)
        known = {entry.code for entry in entries[old.pk]} if old else set()
        for entry in entries[version.pk]:
            if kind := wanted_kind(entry, period, entry.code not in known, confirm_every):
                yield DueItem(
                    period=str(period), catalog_id=catalog_id, entry=entry, slot=entry.slot, code=entry.code,
                    category=entry.category, kind=kind, due_on=due_on,
                )  # fmt: skip


@transaction.atomic
def ensure_due_items(
    actor: Actor, *, first: str, last: str, catalog_ids: tuple[int, ...] = (), now: datetime
) -> set[str]:
    """Write the due items of these months anew; answers with the months that differ from before. None before 第十五条 (R142).

    Idempotent: running it twice changes nothing.
    """
    parameters = rulebook.parameters(actor)
    chosen = catalog_ids or tuple(catalog.pk for catalog in rulebook.catalogs(actor))
    touched = set()
    for period in Period.parse(first).through(Period.parse(last)):
        due_on = rulebook.disclosure_day(actor, period=str(period)).due
        confirm_every = parameters.int(CONFIRM_MONTHS, on=due_on) if due_on >= SINCE else 0
        for at in range(0, len(chosen), CATALOGS):
            some = chosen[at : at + CATALOGS]
            wanted = list(_items(actor, some, period, due_on, confirm_every)) if due_on >= SINCE else []
            present = DueItem.objects.filter(period=str(period), catalog_id__in=some)
            shape = {(i.catalog_id, i.slot, i.entry_id, i.kind, i.due_on) for i in wanted}
            if shape != set(present.values_list("catalog_id", "slot", "entry_id", "kind", "due_on")):
                present.delete()
                DueItem.objects.bulk_create(wanted, batch_size=BATCH)
                touched.add(str(period))
    return touched


def _month(period: str, org: int, path: str, duties: list, disclosure_day: date) -> OrgMonth:
    row = OrgMonth(period=period, org_id=org, org_path=path, due_on=disclosure_day, expected=len(duties))
    for duty, verdict in duties:
        if verdict.state is DutyState.PENDING:
            row.missing += 1
            row.open.append([duty.due_on.isoformat(), duty.category, duty.code, duty.trigger_id])
        else:
            setattr(row, verdict.state, getattr(row, verdict.state) + 1)
            row.late += bool(verdict.late_days)
    row.open.sort()
    if row.open:
        row.earliest_due = date.fromisoformat(row.open[0][0])
        row.latest_due = date.fromisoformat(row.open[-1][0])
    return row


COUNTED = ["org_path", "due_on", "expected", "published", "nil", "exempt", "changed", "late", "missing",
           "earliest_due", "latest_due", "open"]  # fmt: skip


def _recount(actor: Actor, span: Span) -> int:
    grouped = defaultdict(list)
    for duty, verdict in judged(actor, span=span, today=FIRST_DAY):
        grouped[duty.period, duty.org_id, duty.org_path].append((duty, verdict))
    days = {period: rulebook.disclosure_day(actor, period=period).due for period in span.periods}
    rows = [_month(p, org, path, duties, days[p]) for (p, org, path), duties in grouped.items()]
    stale = OrgMonth.objects.filter(span.rows())
    kept = {(row.org_id, row.period) for row in rows}
    gone = [pk for pk, org, period in stale.values_list("id", "org_id", "period") if (org, period) not in kept]
    if gone:
        OrgMonth.objects.filter(pk__in=gone).delete()
    OrgMonth.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["org", "period"], update_fields=COUNTED, batch_size=BATCH
    )
    return len(rows)


@transaction.atomic
def recount(actor: Actor, *, org_ids: tuple[int, ...], periods: tuple[str, ...]) -> int:
    """Recount these organizations' months from the facts, in the caller's transaction."""
    return _recount(actor, Span(periods, org_ids=tuple(org_ids)))


@transaction.atomic
def rebuild_months(actor: Actor, *, periods: tuple[str, ...], path: str = "") -> int:
    """Recount every organization's counters of these months; the nightly reconcile does just this.

    Of many organizations some are looked at at a time, so that memory does not grow with their number.
    """
    return sum(_recount(actor, span) for period in periods for span in _spans(actor, period, path))


def _spans(actor: Actor, period: str, path: str) -> Iterator[Span]:
    """A month of a subtree, in parts when there is anything to count at many organizations."""
    whole = Span((period,), path=path)
    found = rulebook.bound_paths(actor, period=period, path=path)
    for table in (Trigger, OrgMonth):
        found |= table.objects.filter(whole.rows()).values_list("org_id", "org_path")
    if len(found) <= BATCH:
        yield whole
        return
    keys = sorted(found, key=found.__getitem__)
    for at in range(0, len(keys), BATCH):
        yield Span((period,), org_ids=tuple(keys[at : at + BATCH]))
