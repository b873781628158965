"""One's own sessions: where one is signed in."""

from datetime import datetime

from gongkai.orgs.models import Session
from gongkai.rules.actor import Actor


def sessions(actor: Actor, *, now: datetime) -> list[Session]:
    """The actor's sessions that have not ended, the newest first. One query."""
    if actor.user_id is None:
        return []
    return list(Session.objects.filter(user_id=actor.user_id, expire_date__gt=now).order_by("-began_at"))
