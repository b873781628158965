"""Tables of accountability: restricted reading (第九条（八）, F21)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.accountability import number_of
from gongkai.rules.procedures.accountability import STANDING, CaseState


class Case(models.Model):
    """One case about one target. `county_path`: the body that decides. `until`: last day to be heard.

    `typed`: the statement was written down by the office; `paper`: the scan that the person signed.
    `beside`: the first case of the same matter, when this one follows it about another target (R124).
    """

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    county_path = PathField()
    beside = models.ForeignKey("self", models.PROTECT, null=True, related_name="others")
    number = models.CharField(max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    trigger = models.CharField(max_length=16)
    step = models.CharField(max_length=10)
    target = models.CharField(max_length=14)
    person = models.ForeignKey("orgs.User", models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=60, default="", blank=True)
    facts = models.TextField(default="", blank=True)
    measure = models.CharField(max_length=12, default="", blank=True)
    state = models.CharField(max_length=12, default="opened")
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)
    told_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    statement = models.TextField(default="", blank=True)
    stated_at = models.DateTimeField(null=True)
    stated_by = models.CharField(max_length=60, default="", blank=True)
    typed = models.BooleanField(default=False)
    paper = models.ForeignKey("ledger.StoredFile", models.PROTECT, null=True, related_name="+")
    decision = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decider_name = models.CharField(max_length=60, default="", blank=True)
    transfer = models.TextField(default="", blank=True)
    transferred_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    remark = models.TextField(default="", blank=True)

    may_be_linked = stands(CaseState.OPENED)
    may_be_reworded = stands(CaseState.OPENED)
    may_be_written = stands(CaseState.OPENED, CaseState.HEARING)
    hears_the_person = stands(CaseState.HEARING)
    is_decided = stands(*STANDING)

    class Meta:
        indexes = [
            models.Index(fields=["county_path", "state"], name="case_county"),
            models.Index(fields=["org", "year"], name="case_org_year"),
        ]


class CaseFact(models.Model):
    """A record of the system to which a case was linked by a person, with what it said on that day (R123)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12)
    ref = models.CharField(max_length=80)
    text = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind", "ref"], name="case_fact_once")]

    @property
    def key(self) -> str:
        """As the form names it."""
        return f"{self.kind}:{self.ref}"

    @property
    def number(self) -> str:
        """Under which number it is kept elsewhere."""
        return number_of(self.kind, self.ref)
