"""Keys for other systems: one's own, and who stands behind one that was shown."""

from dataclasses import dataclass
from datetime import date

from gongkai.orgs.feeds import digest_of
from gongkai.orgs.models import MachineToken
from gongkai.orgs.queries.accounts import actor_for
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused


@dataclass(frozen=True)
class Bearer:
    """The person behind a key, with everything held today, and what the key is for."""

    actor: Actor
    scopes: frozenset[str]
    token_id: int
    used_on: date | None


def tokens(actor: Actor) -> list[MachineToken]:
    """The actor's keys that are not revoked, the newest first; those whose last day is over are among them."""
    if actor.user_id is None:
        return []
    return list(MachineToken.objects.filter(user_id=actor.user_id, revoked_at=None).order_by("-pk"))


def bearer(actor: Actor, *, secret: str, today: date) -> Bearer:
    """Who stands behind a key today. A wrong, revoked or expired one is refused in the same words."""
    row = MachineToken.objects.select_related("user").filter(token_sha256=digest_of(secret), revoked_at=None).first()
    if row is None or row.last_day < today or not row.user.is_active:
        raise Refused("token_wrong")
    actor = actor_for(row.user, today=today).through(f"{row.pk} {row.name}")
    return Bearer(actor, frozenset(row.scopes), row.pk, row.used_on)
