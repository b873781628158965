"""Tables of yearly assessments: what people add to the facts, and the result once it was reviewed (F23)."""

from django.db import models

from gongkai.ledger.fields import PathField


class YearSheet(models.Model):
    """One organization and year. Until the review everything counted is reckoned anew from the facts.

    `self_total`, `self_head`: what the organization gives itself and its head, in hundredths, with `self_reason`; it
    stands beside what is reckoned and counts for nothing. `selves`: line → {"points": hundredths, "evidence": words},
    of years in which people still scored a line. `frozen`: the facts as they stood at the review, so that later records
    do not move a score that was told. `until`: last day for disputes.
    """

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=12, default="self")
    version = models.PositiveIntegerField(default=0)
    self_total = models.PositiveIntegerField(null=True)
    self_head = models.PositiveIntegerField(null=True)
    self_reason = models.TextField(default="", blank=True)
    selves = models.JSONField(default=dict)
    frozen = models.JSONField(default=dict)
    head_name = models.CharField(max_length=60, default="", blank=True)
    remark = models.TextField(default="", blank=True)
    submitted_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    grade = models.CharField(max_length=12, default="", blank=True)
    head_grade = models.CharField(max_length=12, default="", blank=True)
    total = models.PositiveIntegerField(null=True)  # hundredths of a point
    head_total = models.PositiveIntegerField(null=True)
    graded_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "year"], name="year_sheet_once")]
        indexes = [models.Index(fields=["year", "org_path"], name="year_sheet_path")]


class Dispute(models.Model):
    """An objection to one line, its clock and its decision."""

    sheet = models.ForeignKey(YearSheet, models.PROTECT, related_name="disputes")
    org_path = PathField()
    line = models.CharField(max_length=20)
    text = models.TextField()
    state = models.CharField(max_length=10, default="filed")
    version = models.PositiveIntegerField(default=0)
    filed_at = models.DateTimeField()
    filed_by = models.BigIntegerField()
    filer_name = models.CharField(max_length=60)
    due_on = models.DateField()
    points_before = models.IntegerField()
    points_after = models.IntegerField(null=True)
    decision = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decider_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "line"], name="line_disputed_once")]


class YearFact(models.Model):
    """What only people can find: a bonus for experience adopted above, or a proven veto; with reason and basis."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)  # bonus | rules.scoring.Veto
    points = models.PositiveIntegerField(default=0)  # hundredths, of a bonus
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    recorder_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["year", "org_path"], name="year_fact_path")]


class YearUse(models.Model):
    """What was done with a published result (注重评议结果运用)."""

    sheet = models.ForeignKey(YearSheet, models.PROTECT, related_name="uses")
    text = models.TextField()
    recorded_at = models.DateTimeField()
    recorder_name = models.CharField(max_length=60)
