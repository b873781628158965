"""One inspection appointed, whoever asks for it: a draw, a name, a re-check."""

from datetime import date, datetime

from gongkai.ledger.actions import next_number, record
from gongkai.rules.actor import Actor
from gongkai.supervision.models import Inspection


def make_inspection(
    actor: Actor, *, org, inspector, team: str, visit_on: date, now: datetime, today: date, plan=None, recheck_of=None
) -> Inspection:
    """Write it under a lasting number such as Z01-C01-XC-2026-001."""
    number = next_number(actor, series=f"XC:{org.code}", year=today.year)
    row = Inspection.objects.create(
        org=org, org_path=org.path, inspector=inspector, inspector_path=inspector.path, plan=plan,
        recheck_of=recheck_of, number=f"{org.code}-XC-{today.year}-{number:03d}", team=team, visit_on=visit_on,
        created_at=now, created_by=actor.user_id,
    )  # fmt: skip
    record(
        actor, verb="inspection.appoint", subject=f"inspection:{row.pk}", now=now, org_path=inspector.path,
        facts={"org": org.code, "visit_on": visit_on.isoformat()},
    )  # fmt: skip
    return row
