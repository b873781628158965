"""Tables of the identity vault: sealed names, and who asked to open one, who agreed, who looked (R12, P32)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.participation.fields import RandomKey


class Identity(models.Model):
    """A name and how to reach it, encrypted; the key is not in the database (guarantees §2.1).

    `owner` is a keyed digest of the account, by which only its own user finds the row. No day and
    no order is kept here: who signed what on which day stands nowhere in clear.
    """

    id = RandomKey()
    ref = models.CharField(max_length=32, unique=True)
    key_id = models.CharField(max_length=16)
    sealed = models.BinaryField()
    owner = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner"], name="identity_owner"), models.Index(fields=["key_id"], name="identity_key")]  # fmt: skip


class Opening(models.Model):
    """One request to open a name, with both people's offices as they were; never deleted."""

    ref = models.CharField(max_length=32)
    subject = models.CharField(max_length=60)  # opinion:<key>
    subject_words = models.CharField(max_length=60)
    org_path = PathField()  # of the organization the opinion is about
    handler_path = PathField()
    reason = models.TextField()
    state = models.CharField(max_length=10, default="asked")
    version = models.PositiveIntegerField(default=0)
    valid_until = models.DateField()
    asked_by = models.BigIntegerField()
    asked_name = models.CharField(max_length=60)
    asked_office = models.CharField(max_length=160)
    asked_at = models.DateTimeField()
    answered_by = models.BigIntegerField(null=True)
    answered_name = models.CharField(max_length=60, default="", blank=True)
    answered_office = models.CharField(max_length=160, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ref"], condition=models.Q(state__in=("asked", "agreed")), name="opening_one_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["handler_path", "state"], name="opening_handler")]
