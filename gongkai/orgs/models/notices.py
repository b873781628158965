"""How a person wants to be told, and the secret addresses of calendars."""

from django.db import models

from gongkai.orgs.models.organization import Organization
from gongkai.orgs.models.people import User


class NoticeSetting(models.Model):
    """Where and on which days the morning's message also goes by mail. Without a row: no address, every working day."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    address = models.CharField(max_length=254, default="", blank=True)
    mail = models.BooleanField(default=True)
    weekdays = models.CharField(max_length=7, default="12345")  # 1 is Monday
    changed_at = models.DateTimeField()


class CalendarFeed(models.Model):
    """A calendar or a feed under a secret address. The table knows its digest; the secret needs the site's key as well.

    `purpose` news: what is told in the Party or a unit alone, in the person's circles. Of a calendar, `org` null: the deadlines of the person; else those of the organization, as long as the person works there.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    org = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    purpose = models.CharField(max_length=8, default="calendar")  # calendar | news
    salt = models.CharField(max_length=32)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "org"], condition=models.Q(revoked_at=None), name="one_org_feed"
            ),
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=models.Q(revoked_at=None, org=None), name="one_own_feed"
            ),
        ]
