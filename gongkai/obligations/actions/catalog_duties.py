"""A catalog version takes effect: whoever follows it owes the publication of the catalog itself (R44)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.obligations.actions.months import recount
from gongkai.obligations.actions.triggers import due_for
from gongkai.obligations.models import DueItem, Trigger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.catalogs import own_entry
from gongkai.rules.duties import DutyKind
from gongkai.rules.periods import Period

PUBLISHES = (DutyKind.FIRST, DutyKind.CATALOG)


@transaction.atomic
def open_catalog_duties(
    actor: Actor, *, version_id: int, org_ids: Collection[int], since: str, now: datetime, today: date
) -> list[Trigger]:
    """Open, once per version and organization, the duty to publish the catalog (第六条（一）, R44).

    The clock starts when the version counts for them: on the first of the month `since`, but not
    before it was fixed. Where the entry owes its first publication anyway, that publishes the catalog.
    """
    found = rulebook.version(actor, version_id=version_id)
    own = own_entry(rulebook.entry_facts(actor, version_id=version_id))
    if own is None:
        return []
    entry = next(row for row in rulebook.entries(actor, version_id=version_id) if row.code == own.code)
    if DueItem.objects.filter(entry=entry, kind=DutyKind.FIRST, period__gte=since).exists():
        return []
    known = set(Trigger.objects.filter(entry=entry, kind__in=PUBLISHES).values_list("org_id", flat=True))
    event_on = max(today, Period.parse(since).opens_on)
    computed = due_for(actor, kind=DutyKind.CATALOG, event_on=event_on)
    made = Trigger.objects.bulk_create(
        [
            Trigger(
                org=org, org_path=org.path, entry=entry, code=entry.code, category=entry.category,
                period=str(Period.of(computed.due)), kind=DutyKind.CATALOG, title=f"公布公开目录第{found.number}版",
                event_on=event_on, due_on=computed.due, computed=computed.as_json(), recorded_at=now,
                recorded_by=actor.user_id,
            )
            for org in (orgs.organization(actor, org_id=org_id) for org_id in org_ids if org_id not in known)
        ],
        batch_size=1000,
    )  # fmt: skip
    if made:
        recount(actor, org_ids=tuple(one.org_id for one in made), periods=(made[0].period,))
        ledger.record(
            actor, verb="duty.open_catalog", subject=f"catalog_version:{found.pk}", now=now,
            org_path=found.catalog.maker_path,
            facts={"orgs": [one.org_id for one in made], "due": computed.due.isoformat()},
        )  # fmt: skip
    return made


def followers_since(actor: Actor, *, catalog_id: int, first: str, last: str) -> dict[int, str]:
    """Who follows a catalog in these months, each with the first of the months in which it does. Two queries."""
    county = orgs.county(actor)
    months = tuple(str(period) for period in Period.parse(first).through(Period.parse(last)))
    since: dict[int, str] = {}
    for period, rows in rulebook.bindings_over(actor, periods=months, path=county.path).items():
        for row in rows:
            if row.catalog_id == catalog_id:
                since.setdefault(row.org_id, period)
    return since
