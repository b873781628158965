"""A superior reminds an organization of what is overdue (催办): in words, on the record."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.obligations.models import Urge
from gongkai.obligations.queries import duty, overdue
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyState
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

KEY = ("org_id", "period", "code", "trigger_id")


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
    if (org_id, period, code, trigger_id) in _urged(actor, org.path, today):
        raise Refused("urged_today")
    return _say(actor, (org.pk, org.path, period, code, trigger_id), text, _from(actor), now)


@transaction.atomic
def urge_all(actor: Actor, *, org_id: int, period: str = "", text: str, now: datetime, today: date) -> int:
    """Remind of everything overdue in a subtree, of one month when it is given; how many.

    What this person urged today already is left out. Raises `Refused`: no_permission, urge_text, nothing_to_urge.
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.URGE, org.path)
    if not text.strip():
        raise Refused("urge_text")
    done, after, made, sender = _urged(actor, org.path, today), "", 0, _from(actor)
    while True:
        rows, after = overdue(actor, path=org.path, today=today, after=after, limit=1000, period=period)
        for row in rows:
            if (row.org_id, row.period, row.code, row.trigger_id) not in done:
                _say(actor, (row.org_id, row.org_path, row.period, row.code, row.trigger_id), text, sender, now)
                made += 1
        if not after:
            break
    if not made:
        raise Refused("nothing_to_urge")
    return made


def _urged(actor: Actor, path: str, today: date) -> set[tuple[int, str, str, int]]:
    """What this person urged below a body today."""
    rows = Urge.objects.filter(under(path), urged_by=actor.user_id, urged_at__date=today)
    return {(org, period, code, trigger or 0) for org, period, code, trigger in rows.values_list(*KEY)}


def _from(actor: Actor) -> str:
    homes = orgs.home_organizations(actor)
    return homes[0].short_name if homes else ""


def _say(actor: Actor, about: tuple[int, str, str, str, int], text: str, sender: str, now: datetime) -> Urge:
    org_id, path, period, code, trigger = about
    made = Urge.objects.create(
        org_id=org_id, org_path=path, period=period, code=code, trigger_id=trigger or None, text=text.strip()[:300],
        urged_at=now, urged_by=actor.user_id, urger_name=actor.name, urger_org=sender,
    )  # fmt: skip
    ledger.record(
        actor,
        verb="duty.urge",
        subject=f"urge:{made.pk}",
        now=now,
        org_path=path,
        facts={"code": code, "period": period},
    )
    return made
