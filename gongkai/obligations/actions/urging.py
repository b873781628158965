"""A superior reminds an organization of what is overdue (催办): in words, on the record."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.obligations.models import Urge
from gongkai.obligations.queries import duty
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyState
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused


@transaction.atomic
def urge(
    actor: Actor, *, org_id: int, period: str, code: str, trigger_id: int, text: str, now: datetime, today: date
) -> Urge:
    """Remind of one overdue duty. Raises `Refused`: no_permission, not_overdue, urge_text, urged_today."""
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.URGE, org.path)
    row = duty(actor, org_id=org_id, period=period, code=code, trigger_id=trigger_id, today=today)
    if row.state is not DutyState.OVERDUE:
        raise Refused("not_overdue", name=row.name)
    if not text.strip():
        raise Refused("urge_text")
    same = Urge.objects.filter(
        org=org, period=period, code=code, trigger_id=trigger_id or None, urged_by=actor.user_id, urged_at__date=today
    )
    if same.exists():
        raise Refused("urged_today")
    homes = orgs.home_organizations(actor)
    made = Urge.objects.create(
        org=org, org_path=org.path, period=period, code=code, trigger_id=trigger_id or None, text=text.strip()[:300],
        urged_at=now, urged_by=actor.user_id, urger_name=actor.name, urger_org=homes[0].short_name if homes else "",
    )  # fmt: skip
    ledger.record(
        actor,
        verb="duty.urge",
        subject=f"urge:{made.pk}",
        now=now,
        org_path=org.path,
        facts={"code": code, "period": period},
    )
    return made
