"""Keys that people give to other systems; the table knows their digests only."""

from django.db import models

from gongkai.orgs.models.people import User


class RequestCount(models.Model):
    """Requests of one minute by a key, or wrong keys by a source; `key` is a keyed digest of which."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField(default=0)


class MachineToken(models.Model):
    """One key: to which system, for what, until when. It opens what its person may do, never more."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    token_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)  # rules.machine_access.Scope
    made_at = models.DateTimeField()
    last_day = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)  # the newest day of use, no more precise than needed

    class Meta:
        indexes = [models.Index(fields=["user"], name="machine_token_user", condition=models.Q(revoked_at=None))]
