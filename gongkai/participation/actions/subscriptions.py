"""Subscribing by e-mail: asked, agreed from the mailbox itself, told once a day, ended with one press (R22).

No event is recorded: a row that names a person beside an address and an hour would say more than the table does.
"""

import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.sources import SOURCES
from gongkai.orgs import queries as orgs
from gongkai.participation import keys
from gongkai.participation.facts import STANDING, last_successor
from gongkai.participation.models import Subscription
from gongkai.participation.subscribing import owner_mark, row_of, sealed_address
from gongkai.publication import queries as publication
from gongkai.rules import subscriptions as law
from gongkai.rules.actor import Actor
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.mailboxes import writable
from gongkai.rules.refusals import Refused, missing

MAIL = "mail"
ASK = "subscribe"
LONGEST = 254


@transaction.atomic
def subscribe(
    actor: Actor, *, address: str, org_id: int, category: str, inside: bool, source: str, now: datetime, today: date
) -> None:
    """Write to an address and ask whether it wants to be told. Whether it does already, nobody learns here.

    `inside`: a member wants to hear how many inner matters there are, too. `source`: the day's mark of where it came from.
    Raises `Refused`: subscription_address, subscription_category, subscription_many.
    """
    address = address.strip()
    try:
        validate_email(address if len(address) <= LONGEST and writable(address) else "")
    except ValidationError as unreadable:
        raise Refused("subscription_address", address=address[:LONGEST]) from unreadable
    if category and category not in {str(one.code) for one in CATEGORIES}:
        raise Refused("subscription_category")
    if SOURCES.spend(ASK, source, today=today) > law.MOST_ASKED:
        raise Refused("subscription_many")
    org = orgs.organization(actor, org_id=org_id)
    marks = [owner_mark(key, address) for key in keys.ring()]
    own = Subscription.objects.select_for_update().filter(owner__in=marks)
    there = own.filter(org_path=org.path, category=category).first()
    pending = own.filter(agreed_at=None, asked_at__gt=now - law.ASK_AGAIN).count()
    if there is not None and (there.agreed_at or there.asked_at > now - law.ASK_AGAIN):
        return
    if pending >= law.MOST_PENDING or own.count() >= law.MOST:
        return
    user_id = actor.user_id if inside and actor.is_person else None
    if there is not None:
        Subscription.objects.filter(pk=there.pk).update(asked_at=now, user_id=user_id)
        ref = there.ref
    else:
        ref = secrets.token_hex(16)
        try:
            with transaction.atomic():
                Subscription.objects.create(
                    ref=ref, org=org, org_path=org.path, category=category, user_id=user_id, asked_at=now,
                    **sealed_address(ref, address),
                )  # fmt: skip
        except IntegrityError:
            return  # asked twice in the same moment: the other one writes
    key = f"subscription:{ref}:{today.isoformat()}"
    ledger.enqueue(actor, kind=MAIL, key=key, payload={"subscription": ref, "day": today.isoformat()}, now=now)


def agree(actor: Actor, *, code: str, now: datetime) -> None:
    """The mailbox says yes; from now on it is told. Raises `Refused`: subscription_link."""
    row = row_of(code)
    if row is None:
        raise Refused("subscription_link")
    Subscription.objects.filter(pk=row.pk, agreed_at=None).update(agreed_at=now, told_until=now)


def unsubscribe(actor: Actor, *, code: str) -> bool:
    """Forget the address at once; False when there was nothing to forget any more."""
    row = row_of(code)
    return row is not None and bool(Subscription.objects.filter(pk=row.pk).delete()[0])


def tell_subscribers(actor: Actor, *, today: date, now: datetime) -> int:
    """Ask for the day's messages, one for each subscription with something new; how many. Again on a day: none twice.

    Addresses that nobody agreed to in time are forgotten.
    """
    if not actor.is_clock:
        raise missing()
    Subscription.objects.filter(agreed_at=None, asked_at__lt=now - law.AGREE_WITHIN).delete()
    _follow_successors(actor)
    new = publication.newest_by_place(actor, since=now - law.LONGEST_BACK, until=now)
    asked = 0
    rows = Subscription.objects.exclude(agreed_at=None)
    for pk, ref, path, category, told in rows.values_list("pk", "ref", "org_path", "category", "told_until"):
        newest = new.get((path, category))
        if newest is None or (told is not None and newest < told):
            continue
        since = max(told or now, now - law.LONGEST_BACK)
        payload = {
            "subscription": ref,
            "since": since.isoformat(),
            "until": now.isoformat(),
            "day": today.isoformat(),
        }
        with transaction.atomic():
            if not ledger.enqueue(actor, kind=MAIL, key=f"news:{ref}:{today.isoformat()}", payload=payload, now=now):
                continue  # today's message is written: what came after it is told tomorrow
            Subscription.objects.filter(pk=pk).update(told_until=now)
        asked += 1
    return asked


def _follow_successors(actor: Actor) -> None:
    """Who subscribed to an organization that was merged away hears of its successor, under the old agreement."""
    for row in Subscription.objects.exclude(org__status=STANDING).select_related("org"):
        heir = last_successor(actor, row.org)
        if not heir.lives:
            continue  # nobody took over: nothing comes any more
        with transaction.atomic():
            twin = Subscription.objects.filter(owner=row.owner, org_path=heir.path, category=row.category).first()
            if twin is not None and (twin.agreed_at or not row.agreed_at):
                row.delete()  # the mailbox hears of the successor already
                continue
            if twin is not None:
                twin.delete()
            before = row.moved_from or row.org.name
            Subscription.objects.filter(pk=row.pk).update(org=heir, org_path=heir.path, moved_from=before)


def bounced(actor: Actor, *, ref: str, day: date, asked: bool) -> bool:
    """A letter of that day came back later, though the server had taken it; whether the subscription was there.

    The same letter counts once, however often it comes back. `asked`: it was the question whether the mailbox agrees.
    """
    if not actor.is_clock:
        raise missing()
    with transaction.atomic():
        row = Subscription.objects.select_for_update().filter(ref=ref).first()
        if row is None:
            return False
        days = law.bounced_days(row.bounced, day)
        if len(days) >= law.MOST_NOS or (asked and row.agreed_at is None):
            row.delete()
        else:
            Subscription.objects.filter(pk=row.pk).update(bounced=days)
    return True


def heard(actor: Actor, *, ref: str, accepted: bool, moved_from: str = "") -> None:
    """What the mail server said of an address; one that it refuses for good again and again is forgotten.

    `moved_from`: the letter said that this organization was merged away; no later one says it again.
    """
    if not actor.is_clock:
        raise missing()
    row = Subscription.objects.filter(ref=ref).first()
    if row is None:
        return
    if accepted and moved_from:
        Subscription.objects.filter(pk=row.pk, moved_from=moved_from).update(moved_from="")
    nos = 0 if accepted else row.nos + 1
    if nos >= law.MOST_NOS or (nos and row.agreed_at is None):
        row.delete()
    elif nos != row.nos:
        Subscription.objects.filter(pk=row.pk).update(nos=nos)
