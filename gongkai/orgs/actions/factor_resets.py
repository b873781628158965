"""Resetting somebody's second factor: asked by the system administrator, agreed by another administrator (等保 8.1.4.1)."""

from datetime import datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs.actions.second_factor import clear
from gongkai.orgs.actions.sessions import end_sessions
from gongkai.orgs.actions.taking import fits, someone
from gongkai.orgs.models import FactorReset
from gongkai.orgs.queries.factor_resets import new_reset_facts, reset_facts
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.procedures.factor_reset import FACTOR_RESET, ResetState
from gongkai.rules.refusals import missing


@transaction.atomic
def ask_reset(actor: Actor, *, user_id: int, reason: str, now: datetime) -> FactorReset:
    """Ask with the reason. Nothing changes for the person before another administrator has agreed."""
    user = someone(user_id)
    move = decide(FACTOR_RESET, actor, new_reset_facts(user), "ask", remark=reason)
    fits(FactorReset, reason=reason.strip())
    row = FactorReset.objects.create(
        user=user, reason=reason.strip(), asked_by=actor.user_id or 0, asked_name=actor.name, asked_at=now,
        state=move.target,
    )  # fmt: skip
    record(
        actor,
        verb="factor_reset.ask",
        subject=f"user:{user.pk}",
        now=now,
        facts={"reset": row.pk, "reason": row.reason},
    )
    return row


@transaction.atomic
def answer_reset(actor: Actor, *, reset_id: int, verb: str, remark: str = "", now: datetime) -> None:
    """Agree, refuse with the reason, or recall. Agreed: factor, recovery codes and sessions of the person are gone."""
    row = FactorReset.objects.select_related("user").filter(pk=reset_id).first()
    if row is None:
        raise missing()
    move = decide(FACTOR_RESET, actor, reset_facts(row), verb, remark=remark)
    fits(FactorReset, remark=remark.strip())
    compare_and_set(
        row, state=move.target, answered_by=actor.user_id, answered_name=actor.name, answered_at=now,
        remark=remark.strip(),
    )  # fmt: skip
    if move.target == ResetState.DONE:
        clear(row.user)
        end_sessions(actor, user_id=row.user_id, now=now)
    record(
        actor, verb=f"factor_reset.{verb}", subject=f"user:{row.user_id}", now=now,
        facts={"reset": row.pk, "reason": row.reason, "remark": remark.strip()},
    )  # fmt: skip
