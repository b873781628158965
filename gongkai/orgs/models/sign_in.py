"""What stands behind signing in: wrong guesses, the second factor with its codes and resets, slips for a new password."""

from django.db import models

from gongkai.ledger.standing import stands
from gongkai.orgs.models.people import User
from gongkai.rules.procedures.factor_reset import ResetState


class GuessCount(models.Model):
    """Wrong guesses of one hour by browser, account, source or the whole site; `key` is a keyed digest of which."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()


class SecondFactor(models.Model):
    """A person's key for codes, sealed under a key outside the database. Not confirmed: begun, and asked for nowhere."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)  # codes of this step and of all before it are spent


class RecoveryCode(models.Model):
    """One of the codes for the day the phone is lost; its digest only, and once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]


class EntrySlip(models.Model):
    """A slip from an administrator with which the person sets the password; its digest only, once, for some days."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class FactorReset(models.Model):
    """Taking a person's second factor away: asked by one administrator with the reason, agreed by another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_by = models.BigIntegerField()
    asked_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12)  # rules.procedures.factor_reset.ResetState
    version = models.PositiveIntegerField(default=0)
    answered_by = models.BigIntegerField(null=True)
    answered_name = models.CharField(max_length=60, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=300, default="", blank=True)

    waits = stands(ResetState.ASKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(state=ResetState.ASKED), name="one_reset_waits")
        ]


class OutsideIdentity(models.Model):
    """Who a person is in the system through which people sign in: issuer and subject, never an e-mail address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    linked_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="outside_identity_once"),
            models.UniqueConstraint(fields=["user", "issuer"], name="one_outside_identity"),
        ]
