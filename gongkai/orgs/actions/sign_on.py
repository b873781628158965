"""Accounts and who their people are in another system: linked by the person or the system administrator, never guessed."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from gongkai.ledger.actions import record
from gongkai.orgs.actions.sessions import end_sessions
from gongkai.orgs.actions.taking import someone
from gongkai.orgs.models import OutsideIdentity, User
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand_proof, may_anywhere
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.sign_on import sound_subject


def _keeps(actor: Actor, user: User) -> None:
    """The person, or the system administrator."""
    if actor.user_id == user.pk:
        return
    if not may_anywhere(actor, Permission.MANAGE_ACCOUNTS):
        raise missing()
    demand_proof(actor, Permission.MANAGE_ACCOUNTS)


def link_identity(actor: Actor, *, user_id: int, subject: str, now: datetime) -> None:
    """From now on this subject opens this account. The person sees who linked it. Refuses ``sign_on_taken``, ``sign_on_linked``."""
    user = someone(user_id)
    _keeps(actor, user)
    issuer, plain = settings.GONGKAI_OIDC_ISSUER, sound_subject(subject)
    if OutsideIdentity.objects.filter(user=user, issuer=issuer).exists():
        raise Refused("sign_on_linked")
    try:
        with transaction.atomic():
            OutsideIdentity.objects.create(
                user=user, issuer=issuer, subject=plain, linked_at=now, linked_by=actor.user_id
            )
            record(actor, verb="sign_on.link", subject=f"user:{user.pk}", now=now)
    except IntegrityError as taken:
        raise Refused("sign_on_taken") from taken


@transaction.atomic
def unlink_identity(actor: Actor, *, user_id: int, now: datetime, session: str | None = None) -> None:
    """The subject opens this account no more; the person's other sessions end."""
    user = someone(user_id)
    _keeps(actor, user)
    if not OutsideIdentity.objects.filter(user=user, issuer=settings.GONGKAI_OIDC_ISSUER).delete()[0]:
        raise missing()
    end_sessions(actor, user_id=user.pk, now=now, but=session)
    record(actor, verb="sign_on.unlink", subject=f"user:{user.pk}", now=now)
