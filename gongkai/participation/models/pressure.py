"""Table of reports that an author is under pressure; only the handler above ever sees them (R12)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.participation.fields import RandomKey


class Pressure(models.Model):
    """One report. `ref` is the author's own reference, sealed or anonymous; `handler_path` is above `org_path`."""

    id = RandomKey()
    ref = models.CharField(max_length=32)
    anonymous = models.BooleanField()
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    handler_path = PathField()
    by_office = models.BooleanField(default=False)
    text = models.TextField()
    state = models.CharField(max_length=10, default="reported")
    version = models.PositiveIntegerField(default=0)
    reported_on = models.DateField()
    due_on = models.DateField()
    went_up_on = models.DateField(null=True)
    taken_up_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["handler_path", "state"], name="pressure_handler"),
            models.Index(fields=["ref"], name="pressure_ref"),
        ]
