"""Briefings to the members: what was told, by whom, to how many (第七条, R62)."""

from django.db import models

from gongkai.ledger.fields import PathField


class Briefing(models.Model):
    """One briefing; who was absent is told later, in numbers."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    topic = models.CharField(max_length=120)
    audience = models.CharField(max_length=10, default="party")
    scope = models.CharField(max_length=60)  # 全体党员, 党员代表 …, as it was called
    speaker = models.CharField(max_length=60)
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    content = models.TextField()
    due = models.PositiveIntegerField()
    attended = models.PositiveIntegerField()
    made_up = models.PositiveIntegerField(default=0)
    made_up_how = models.CharField(max_length=200, default="", blank=True)
    opinions = models.TextField(default="", blank=True)  # one a line, in general words
    version = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "held_on"], name="briefing_org")]
