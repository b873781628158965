"""Spokespersons of Party affairs, with what they said (第七条, R66)."""

from django.db import models

from gongkai.ledger.fields import PathField


class Spokesperson(models.Model):
    """Who speaks for an organization, for a term."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, default="", blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org_path", "from_date"], name="spokesperson_org")]


class Spoken(models.Model):
    """A release, or a question with its answer; public from the moment it is recorded."""

    spokesperson = models.ForeignKey(Spokesperson, models.PROTECT, related_name="spoken")
    is_question = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    text = models.TextField()
    spoken_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["spokesperson", "spoken_on"], name="spoken_day")]
