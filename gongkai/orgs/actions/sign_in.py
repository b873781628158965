"""Signing in with a password (P27). What the door does with the person afterwards is its own matter."""

from datetime import datetime

from django.contrib.auth import authenticate

from gongkai.ledger.actions import record
from gongkai.orgs.actions.guesses import guarded
from gongkai.orgs.actions.taking import someone
from gongkai.orgs.browsers import Whence
from gongkai.orgs.browsers import whence as whence_of
from gongkai.orgs.models import User
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.sign_in import Guess

NOBODY = "account:unknown"


def sign_in(actor: Actor, *, username: str, password: str, address: str, kept: str = "", now: datetime) -> User:
    """The person behind a name and a password.

    `address`: of the request; `kept`: the mark of the browser. Refuses ``sign_in_wrong`` in the same words and
    after the same work whether the name is known or not, and ``sign_in_wait``.
    """
    account = User.objects.filter(username=username).first()
    subject = NOBODY if account is None else f"user:{account.pk}"
    came = whence_of(address, user_id=account.pk if account else None, kept=kept)
    found = guarded(
        actor, guess=Guess.PASSWORD, account=username, subject=subject, whence=came, now=now,
        check=lambda: authenticate(username=username, password=password),
    )  # fmt: skip
    if found is None:
        raise Refused("sign_in_wrong")
    return found


def confirm_password(actor: Actor, *, password: str, whence: Whence, now: datetime) -> None:
    """The person at the desk knows the account's password: asked before anything that opens the account another way.

    Accounts without a password pass: their people came in through another system. Refuses ``password_wrong``.
    """
    user = someone(actor.user_id or 0)
    if not user.has_usable_password():
        return
    right = guarded(
        actor, guess=Guess.PASSWORD, account=user.username, subject=f"user:{user.pk}", whence=whence, now=now,
        check=lambda: user.check_password(password) or None,
    )  # fmt: skip
    if not right:
        raise Refused("password_wrong")


def record_sign_in(actor: Actor, *, by: str, now: datetime) -> None:
    """The trail remembers that a session began, and by what: password, code, or another system's word."""
    record(actor, verb="sign_in.done", subject=f"user:{actor.user_id}", now=now, facts={"by": by})
