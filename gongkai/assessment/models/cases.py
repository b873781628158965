"""Tables of accountability: restricted reading (第九条（八）, F21)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.accountability import STANDING, CaseState


class Case(models.Model):
    """One case about one target. `county_path`: the body that decides. `until`: last day to be heard."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    county_path = PathField()
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
    decision = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decider_name = models.CharField(max_length=60, default="", blank=True)
    transfer = models.TextField(default="", blank=True)
    transferred_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    remark = models.TextField(default="", blank=True)

    may_be_written = stands(CaseState.OPENED, CaseState.HEARING)
    hears_the_person = stands(CaseState.HEARING)
    is_decided = stands(*STANDING)

    class Meta:
        indexes = [
            models.Index(fields=["county_path", "state"], name="case_county"),
            models.Index(fields=["org", "year"], name="case_org_year"),
        ]
