"""Accounts as those see them who keep them: names and standing, no content of anybody's work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from gongkai.orgs.models import SecondFactor, User
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused, missing

PAGE = 50


@dataclass(frozen=True)
class KeptAccount:
    """One account; `roles`: how many roles are in force, `has_factor`: is a code asked of the person."""

    user: User
    roles: int
    has_factor: bool


def _keeper(actor: Actor) -> None:
    if not may_anywhere(actor, Permission.MANAGE_ACCOUNTS):
        raise missing()


def _standing(today: date):
    return User.objects.annotate(
        has_factor=Exists(SecondFactor.objects.filter(user=OuterRef("pk")).exclude(confirmed_at=None)),
        roles=Count(
            "held_grants",
            filter=Q(held_grants__from_date__lte=today)
            & (Q(held_grants__to_date=None) | Q(held_grants__to_date__gte=today)),
        ),
    ).order_by("pk")


def _kept(user) -> KeptAccount:
    return KeptAccount(user, user.roles, user.has_factor)


def accounts(actor: Actor, *, words: str = "", after: int = 0, today: date) -> list[KeptAccount]:
    """Accounts by number, found by a part of the name or user name; at most `PAGE` and one, so that one sees whether more follow."""
    _keeper(actor)
    rows = _standing(today).filter(pk__gt=after)
    if words:
        rows = rows.filter(Q(username__icontains=words) | Q(name__icontains=words))
    return [_kept(user) for user in rows[: PAGE + 1]]


def all_accounts(actor: Actor, *, today: date) -> Iterator[KeptAccount]:
    """All accounts, read piece by piece. One query."""
    _keeper(actor)
    return map(_kept, _standing(today).iterator(chunk_size=1000))


def account(actor: Actor, *, user_id: int, today: date) -> KeptAccount:
    """One account, for who keeps accounts."""
    _keeper(actor)
    user = _standing(today).filter(pk=user_id).first()
    if user is None:
        raise missing()
    return _kept(user)


def account_named(actor: Actor, *, username: str) -> User:
    """The account of this user name, for who appoints people and gives them roles. Refuses ``account_unknown``."""
    if not may_anywhere(actor, Permission.MANAGE_PEOPLE):
        raise missing()
    user = User.objects.filter(username=username.strip()).first()
    if user is None:
        raise Refused("account_unknown", username=username.strip())
    return user
