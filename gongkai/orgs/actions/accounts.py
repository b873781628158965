"""Accounts: opened and closed by the system administrator; a password is set by its person alone (R157, 三员分立, §2.1).

An account alone may do nothing; posts and grants carry the rights.
"""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.code_keys import digests
from gongkai.orgs.actions.guesses import guarded
from gongkai.orgs.actions.sessions import end_sessions
from gongkai.orgs.actions.sign_in import confirm_password
from gongkai.orgs.actions.taking import fits, someone
from gongkai.orgs.browsers import Whence
from gongkai.orgs.models import EntrySlip, MachineToken, User
from gongkai.rules.actor import Actor
from gongkai.rules.passwords import SLIP_LASTS, SLIP_LENGTH
from gongkai.rules.permissions import Permission, demand_proof, may_anywhere
from gongkai.rules.receipts import code_of, read_code
from gongkai.rules.refusals import Refused
from gongkai.rules.sign_in import Guess

SLIP = "entry-slip"


def _sound_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused("password_weak", reasons="".join(weak.messages)) from weak


def _keeps_accounts(actor: Actor) -> None:
    """The system administrator, for the whole county: an account belongs to no one organization."""
    if not may_anywhere(actor, Permission.MANAGE_ACCOUNTS):
        raise Refused("no_permission", permission=Permission.MANAGE_ACCOUNTS)
    demand_proof(actor, Permission.MANAGE_ACCOUNTS)


@transaction.atomic
def create_user(actor: Actor, *, username: str, name: str, password: str | None = None, now: datetime) -> User:
    """Open an account. Without a password nobody can log in until the person has set one with a slip."""
    _keeps_accounts(actor)
    username, name = username.strip(), name.strip()
    if not username or not name:
        raise Refused("org_field_empty", field="用户名和姓名")
    fits(User, username=username, name=name)
    if User.objects.filter(username=username).exists():
        raise Refused("username_taken", username=username)
    user = User(username=username, name=name, created_at=now)
    if password is not None:
        if not actor.is_clock:
            raise Refused("password_by_person")
        _sound_password(password, user)
        user.password_set_at = now
    user.password = make_password(password)
    user.save(force_insert=True)
    record(actor, verb="user.create", subject=f"user:{user.pk}", now=now, facts={"username": username})
    return user


def _write_password(actor: Actor, user: User, password: str, *, session: str | None, now: datetime) -> None:
    _sound_password(password, user)
    if user.check_password(password):
        raise Refused("password_same")
    User.objects.filter(pk=user.pk).update(password=make_password(password), password_set_at=now)
    end_sessions(actor, user_id=user.pk, now=now, but=session)
    record(actor, verb="user.set_password", subject=f"user:{user.pk}", now=now)


def change_password(
    actor: Actor, *, current: str, password: str, whence: Whence, session: str | None, now: datetime
) -> None:
    """Set one's own password by telling the current one. All other sessions of the person end.

    `session`: the number of the session in which it is changed. A wrong guess counts like one at the login.
    Refuses ``password_wrong``, ``password_weak``, ``password_same``, ``sign_in_wait``.
    """
    user = someone(actor.user_id or 0)
    confirm_password(actor, password=current, whence=whence, now=now)
    with transaction.atomic():
        _write_password(actor, user, password, session=session, now=now)


def _digests(username: str, typed: str) -> list[str]:
    plain = read_code(typed, SLIP_LENGTH)
    return [] if plain is None else [one.hex() for one in digests(SLIP, f"{username}|{plain}")]


@transaction.atomic
def give_slip(actor: Actor, *, user_id: int, now: datetime) -> str:
    """A slip with which the person sets the password: handed over in person, shown this once. Earlier ones are void."""
    _keeps_accounts(actor)
    user = someone(user_id)
    if actor.user_id == user.pk:
        raise Refused("own_account")
    code = code_of(secrets.randbits(5 * SLIP_LENGTH), SLIP_LENGTH)
    EntrySlip.objects.filter(user=user, used_at=None).delete()
    EntrySlip.objects.create(
        user=user, digest=_digests(user.username, code)[0], made_at=now, made_by=actor.user_id,
        valid_until=now + SLIP_LASTS,
    )  # fmt: skip
    record(actor, verb="user.slip", subject=f"user:{user.pk}", now=now)
    return code


def use_slip(actor: Actor, *, username: str, slip: str, password: str, whence: Whence, now: datetime) -> User:
    """The person sets the password with a slip. Wrong ones are counted like passwords, and answered in the same words."""

    def found() -> EntrySlip | None:
        rows = EntrySlip.objects.select_related("user").filter(digest__in=_digests(username, slip), used_at=None)
        return rows.filter(valid_until__gte=now, user__is_active=True).first()

    row = guarded(
        actor, guess=Guess.ENTRY, account=username, subject="account:unknown", whence=whence, now=now, check=found
    )
    if row is None:
        raise Refused("slip_wrong_entry")
    with transaction.atomic():
        _write_password(actor, row.user, password, session=None, now=now)
        if not EntrySlip.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
            raise Refused("slip_wrong_entry")
    return row.user


@transaction.atomic
def close_account(actor: Actor, *, user_id: int, now: datetime) -> None:
    """Nobody logs in with this account any more, no key of it opens anything; what its holder did keeps the name."""
    user = someone(user_id)
    if actor.user_id == user.pk:
        raise Refused("own_account")
    _keeps_accounts(actor)
    User.objects.filter(pk=user.pk).update(is_active=False)
    MachineToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
    EntrySlip.objects.filter(user=user, used_at=None).delete()
    end_sessions(actor, user_id=user.pk, now=now)
    record(actor, verb="user.close", subject=f"user:{user.pk}", now=now)
