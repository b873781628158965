"""Rectification within a time limit: one row a notice, one a problem, one a proof (第九条（八）, F20)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.rectification import RectificationState


class Rectification(models.Model):
    """A notice and what became of it. `source` names what it follows from: `inspection:12`."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    inspector = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    inspector_path = PathField()
    source = models.CharField(max_length=40)
    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=12, default="issued")
    version = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField()
    issuer_name = models.CharField(max_length=60, default="", blank=True)
    plan_due = models.DateField()
    due_on = models.DateField()
    received_at = models.DateTimeField(null=True)
    receiver_name = models.CharField(max_length=60, default="", blank=True)
    planned_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)  # how often the report came back
    late = models.BooleanField(default=False)  # the first report came after the time limit
    remark = models.TextField(default="", blank=True)

    awaits_plan = stands(RectificationState.RECEIVED)
    is_put_right = stands(RectificationState.PLANNED)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="rectification_org"),
            models.Index(fields=["inspector_path", "state"], name="rectification_body"),
            models.Index(fields=["source"], name="rectification_source"),
        ]


class Problem(models.Model):
    """One problem: what is demanded, the measure with person and day, and what was done."""

    rectification = models.ForeignKey(Rectification, models.CASCADE, related_name="problems")
    facts = models.TextField()
    article = models.CharField(max_length=40)
    demand = models.TextField()
    measure = models.TextField(default="", blank=True)
    person = models.CharField(max_length=60, default="", blank=True)
    finish_on = models.DateField(null=True)
    done = models.TextField(default="", blank=True)


class Proof(models.Model):
    """A photo or file that shows what was done about a problem."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="proofs")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, default="", blank=True)
