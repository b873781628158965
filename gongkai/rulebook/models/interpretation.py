"""Questions about an article with their answers and the stamps of the two bodies (第十四条, R141)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.citations import cite
from gongkai.rules.procedures.interpretation import InterpretationState


class Interpretation(models.Model):
    """`anchor` names the article or item asked about. The answer counts when both bodies have stamped it.

    A corrected answer is a row of its own: `root` is the first answer, `edition` counts from it, `why` says
    what was wrong. The one it replaces stays readable.
    """

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=30, unique=True)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    edition = models.PositiveSmallIntegerField(default=1)
    why = models.CharField(max_length=300, default="", blank=True)
    anchor = models.CharField(max_length=20)
    question = models.TextField()
    answer = models.TextField(default="", blank=True)
    state = models.CharField(max_length=12, default="asked")
    version = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    first_body = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    first_by = models.BigIntegerField(null=True)
    second_body = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_by = models.BigIntegerField(null=True)
    remark = models.TextField(default="", blank=True)

    is_published = stands(InterpretationState.PUBLISHED)
    awaits_stamp = stands(InterpretationState.STAMPED)

    @property
    def citation(self) -> str:
        """第八条（二）"""
        return cite(self.anchor)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "edition"], name="interpretation_edition")]
        indexes = [
            models.Index(fields=["state", "second_at"], name="interpretation_state"),
            models.Index(fields=["org_path"], name="interpretation_org"),
        ]
