"""Ending sessions: one's own by choice, and all of a person's when the password changes or powers are taken (ASVS 7.4)."""

from datetime import datetime

from gongkai.ledger.actions import record
from gongkai.orgs.models import Session
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing


def end_session(actor: Actor, *, session: str, now: datetime) -> None:
    """End one of one's own; `session` names it as the list does. Another's is missing."""
    if actor.user_id is None:
        raise missing()
    found = next((one for one in Session.objects.filter(user_id=actor.user_id) if one.mark == session), None)
    if found is None:
        raise missing()
    found.delete()
    record(actor, verb="session.end", subject=f"user:{actor.user_id}", now=now)


def end_sessions(actor: Actor, *, user_id: int, now: datetime, but: str | None = None) -> int:
    """End all sessions of a person, except the one with the number `but`; how many. The caller has asked whether it may."""
    rows = Session.objects.filter(user_id=user_id)
    if but:
        rows = rows.exclude(session_key=but)
    ended = rows.delete()[0]
    if ended:
        record(actor, verb="session.end_all", subject=f"user:{user_id}", now=now, facts={"ended": ended})
    return ended
