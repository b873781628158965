"""Keys for other systems: made and revoked by the person whose rights they carry."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.orgs.feeds import digest_of
from gongkai.orgs.models import MachineToken, User
from gongkai.rules.actor import Actor
from gongkai.rules.machine_access import Scope, demand_sound, last_day
from gongkai.rules.permissions import Permission, demand_proof
from gongkai.rules.refusals import Refused, missing

PREFIX = "gongkai_"  # so that a key that strayed into a text is found by those who look for such


@dataclass(frozen=True)
class MadeToken:
    """A new key; `secret` is known here and nowhere afterwards."""

    token: MachineToken
    secret: str


@transaction.atomic
def make_token(actor: Actor, *, name: str, scopes: Collection[str], days: int, now: datetime, today: date) -> MadeToken:
    """Make a key with 256 random bits. Only its digest is kept, so it can be shown this once.

    Raises `Refused`: token_without_work, token_name, token_days, token_scopes, tokens_too_many.
    """
    if actor.user_id is None:
        raise missing()
    if not actor.grants:
        raise Refused("token_without_work")
    User.objects.select_for_update().get(pk=actor.user_id)  # two presses at once do not pass the limit
    held = MachineToken.objects.filter(user_id=actor.user_id, revoked_at=None, last_day__gte=today).count()
    words, wanted = demand_sound(name=name, scopes=scopes, days=days, held=held)
    if Scope.SIGN in wanted:
        demand_proof(actor, Permission.SIGN_NIL)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = MachineToken.objects.create(
        user_id=actor.user_id, name=words, token_sha256=digest_of(secret), scopes=[str(one) for one in wanted],
        made_at=now, last_day=last_day(today, days),
    )  # fmt: skip
    record(
        actor, verb="token.make", subject=f"token:{token.pk}", now=now,
        facts={"name": words, "scopes": token.scopes, "until": token.last_day.isoformat()},
    )  # fmt: skip
    return MadeToken(token, secret)


@transaction.atomic
def revoke_token(actor: Actor, *, token_id: int, now: datetime) -> None:
    """The key opens nothing any more, from the next request on."""
    if actor.user_id is None:
        raise missing()
    mine = MachineToken.objects.filter(pk=token_id, user_id=actor.user_id, revoked_at=None)
    if not mine.update(revoked_at=now):
        raise missing()
    record(actor, verb="token.revoke", subject=f"token:{token_id}", now=now)


def use_token(actor: Actor, *, token_id: int, today: date) -> None:
    """Keep the newest day of use; writes once a day."""
    MachineToken.objects.filter(pk=token_id).exclude(used_on=today).update(used_on=today)
