"""An application that was typed in for a member without an account becomes the member's own later (R89)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.access_requests.actions.writing import add_step
from gongkai.access_requests.models import AccessRequest
from gongkai.ledger.actions import record
from gongkai.ledger.claims import holds, typed_number
from gongkai.ledger.rows import set_once
from gongkai.rulebook.tries import few_tries
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused, missing


def claim(actor: Actor, *, number: str, code: str, source: str, now: datetime, today: date) -> AccessRequest:
    """Take it over with the code on its receipt, under the same name. A refusal leaves nothing behind.

    Wrong number, code or name, or somebody else's by now: one sentence, so that nothing can be told from
    it, and counted like a wrong receipt.
    """
    if not actor.is_person:
        raise missing()
    with few_tries(source, today=today):
        return _claim(actor, typed_number(number), code, now, today)


@transaction.atomic
def _claim(actor: Actor, number: str, code: str, now: datetime, today: date) -> AccessRequest:
    row = AccessRequest.objects.select_related("org__superior").filter(number=number).first()
    if not holds(number, code) or row is None or row.typed_by is None:
        raise Refused("claim_wrong")
    if row.applicant_id == actor.user_id:
        return row
    if row.applicant_id is not None or row.applicant_name != actor.name:
        raise Refused("claim_wrong")
    set_once(row, "applicant_id", actor.user_id)
    add_step(actor, row, "claim", "本人收到账号名下", "", today=today)
    record(actor, verb="request.claim", subject=f"request:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row
