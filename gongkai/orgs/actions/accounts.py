"""Accounts: who can log in (R157). An account alone may do nothing; posts and grants carry the rights."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.orgs.actions.taking import fits, someone
from gongkai.orgs.models import Grant, User
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand, may_anywhere
from gongkai.rules.refusals import Refused


def _sound_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused("password_weak", reasons="".join(weak.messages)) from weak


@transaction.atomic
def create_user(actor: Actor, *, username: str, name: str, password: str | None = None, now: datetime) -> User:
    """Open an account. Without a password nobody can log in until one is set."""
    if not may_anywhere(actor, Permission.MANAGE_PEOPLE):
        raise Refused("no_permission", permission=Permission.MANAGE_PEOPLE)
    username, name = username.strip(), name.strip()
    if not username or not name:
        raise Refused("org_field_empty", field="用户名和姓名")
    fits(User, username=username, name=name)
    if User.objects.filter(username=username).exists():
        raise Refused("username_taken", username=username)
    user = User(username=username, name=name, created_at=now)
    if password is not None:
        _sound_password(password, user)
    user.password = make_password(password)
    user.save(force_insert=True)
    record(actor, verb="user.create", subject=f"user:{user.pk}", now=now, facts={"username": username})
    return user


def _over_all(actor: Actor, user: User) -> None:
    """Only one who manages people wherever the other holds a role may touch the other's account."""
    if not may_anywhere(actor, Permission.MANAGE_PEOPLE):
        raise Refused("no_permission", permission=Permission.MANAGE_PEOPLE)
    for path in Grant.objects.filter(user=user).values_list("org_path", flat=True).distinct():
        demand(actor, Permission.MANAGE_PEOPLE, path)


@transaction.atomic
def set_password(actor: Actor, *, user_id: int, password: str, now: datetime, current: str = "") -> None:
    """Set a password: one's own by telling the `current` one, another's by managing people there."""
    user = someone(user_id)
    if actor.user_id == user.pk:
        if not user.check_password(current):
            raise Refused("password_wrong")
    else:
        _over_all(actor, user)
    _sound_password(password, user)
    User.objects.filter(pk=user.pk).update(password=make_password(password))
    record(actor, verb="user.set_password", subject=f"user:{user.pk}", now=now)


@transaction.atomic
def close_account(actor: Actor, *, user_id: int, now: datetime) -> None:
    """Nobody logs in with this account any more; what its holder did keeps the name."""
    user = someone(user_id)
    if actor.user_id == user.pk:
        raise Refused("own_account")
    _over_all(actor, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    record(actor, verb="user.close", subject=f"user:{user.pk}", now=now)
