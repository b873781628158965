"""Registers of publicity and education (F26) and of disclosure-day activities (F30): 第九条（一）, 第八条（二）."""

from django.db import models

from gongkai.ledger.fields import PathField


class Activity(models.Model):
    """One thing done, recorded afterwards; a wrong record is made void and stays."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    register = models.CharField(max_length=10)  # publicity | day
    way = models.CharField(max_length=12, default="", blank=True)
    subjects = models.JSONField(default=list)
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    period = models.CharField(max_length=7)  # the month; a disclosure day belongs to its sheet
    place = models.CharField(max_length=120)
    host = models.CharField(max_length=120)
    content = models.TextField()
    people = models.PositiveIntegerField()  # reached, or received on the disclosure day
    visits = models.PositiveIntegerField(default=0)  # households
    opinions = models.PositiveIntegerField(default=0)
    material = models.CharField(max_length=200, default="", blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)  # why not on the disclosure day
    version = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    recorder_name = models.CharField(max_length=60)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "held_on"], name="activity_org")]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "period"], condition=models.Q(register="day", voided_at=None), name="day_activity_once"
            )
        ]


class ActivityPhoto(models.Model):
    """A photo or a piece of material behind a record; for those who work there."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, default="", blank=True)
