"""Public concerns with their answers, and typical cases (第九条（一）, R81)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.concern import ConcernState
from gongkai.rules.procedures.typical_case import CaseState


class Concern(models.Model):
    """What many ask about, told in general words; answered by a disclosure."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    source = models.CharField(max_length=10)
    source_note = models.CharField(max_length=120)
    opinion = models.ForeignKey("participation.Opinion", models.PROTECT, null=True, related_name="+")
    matter = models.CharField(max_length=300)
    asked_by = models.PositiveIntegerField(default=1)  # about how many people asked
    heard_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, default="registered")
    version = models.PositiveIntegerField(default=0)
    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    remark = models.TextField(default="", blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.BigIntegerField(null=True)

    awaits_answer = stands(ConcernState.REGISTERED)
    is_answered = stands(ConcernState.ANSWERED)
    is_declined = stands(ConcernState.DECLINED)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state", "due_on"], name="concern_org"),
            models.Index(fields=["disclosure"], name="concern_item"),
        ]


class TypicalCase(models.Model):
    """A published item that others can learn from, recommended by its organization, adopted by the county."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    county_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    summary = models.TextField()
    disclosure = models.OneToOneField("disclosures.Disclosure", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="recommended")
    version = models.PositiveIntegerField(default=0)
    recommended_at = models.DateTimeField()
    recommended_by = models.BigIntegerField(null=True)
    adopted_at = models.DateTimeField(null=True)
    remark = models.TextField(default="", blank=True)

    is_adopted = stands(CaseState.ADOPTED)

    class Meta:
        indexes = [models.Index(fields=["state", "adopted_at"], name="case_library")]
