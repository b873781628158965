"""Whom to tell, where, and whose calendar stands at a secret address."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.orgs.feeds import digest_of, token_of
from gongkai.orgs.models import CalendarFeed, Grant, Membership, NoticeSetting, Organization, UnitMembership, User
from gongkai.orgs.queries.accounts import actor_for, in_force
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.refusals import missing

UNSET = NoticeSetting(address="", mail=True, weekdays="12345")


def notice_setting(actor: Actor) -> NoticeSetting:
    """How the actor wants to be told; nothing said yet is no address and every working day."""
    return NoticeSetting.objects.filter(user_id=actor.user_id).first() or UNSET


def settings_of(actor: Actor, *, user_ids: Iterable[int] | None = None) -> dict[int, NoticeSetting]:
    """Those who gave an address, by user, for the clock alone; of all, or of these users. One query."""
    if not actor.is_clock:
        raise missing()
    rows = NoticeSetting.objects.exclude(address="").filter(mail=True, user__is_active=True)
    if user_ids is not None:
        rows = rows.filter(user_id__in=list(user_ids))
    return {row.user_id: row for row in rows}


def everyone_at_work(actor: Actor, *, day: date) -> list[tuple[int, str, str]]:
    """User, role and path of every role held that day by people with an account, for the clock alone. One query."""
    if not actor.is_clock:
        raise missing()
    rows = Grant.objects.filter(in_force(day), user__is_active=True).order_by("user_id", "pk")
    return list(rows.values_list("user_id", "role", "org_path"))


def everyone_belonging(
    actor: Actor, *, day: date, user_id: int | None = None
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """User and path of everybody on a roll, and of everybody of a unit, with an account; of one user when asked so.

    For the clock alone, two queries.
    """
    if not actor.is_clock:
        raise missing()
    own = {} if user_id is None else {"user_id": user_id}
    rolls = Membership.objects.filter(in_force(day), user__is_active=True, **own)
    units = UnitMembership.objects.filter(since__lte=day, user__is_active=True, **own)
    return list(rolls.values_list("user_id", "org_path")), list(units.values_list("user_id", "org_path"))


def short_names(actor: Actor, *, paths: Iterable[str] | None = None) -> dict[str, str]:
    """Short names of organizations by path. One query."""
    rows = Organization.objects.all()
    if paths is not None:
        rows = rows.filter(path__in=list(paths))
    return dict(rows.values_list("path", "short_name"))


def owing_since(actor: Actor, *, paths: Iterable[str] | None = None) -> list[tuple[int, str, str]]:
    """Id, path and first month of every organization that owes duties today. One query."""
    rows = Organization.objects.filter(owes_duties=True, status="active")
    if paths is not None:
        rows = rows.filter(path__in=list(paths))
    return list(rows.values_list("pk", "path", "duties_from"))


@dataclass(frozen=True)
class FeedView:
    """A calendar of the person's own and its secret."""

    pk: int
    org: Organization | None
    token: str


def feeds(actor: Actor, *, purpose: str = "calendar") -> list[FeedView]:
    """The actor's calendars (or feeds of inner `news`) that are not revoked, the own one first."""
    mine = CalendarFeed.objects.filter(user_id=actor.user_id, purpose=purpose, revoked_at=None)
    rows = mine.select_related("org")
    return [
        FeedView(row.pk, row.org, token_of(row.salt, row.token_sha256))
        for row in sorted(rows, key=lambda one: one.org_id or 0)
    ]


def feed_at(actor: Actor, *, token: str, today: date) -> tuple[Actor, Organization | None]:
    """The person and the organization whose calendar stands at a secret address; anything else is a missing page.

    The person is asked as of today: who no longer works at the organization has no calendar of it.
    """
    row = _feed_under(token, "calendar")
    who = actor_for(User.objects.get(pk=row.user_id), today=today)
    if row.org is not None and not may(who, Permission.READ_WORK, row.org.path):
        raise missing()
    return who, row.org


def news_at(actor: Actor, *, token: str, today: date) -> Actor:
    """The person whose feed of inner news stands at a secret address, with what is held today; else a missing page."""
    return actor_for(User.objects.get(pk=_feed_under(token, "news").user_id), today=today)


def _feed_under(token: str, purpose: str) -> CalendarFeed:
    digest = digest_of(token)
    row = CalendarFeed.objects.select_related("user", "org").filter(token_sha256=digest, revoked_at=None).first()
    if row is None or row.purpose != purpose or not row.user.is_active:
        raise missing()
    if not hmac.compare_digest(token_of(row.salt, row.token_sha256), token):
        raise missing()
    return row


def belongs(actor: Actor) -> bool:
    """Does the person stand in any circle narrower than the public: on a roll, in a unit, or by an office?"""
    return bool(actor.party or actor.units) or may_anywhere(actor, Permission.READ_INSIDE)
