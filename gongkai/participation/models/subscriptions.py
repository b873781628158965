"""The table of subscriptions by e-mail: sealed addresses that want to be told of what is newly disclosed."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.participation.fields import RandomKey


class Subscription(models.Model):
    """One address for one place and category, encrypted like a name in the vault; the row goes when it ends.

    `owner` is a keyed digest of the address, so that nobody is written to twice. `user`: a member who wants to hear
    too how many matters are told to members alone.
    """

    id = RandomKey()
    ref = models.CharField(max_length=32, unique=True)
    key_id = models.CharField(max_length=16)
    sealed = models.BinaryField()
    owner = models.CharField(max_length=64)
    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    category = models.CharField(max_length=2, default="", blank=True)
    user = models.ForeignKey("orgs.User", models.CASCADE, null=True, related_name="+")
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)
    moved_from = models.CharField(max_length=100, default="", blank=True)  # merged away; the next letter says so
    bounced = models.JSONField(default=list)  # days of letters that the mail system gave back afterwards
    nos = models.PositiveSmallIntegerField(default=0)  # final refusals of the mail server in a row

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "org_path", "category"], name="subscription_once"),
        ]
        indexes = [models.Index(fields=["key_id"], name="subscription_key")]
