"""What was typed in for somebody without an account becomes one's own later, with the code on the paper (R11, R100).

The name that was sealed and the account's name have to be the same. A refusal leaves nothing behind,
and a success no event: a row that names the user beside the hour would undo the seal.
"""

from datetime import date

from django.db import transaction

from gongkai.ledger.claims import holds, typed_number
from gongkai.participation import keys
from gongkai.participation.models import Identity, Opinion
from gongkai.participation.receipts import slip_of
from gongkai.rulebook.tries import few_tries
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused, missing


def claim(actor: Actor, *, number: str, code: str, source: str, today: date) -> Opinion:
    """Take over a signed opinion. Wrong number, code or name are one sentence, and are counted like wrong receipts."""
    if not actor.is_person:
        raise missing()
    with few_tries(source, today=today):
        return _claim(actor, typed_number(number), code)


@transaction.atomic
def _claim(actor: Actor, number: str, code: str) -> Opinion:
    opinion = Opinion.objects.filter(number=number).exclude(identity_ref="").first()
    if not holds(number, code) or opinion is None:
        raise Refused("claim_wrong")
    row = Identity.objects.get(ref=opinion.identity_ref)
    words = keys.decrypt(keys.ring(), row.key_id, row.ref, bytes(row.sealed))
    if words["user"] == actor.user_id:
        return opinion
    if words["user"] is not None or words["name"] != actor.name:
        raise Refused("claim_wrong")
    key = keys.ring()[0]
    sealed = keys.encrypt(key, row.ref, words | {"user": actor.user_id})
    fields = {"key_id": key.name, "sealed": sealed, "owner": key.digest("owner", f"user:{actor.user_id}")}
    if not Identity.objects.filter(pk=row.pk, owner="", key_id=row.key_id).update(**fields):
        raise Refused("changed_meanwhile")
    return opinion


def paper_of(actor: Actor, *, opinion: Opinion, today: date) -> str:
    """Where the one who just typed it in finds the paper to print; nothing when nobody signed."""
    return slip_of(opinion.number, user_id=actor.user_id, day=today) if opinion.signed else ""
