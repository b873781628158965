"""How a person's own second factor stands."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.orgs import one_time
from gongkai.orgs.models import RecoveryCode, SecondFactor, User
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing


@dataclass(frozen=True)
class OwnFactor:
    """Since when codes are asked for, None when they are not; and how many recovery codes are left."""

    since: datetime | None
    codes_left: int


def own_factor(actor: Actor) -> OwnFactor:
    """The person's own. Two queries."""
    if actor.user_id is None:
        raise missing()
    row = SecondFactor.objects.filter(user_id=actor.user_id).first()
    left = RecoveryCode.objects.filter(user_id=actor.user_id, used_at=None).count()
    return OwnFactor(row.confirmed_at if row else None, left)


def has_second_factor(actor: Actor, *, user_id: int) -> bool:
    """Is a code asked of this person? The door asks between password and session."""
    return SecondFactor.objects.filter(user_id=user_id).exclude(confirmed_at=None).exists()


def one_who_signs_in(actor: Actor, *, user_id: int) -> User:
    """The account behind a sign-in that is halfway; one that was closed meanwhile is missing."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise missing()
    return user


def begun_factor(actor: Actor, *, issuer: str) -> one_time.Begun | None:
    """What the person's phone is to take over, while it is not confirmed yet."""
    row = SecondFactor.objects.select_related("user").filter(user_id=actor.user_id, confirmed_at=None).first()
    if row is None:
        return None
    return one_time.begun(one_time.unseal(bytes(row.sealed), row.user_id), username=row.user.username, issuer=issuer)
