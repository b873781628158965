"""How a person wants to be told, and secret addresses of calendars."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.orgs.actions.taking import fits
from gongkai.orgs.feeds import digest_of, token_of
from gongkai.orgs.models import CalendarFeed, NoticeSetting, Organization
from gongkai.rules.actor import Actor
from gongkai.rules.mailboxes import writable
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused, missing

DAYS = "1234567"
CALENDAR, NEWS = "calendar", "news"


@transaction.atomic
def set_notices(actor: Actor, *, address: str, mail: bool, weekdays: str, now: datetime) -> None:
    """Say where and on which weekdays (1 is Monday) the morning's message goes by mail; one's own choice only."""
    if actor.user_id is None:
        raise missing()
    address = address.strip()
    if address:
        fits(NoticeSetting, address=address)
        try:
            validate_email(address if writable(address) else "")
        except ValidationError as unreadable:
            raise Refused("mail_address_wrong", address=address) from unreadable
    days = "".join(day for day in DAYS if day in weekdays)
    if mail and address and not days:
        raise Refused("mail_days_missing")
    NoticeSetting.objects.update_or_create(
        user_id=actor.user_id, defaults={"address": address, "mail": mail, "weekdays": days, "changed_at": now}
    )
    record(actor, verb="notices.set", subject=f"user:{actor.user_id}", now=now, facts={"mail": mail, "days": days})


@transaction.atomic
def make_feed(actor: Actor, *, now: datetime, org_id: int | None = None, purpose: str = CALENDAR) -> CalendarFeed:
    """A calendar, or a feed of inner news, under a new secret address; the former address of the same ends with it."""
    if actor.user_id is None:
        raise missing()
    if org_id is not None:
        path = Organization.objects.filter(pk=org_id).values_list("path", flat=True).first()
        if path is None or not may(actor, Permission.READ_WORK, path):
            raise missing()
    own = CalendarFeed.objects.filter(user_id=actor.user_id, org_id=org_id, purpose=purpose, revoked_at=None)
    own.update(revoked_at=now)
    salt = secrets.token_hex(16)
    feed = CalendarFeed.objects.create(
        user_id=actor.user_id,
        org_id=org_id,
        purpose=purpose,
        salt=salt,
        token_sha256=digest_of(token_of(salt)),
        made_at=now,
    )
    record(actor, verb=f"{purpose}.make", subject=f"feed:{feed.pk}", now=now)
    return feed


@transaction.atomic
def revoke_feed(actor: Actor, *, feed_id: int, now: datetime) -> None:
    """Nobody finds anything under this address any more."""
    mine = CalendarFeed.objects.filter(pk=feed_id, user_id=actor.user_id, revoked_at=None)
    purpose = mine.values_list("purpose", flat=True).first()
    if purpose is None or not mine.update(revoked_at=now):
        raise missing()
    record(actor, verb=f"{purpose}.revoke", subject=f"feed:{feed_id}", now=now)
