"""Acts below that change who owes what: a catalog takes effect, organizations are bound, a day is moved."""

from datetime import date, datetime

from django.db import transaction

from gongkai.obligations.actions.events import due_for
from gongkai.obligations.actions.months import ensure_due_items, rebuild_months, recount
from gongkai.obligations.models import DueItem, Trigger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind
from gongkai.rules.entries import TimeKind
from gongkai.rules.periods import Period

AHEAD = 2  # months for which duties are listed in advance


def _through(today: date) -> str:
    return str(Period.of(today).plus(AHEAD))


def _months(first: str, last: str) -> tuple[str, ...]:
    return tuple(str(period) for period in Period.parse(first).through(Period.parse(last)))


@transaction.atomic
def approve_catalog(actor: Actor, *, version_id: int, period_from: str, now: datetime, today: date, remark: str = ""):
    """The maker fixes a catalog version; from its month on, duties follow it. Past months keep theirs."""
    version = rulebook_actions.move_version(
        actor, version_id=version_id, verb="approve", now=now, period_from=period_from, remark=remark
    )
    last = max(_through(today), period_from)
    touched = ensure_due_items(Actor.clock(), first=period_from, last=last, catalog_ids=(version.catalog_id,), now=now)
    if touched:
        rebuild_months(Actor.clock(), periods=tuple(sorted(touched)), path=version.catalog.maker_path)
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
    computed = due_for(actor, kind=DutyKind.FIRST, event_on=Period.parse(period_from).opens_on)
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
                event_on=Period.parse(period_from).opens_on,
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


@transaction.atomic
def fix_disclosure_day(actor: Actor, *, period: str, due_on: date, notice: str, now: datetime, today: date) -> None:
    """The county office fixes a month's disclosure day by notice (R71); due items of the month follow."""
    rulebook_actions.fix_disclosure_day(actor, period=period, due_on=due_on, notice=notice, now=now)
    if ensure_due_items(Actor.clock(), first=period, last=period, now=now):
        rebuild_months(Actor.clock(), periods=(period,))


def open_months(actor: Actor, *, today: date, now: datetime) -> int:
    """List the duties of this month and the next ones; idempotent, for the clock."""
    here = str(Period.of(today))
    touched = ensure_due_items(actor, first=here, last=_through(today), now=now)
    if touched:
        rebuild_months(actor, periods=tuple(sorted(touched)))
    return len(touched)
