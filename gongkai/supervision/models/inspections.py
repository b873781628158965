"""Plans of inspection with their draw, inspections with their sheet, findings with their evidence (第九条（五）, F19)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.inspection import PLANS_SEEN


class InspectionPlan(models.Model):
    """Whom to inspect, when, by whom; the sample follows from a public number that the notice names."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")  # the inspecting body
    inspector_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    team = models.CharField(max_length=200)
    draw_on = models.DateField()
    visit_on = models.DateField()
    lot_source = models.CharField(max_length=200)  # the public number to come, as announced
    sample = models.PositiveIntegerField()
    pool = models.JSONField(default=list)  # [[ticket, organization's id, code, short name]] as announced
    lot = models.CharField(max_length=120, default="", blank=True)  # the number when it was known
    drawn = models.JSONField(default=list)  # tickets
    state = models.CharField(max_length=12, default="draft")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    announced_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    remark = models.TextField(default="", blank=True)

    is_seen_by_all = stands(*PLANS_SEEN)

    class Meta:
        indexes = [models.Index(fields=["inspector_path", "state"], name="inspection_plan_body")]


class Inspection(models.Model):
    """One organization inspected once, from the appointed day to the result letter."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    inspector = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    inspector_path = PathField()
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, null=True, related_name="inspections")
    recheck_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="rechecks")
    number = models.CharField(max_length=60, unique=True)
    team = models.CharField(max_length=200)
    visit_on = models.DateField()
    state = models.CharField(max_length=12, default="planned")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField(null=True)
    summary = models.TextField(default="", blank=True)
    total = models.PositiveIntegerField(null=True)  # tenths of a point
    grade = models.CharField(max_length=12, default="", blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluder_name = models.CharField(max_length=60, default="", blank=True)
    remark = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["inspector_path", "state"], name="inspection_body"),
            models.Index(fields=["org_path", "state"], name="inspection_org"),
        ]


class SheetLine(models.Model):
    """One line of the sheet: what the records said when the visit began, and what the inspectors gave."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="lines")
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=60)
    most = models.PositiveIntegerField()  # tenths
    found = models.CharField(max_length=200, default="", blank=True)  # the sentence of the records
    records = models.CharField(max_length=20, default="", blank=True)  # where they are
    proposed = models.PositiveIntegerField(null=True)
    tenths = models.PositiveIntegerField(null=True)
    comment = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "code"], name="sheet_line_once")]


class Finding(models.Model):
    """A problem that was found: the facts, the provision, what is demanded."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    point = models.CharField(max_length=1)
    facts = models.TextField()
    article = models.CharField(max_length=40)
    demand = models.TextField()
    seen = models.TextField(default="", blank=True)  # evidence in words: who saw what, where
    found_at = models.DateTimeField()


class Evidence(models.Model):
    """A photo or file behind a finding."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, default="", blank=True)
