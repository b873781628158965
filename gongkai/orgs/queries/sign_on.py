"""Which account a subject of another system opens, and whether one's own is linked."""

from django.conf import settings

from gongkai.orgs.models import OutsideIdentity, User
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused, missing


def one_behind(actor: Actor, *, subject: str) -> User:
    """The person whose account this subject was linked to; an account that is closed is as unknown as none."""
    found = OutsideIdentity.objects.select_related("user").filter(
        issuer=settings.GONGKAI_OIDC_ISSUER, subject=subject, user__is_active=True
    )
    row = found.first()
    if row is None:
        raise Refused("sign_on_unknown")
    return row.user


def outside_identity(actor: Actor, *, user_id: int) -> OutsideIdentity | None:
    """Who the person is elsewhere, for the person and the system administrator; None when nothing is linked."""
    if actor.user_id != user_id and not may_anywhere(actor, Permission.MANAGE_ACCOUNTS):
        raise missing()
    return OutsideIdentity.objects.filter(user_id=user_id, issuer=settings.GONGKAI_OIDC_ISSUER).first()
