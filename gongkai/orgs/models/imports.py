"""Imports: looked through first, applied whole or not at all."""

from django.db import models


class ImportRun(models.Model):
    """One file that was read: its problems, and when it was applied."""

    kind = models.CharField(max_length=20)  # organizations | members | catalog
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField(default=0)
    to_add = models.PositiveIntegerField(default=0)
    to_change = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)  # [{"row": 3, "column": "名称", "text": "…"}]
    problem_count = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField()
    looked_by = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applied_at=None) | models.Q(problem_count=0), name="import_applied_without_problems"
            )
        ]
