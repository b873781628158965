"""Rules for one of the eight systems are begun: their publication becomes a duty, once (第九条, R125)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.obligations.actions.triggers import put_trigger
from gongkai.obligations.models import Answer, Trigger
from gongkai.obligations.queries.systems import GIVEN
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind
from gongkai.rules.eight_systems import System, home_entry
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label


def open_system(actor: Actor, *, org_id: int, system: str, now: datetime, today: date) -> Trigger:
    """The duty to publish the organization's own rules of this system, under the entry where its catalog stands.

    While one is open it is returned, so that pressing twice begins once. Refused when it is public already.
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.DRAFT, org.path)
    wanted = System(system)
    try:
        with transaction.atomic():
            return _known(org, wanted) or _opened(actor, org, wanted, now, today)
    except IntegrityError:
        return _known(org, wanted) or _opened(actor, org, wanted, now, today)


def _known(org, system: System) -> Trigger | None:
    found = Trigger.objects.filter(org=org, kind=DutyKind.SYSTEM, stage=system, cancelled_at=None).first()
    if found is not None and Answer.objects.filter(trigger=found, ended_at=None, kind__in=GIVEN).exists():
        raise Refused("system_public", name=label(system))
    return found


def _opened(actor: Actor, org, system: System, now: datetime, today: date) -> Trigger:
    rows = rulebook.entries_of(actor, org_id=org.pk, period=str(Period.of(today)))
    home = home_entry(rulebook.facts_of(actor, rows=rows))
    if home is None:
        raise Refused("system_entry_absent", org=org.short_name)
    entry = next(row for row in rows if row.code == home.code)
    return put_trigger(
        actor, org=org, entry=entry, kind=DutyKind.SYSTEM, title=f"公布《{label(system)}》", event_on=today, now=now,
        stage=system.value,
    )  # fmt: skip
