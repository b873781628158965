"""Acts below that change who owes what: a catalog takes effect, organizations are bound, a day is moved."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from gongkai.obligations.actions.catalog_duties import followers_since, open_catalog_duties
from gongkai.obligations.actions.months import ensure_due_items, rebuild_months, recount
from gongkai.obligations.actions.triggers import due_for
from gongkai.obligations.models import DueItem, Trigger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind
from gongkai.rules.entries import TimeKind
from gongkai.rules.in_force import counted_from
from gongkai.rules.periods import Period
from gongkai.rules.procedures.catalog import CatalogState

AHEAD = 2  # months for which duties are listed in advance


def _through(today: date) -> str:
    return str(Period.of(today).plus(AHEAD))


def _months(first: str, last: str) -> tuple[str, ...]:
    return tuple(str(period) for period in Period.parse(first).through(Period.parse(last)))


@transaction.atomic
def approve_catalog(actor: Actor, *, version_id: int, period_from: str, now: datetime, today: date, remark: str = ""):
    """The maker fixes a catalog version; from its month on, duties follow it. Past months keep theirs.

    Whoever follows it owes the publication of the catalog itself (R44).
    """
    version = rulebook_actions.move_version(
        actor, version_id=version_id, verb="approve", now=now, period_from=period_from, remark=remark
    )
    last = max(_through(today), period_from)
    touched = ensure_due_items(Actor.clock(), first=period_from, last=last, catalog_ids=(version.catalog_id,), now=now)
    if touched:
        rebuild_months(Actor.clock(), periods=tuple(sorted(touched)), path=version.catalog.maker_path)
    follow = followers_since(Actor.clock(), catalog_id=version.catalog_id, first=period_from, last=last)
    for since in sorted(set(follow.values())):
        ids = [org_id for org_id, month in follow.items() if month == since]
        open_catalog_duties(Actor.clock(), version_id=version.pk, org_ids=ids, since=since, now=now, today=today)
    return version


@transaction.atomic
def bind_organizations(
    actor: Actor, *, org_ids: tuple[int, ...], catalog_id: int, period_from: str, now: datetime, today: date
) -> None:
    """From a month on, these organizations follow a catalog; standing items owe their first publication (R69)."""
    rulebook_actions.bind(actor, org_ids=tuple(org_ids), catalog_id=catalog_id, period_from=period_from, now=now)
    last = max(_through(today), period_from)
    ensure_due_items(Actor.clock(), first=period_from, last=last, catalog_ids=(catalog_id,), now=now)
    covered = set(
        DueItem.objects.filter(catalog_id=catalog_id, kind=DutyKind.FIRST, period__gte=period_from).values_list(
            "code", flat=True
        )
    )
    version = rulebook.version_in_force(actor, catalog_id=catalog_id, period=period_from)
    standing = []
    if version is not None:
        standing = [
            entry
            for entry in rulebook.entries(actor, version_id=version.pk)
            if entry.time_kind == TimeKind.STANDING and entry.code not in covered
        ]
    begun = counted_from(Period.parse(period_from).opens_on)
    computed = due_for(actor, kind=DutyKind.FIRST, event_on=begun)
    rows = []
    for org_id in org_ids:
        org = orgs.organization(actor, org_id=org_id)
        known = set(Trigger.objects.filter(org=org, kind=DutyKind.FIRST).values_list("code", flat=True))
        rows += [
            Trigger(
                org=org,
                org_path=org.path,
                entry=entry,
                code=entry.code,
                category=entry.category,
                period=str(Period.of(computed.due)),
                kind=DutyKind.FIRST,
                title=entry.name,
                event_on=begun,
                due_on=computed.due,
                computed=computed.as_json(),
                recorded_at=now,
                recorded_by=actor.user_id,
            )  # fmt: skip
            for entry in standing
            if entry.code not in known
        ]
    Trigger.objects.bulk_create(rows, batch_size=1000)
    recount(Actor.clock(), org_ids=tuple(org_ids), periods=_months(period_from, last))
    for coming in _versions_to_come(catalog_id, version, period_from):
        since = max(period_from, coming.period_from)
        open_catalog_duties(Actor.clock(), version_id=coming.pk, org_ids=org_ids, since=since, now=now, today=today)


def _versions_to_come(catalog_id: int, in_force, period_from: str) -> list:
    """The version in force in a month, and those already fixed for later months."""
    known = rulebook.versions(Actor.clock(), catalog_id=catalog_id)
    later = [one for one in known if one.state == CatalogState.APPROVED and one.period_from > period_from]
    return [one for one in (in_force, *later) if one is not None]


@transaction.atomic
def fix_disclosure_day(actor: Actor, *, period: str, due_on: date, notice: str, now: datetime, today: date) -> None:
    """The county office fixes a month's disclosure day by notice (R71); due items of the month follow."""
    rulebook_actions.fix_disclosure_day(actor, period=period, due_on=due_on, notice=notice, now=now)
    if ensure_due_items(Actor.clock(), first=period, last=period, now=now):
        rebuild_months(Actor.clock(), periods=(period,))


@transaction.atomic
def load_calendar_year(
    actor: Actor, *, year: int, off: dict[str, str], work: list[str], basis: str, now: datetime, today: date
) -> None:
    """The county office loads a year's days off (R71, R176); the due items of the months listed follow."""
    rulebook_actions.load_calendar_year(actor, year=year, off=off, work=work, basis=basis, now=now)
    _list_again(today, now)


@transaction.atomic
def override_day(actor: Actor, *, day: date, is_workday: bool, reason: str, now: datetime, today: date) -> None:
    """The county declares one day a working day or a day off; the due items of the months listed follow."""
    rulebook_actions.override_day(actor, day=day, is_workday=is_workday, reason=reason, now=now)
    _list_again(today, now)


def _list_again(today: date, now: datetime) -> None:
    """List this month and every later one anew that was listed already."""
    furthest = DueItem.objects.aggregate(last=Max("period"))["last"] or ""
    last = max(_through(today), furthest)
    if touched := ensure_due_items(Actor.clock(), first=str(Period.of(today)), last=last, now=now):
        rebuild_months(Actor.clock(), periods=tuple(sorted(touched)))


def open_months(actor: Actor, *, today: date, now: datetime) -> int:
    """List the duties of this month and the next ones; idempotent, for the clock."""
    here = str(Period.of(today))
    touched = ensure_due_items(actor, first=here, last=_through(today), now=now)
    if touched:
        rebuild_months(actor, periods=tuple(sorted(touched)))
    return len(touched)
