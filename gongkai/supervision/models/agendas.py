"""Disclosure on the agenda of Party committees (第十条)."""

from django.db import models

from gongkai.ledger.fields import PathField


class AgendaRecord(models.Model):
    """One meeting that studied disclosure; a wrong record is made void and stays."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    body = models.CharField(max_length=16)
    held_on = models.DateField()
    attended = models.CharField(max_length=300)
    studied = models.TextField()
    grassroots = models.BooleanField(default=False)  # as a part of building village and community organizations
    version = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorder_name = models.CharField(max_length=60, default="", blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "held_on"], name="agenda_org")]


class AgendaDecision(models.Model):
    """What a meeting decided: who does it until when, and what came of it."""

    record = models.ForeignKey(AgendaRecord, models.CASCADE, related_name="decisions")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=120)
    due_on = models.DateField()
    done = models.CharField(max_length=300, default="", blank=True)
    done_on = models.DateField(null=True)
