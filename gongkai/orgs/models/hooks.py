"""Addresses of other systems that are told what happens here, and what became of each message."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.orgs.models.organization import Organization
from gongkai.orgs.models.tokens import MachineToken


class Hook(models.Model):
    """Where a key's system is told, of which organization, of what. It ends with its key."""

    token = models.ForeignKey(MachineToken, models.CASCADE, related_name="+")
    org = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    org_path = PathField()
    below = models.BooleanField()  # with everything below the organization
    address = models.CharField(max_length=500)
    kinds = models.JSONField(default=list)  # rules.webhooks.Event
    ref = models.CharField(max_length=32, unique=True)  # whom the sealed secret belongs to
    sealed = models.BinaryField()
    sealed_before = models.BinaryField(null=True)  # still signs until `before_until`
    before_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    misses = models.PositiveSmallIntegerField(default=0)  # tries in a row that the address did not take
    paused_until = models.DateTimeField(null=True)  # nothing is tried there before
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=200, default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["token"], name="hook_token", condition=models.Q(ended_at=None))]


class HookMessage(models.Model):
    """One message to one address; its id and its bytes stay the same however often it is sent (P13)."""

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="messages")
    message_id = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    body = models.TextField()
    made_at = models.DateTimeField(db_index=True)
    round = models.PositiveIntegerField(default=1)  # raised when somebody has it sent again
    taken_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    our_fault = models.BooleanField(default=False)  # given up because it could not be written here

    class Meta:
        indexes = [models.Index(fields=["hook", "-id"], name="hook_message_newest")]


class HookTry(models.Model):
    """What the other system answered to one try: a status, or why there was none."""

    message = models.ForeignKey(HookMessage, models.CASCADE, related_name="tries")
    round = models.PositiveIntegerField(default=1)  # the message's, when it was sent
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=200)
    took_ms = models.PositiveIntegerField()
