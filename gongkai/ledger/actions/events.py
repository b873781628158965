"""The trail: every act leaves one row, in the transaction of the act itself (R21)."""

from datetime import datetime

from gongkai.ledger.models import AuditEvent
from gongkai.ledger.remembered import demand_nothing_remembered
from gongkai.rules.actor import Actor


def _event(actor: Actor, verb: str, subject: str, now: datetime, org_path: str, facts: dict) -> AuditEvent:
    if actor.key:
        facts = {**facts, "by_key": actor.key}
    return AuditEvent(
        at=now, actor_kind=actor.kind, user_id=actor.user_id, actor_name=actor.name,
        verb=verb, subject=subject, org_path=org_path, facts=facts,
    )  # fmt: skip


def record(
    actor: Actor, *, verb: str, subject: str, now: datetime, org_path: str = "", facts: dict | None = None
) -> None:
    """Remember one act. `subject` is `kind:id`; `facts` is small and JSON-able, never a secret."""
    demand_nothing_remembered()
    _event(actor, verb, subject, now, org_path, facts or {}).save(force_insert=True)
