"""A person's second factor: begun, confirmed, asked for, renewed and given up by the person alone (等保 8.1.4.1).

A guess is counted in a transaction of its own: a refusal afterwards must not take the count back.
"""

from datetime import datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.orgs import one_time
from gongkai.orgs.actions.guesses import guarded
from gongkai.orgs.actions.sessions import end_sessions
from gongkai.orgs.actions.sign_in import confirm_password
from gongkai.orgs.actions.taking import someone
from gongkai.orgs.browsers import Whence
from gongkai.orgs.models import RecoveryCode, SecondFactor, User
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.second_factor import RECOVERY_CODES, Demand, must_hold
from gongkai.rules.sign_in import Guess


def _own(actor: Actor) -> User:
    if actor.user_id is None:
        raise missing()
    return someone(actor.user_id)


def begin_second_factor(
    actor: Actor, *, password: str, issuer: str, whence: Whence, demand: Demand, now: datetime
) -> one_time.Begun:
    """Draw a key for the person's phone; asked again, a new one. Nothing is asked of anybody until it is confirmed.

    Refuses ``password_wrong``: who finds a desk left open does not put his own phone there. Who signs in through
    another system has no password to tell.
    """
    user = _own(actor)
    if demand is Demand.OFF:
        raise Refused("second_factor_off")
    if SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists():
        raise Refused("second_factor_held")
    confirm_password(actor, password=password, whence=whence, now=now)
    key = one_time.new_key()
    SecondFactor.objects.update_or_create(
        user=user,
        defaults={"sealed": one_time.seal(key, user.pk), "begun_at": now, "confirmed_at": None, "last_step": 0},
    )
    return one_time.begun(key, username=user.username, issuer=issuer)


def _spend(actor: Actor, factor: SecondFactor, code: str, now: datetime) -> bool:
    """Is it a code that counts now and was not used? It is spent with that, and all before it (RFC 6238, 5.2)."""
    step = one_time.matching_step(one_time.unseal(bytes(factor.sealed), factor.user_id), code, now=now)
    if step is None:
        return False
    return bool(SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step))


def _spend_recovery(actor: Actor, user_id: int, code: str, now: datetime) -> bool:
    wanted = one_time.recovery_digests(user_id, code)
    unused = RecoveryCode.objects.filter(user_id=user_id, digest__in=wanted, used_at=None)
    if not wanted or not unused.update(used_at=now):
        return False
    left = RecoveryCode.objects.filter(user_id=user_id, used_at=None).count()
    record(actor, verb="second_factor.recovery", subject=f"user:{user_id}", now=now, facts={"left": left})
    return True


def prove(actor: Actor, *, user_id: int, code: str, whence: Whence, now: datetime) -> None:
    """The code of now, or a recovery code. Refuses ``second_factor_wrong``, ``sign_in_wait``, ``second_factor_none``."""
    user = someone(user_id)
    factor = SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).first()
    if factor is None:
        raise Refused("second_factor_none")
    right = guarded(
        actor, guess=Guess.CODE, account=user.username, subject=f"user:{user.pk}", whence=whence, now=now,
        check=lambda: _spend(actor, factor, code, now) or _spend_recovery(actor, user.pk, code, now) or None,
    )  # fmt: skip
    if not right:
        raise Refused("second_factor_wrong")


def _new_codes(user: User) -> tuple[str, ...]:
    """Ten recovery codes; those from before are worth nothing. Known here and nowhere afterwards."""
    codes = tuple(one_time.new_recovery_code() for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=one_time.recovery_digests(user.pk, code)[0]) for code in codes
    )
    return codes


def confirm_second_factor(
    actor: Actor, *, code: str, whence: Whence, session: str | None, now: datetime
) -> tuple[str, ...]:
    """The phone shows the right code: from now on it is asked for. Answers with the recovery codes, this once.

    The person's sessions end, but for this one (`session`): one that was opened before had no code to show.
    """
    user = _own(actor)
    factor = SecondFactor.objects.filter(user=user, confirmed_at=None).first()
    if factor is None:
        raise Refused("second_factor_none")
    right = guarded(
        actor, guess=Guess.CODE, account=user.username, subject=f"user:{user.pk}", whence=whence, now=now,
        check=lambda: _spend(actor, factor, code, now) or None,
    )  # fmt: skip
    if not right:
        raise Refused("second_factor_wrong")
    with transaction.atomic():
        if not SecondFactor.objects.filter(pk=factor.pk, confirmed_at=None).update(confirmed_at=now):
            raise Refused("changed_meanwhile")
        codes = _new_codes(user)
        end_sessions(actor, user_id=user.pk, now=now, but=session)
        record(actor, verb="second_factor.set", subject=f"user:{user.pk}", now=now)
    return codes


def renew_recovery_codes(actor: Actor, *, code: str, whence: Whence, now: datetime) -> tuple[str, ...]:
    """Ten new recovery codes for a code of now; the old ones are worth nothing."""
    user = _own(actor)
    prove(actor, user_id=user.pk, code=code, whence=whence, now=now)
    with transaction.atomic():
        record(actor, verb="second_factor.renew", subject=f"user:{user.pk}", now=now)
        return _new_codes(user)


def give_up_second_factor(
    actor: Actor, *, code: str, another: bool, whence: Whence, demand: Demand, session: str | None, now: datetime
) -> None:
    """Nothing is asked any more, for a code of now. `another`: to set another phone at once, open to all.

    Refuses ``second_factor_needed_here`` to those who must have one.
    """
    user = _own(actor)
    if must_hold(demand, actor) and not another:
        raise Refused("second_factor_needed_here")
    prove(actor, user_id=user.pk, code=code, whence=whence, now=now)
    with transaction.atomic():
        clear(user)
        end_sessions(actor, user_id=user.pk, now=now, but=session)
        record(actor, verb="second_factor.clear", subject=f"user:{user.pk}", now=now, facts={"another": another})


def clear(user: User) -> None:
    """The factor and its recovery codes are gone."""
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
