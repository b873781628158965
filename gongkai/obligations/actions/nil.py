"""「本月无此类事项」: signed by the responsible person, and revocable when something turns up (R73)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import set_once
from gongkai.obligations.actions.answers import answer, end_answers
from gongkai.obligations.models import NilReport
from gongkai.obligations.queries import duty, nil_report
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyState
from gongkai.rules.nil_reports import why_no_nil
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

LONGEST = 200


@transaction.atomic
def declare_nil(
    actor: Actor, *, org_id: int, period: str, code: str, statement: str, now: datetime, today: date
) -> NilReport:
    """Sign that nothing of this kind happened. Late when overdue; refused when already answered.

    Raises `Refused`: no_permission, nil_not_for_this, nil_statement, already_answered.
    """
    org = orgs.organization(actor, org_id=org_id)
    row = duty(actor, org_id=org_id, period=period, code=code, trigger_id=0, today=today)
    if refused := why_no_nil(actor, path=org.path, kind=row.kind, is_open=row.is_open, name=row.name):
        raise Refused(refused[0], **refused[1])
    demand(actor, Permission.SIGN_NIL, org.path)  # and the proof of the session
    words = statement.strip()
    if not words or len(words) > LONGEST:
        raise Refused("nil_statement", longest=LONGEST)
    post = next((p for p in orgs.posts(actor, org_id=org_id, day=today) if p.holder_id == actor.user_id), None)
    try:
        nil = NilReport.objects.create(
            org_id=org_id, org_path=org.path, period=period, code=code, statement=words, signed_by=actor.user_id,
            signer_name=actor.name, signer_post=post.title if post else "", signed_at=now,
        )  # fmt: skip
    except IntegrityError as twice:
        raise Refused("already_answered", name=row.name) from twice
    answer(
        actor, org_id=org_id, org_path=org.path, period=period, code=code, category=row.category, trigger_id=None,
        kind=DutyState.NIL, ref=f"nil:{nil.pk}", answered_at=now, now=now,
    )  # fmt: skip
    ledger.record(
        actor, verb="nil.declare", subject=f"nil:{nil.pk}", now=now, org_path=org.path,
        facts={"period": period, "code": code},
    )  # fmt: skip
    ledger.enqueue(actor, kind="nil_declared", key=f"nil_declared:{nil.pk}", payload={"nil": nil.pk}, now=now)
    return nil


@transaction.atomic
def revoke_nil(actor: Actor, *, nil_id: int, reason: str, now: datetime) -> None:
    """Something did happen after all: the duty is open again, the report and the reason stay."""
    nil = nil_report(actor, nil_id=nil_id)
    demand(actor, Permission.SIGN_NIL, nil.org_path)
    if not reason.strip():
        raise Refused("remark_needed", label="收回")
    set_once(nil, "revoked_at", now, revoke_reason=reason.strip())
    end_answers(actor, ref=f"nil:{nil_id}", now=now)
    ledger.record(
        actor, verb="nil.revoke", subject=f"nil:{nil_id}", now=now, org_path=nil.org_path, facts={"reason": reason}
    )
