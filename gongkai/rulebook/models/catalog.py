"""Catalogs: versions with entries that never change once approved, and who is bound by which from when."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.catalog import CatalogState, ProposalState


class Catalog(models.Model):
    """What organizations of one kind under one maker must disclose (第六条（一）)."""

    maker = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    maker_path = PathField()
    org_kind = models.CharField(max_length=24)
    for_org = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    regime = models.CharField(max_length=30, default="superior_makes")
    template = models.ForeignKey("rulebook.CatalogVersion", models.PROTECT, null=True, related_name="+")  # R45
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["maker_path", "org_kind"], name="catalog_maker")]


class CatalogVersion(models.Model):
    """A numbered state of a catalog, in effect from the first of a month on."""

    catalog = models.ForeignKey(Catalog, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default="draft")
    version = models.PositiveIntegerField(default=0)  # for compare-and-set
    period_from = models.CharField(max_length=7, default="", blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    not_applicable = models.JSONField(default=dict)  # {"6b": "村级没有这项活动"}
    note = models.TextField(default="", blank=True)
    drafted_by = models.BigIntegerField(null=True)
    drafted_at = models.DateTimeField()
    approved_by = models.BigIntegerField(null=True)
    approver_name = models.CharField(max_length=60, default="", blank=True)
    approved_at = models.DateTimeField(null=True)

    may_be_written = stands(CatalogState.DRAFT, CatalogState.CONSULTING)
    is_consulted_on = stands(CatalogState.CONSULTING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalog", "number"], name="catalog_version_number"),
            models.CheckConstraint(
                condition=models.Q(approved_at=None, approved_by=None) | models.Q(approved_at__isnull=False),
                name="catalog_approved_pair",
            ),
        ]


class CatalogEntry(models.Model):
    """One line of a catalog version (R42). `code` names the same duty in every version."""

    version = models.ForeignKey(CatalogVersion, models.CASCADE, related_name="entries")
    catalog = models.ForeignKey(Catalog, models.CASCADE, related_name="+")
    slot = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=2)
    sub_items = models.JSONField(default=list)
    elements = models.TextField(default="", blank=True)
    audiences = models.JSONField(default=list)  # ordered: ["party", "public"]
    methods = models.JSONField(default=list)  # all codes at a glance: ["hy", "gl", "wz"]
    ways = models.JSONField(default=dict)  # per audience, with remarks: {"party": [["gl", "室内"]]}
    time_kind = models.CharField(max_length=10)  # standing | periodic | staged | instant
    also = models.JSONField(default=list)
    period_months = models.PositiveSmallIntegerField(default=1)
    phase = models.PositiveSmallIntegerField(default=0)
    stages = models.JSONField(default=list)
    limit_days = models.PositiveSmallIntegerField(null=True)
    notice_days = models.PositiveSmallIntegerField(null=True)
    notice_unit = models.CharField(max_length=10, default="workday")
    notice_by_rule = models.BooleanField(default=False)
    trigger_text = models.CharField(max_length=200, default="", blank=True)
    by_rule = models.BooleanField(default=False)
    has_personal = models.BooleanField(default=False)
    basis = models.JSONField(default=list)
    note = models.TextField(default="", blank=True)
    merged_from = models.JSONField(default=list)
    responsible = models.CharField(max_length=60, default="", blank=True)
    secrecy_note = models.CharField(max_length=200, default="", blank=True)
    retention = models.CharField(max_length=20, default="", blank=True)
    locked = models.BooleanField(default=True)  # mandatory for whoever derives from it (R45)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="entry_code_once"),
            models.UniqueConstraint(fields=["version", "slot"], name="entry_slot_once"),
        ]
        indexes = [models.Index(fields=["catalog", "code"], name="entry_catalog_code")]


class Consultation(models.Model):
    """What the upper department said about a posted agency's catalog, or the organization about its own (R39, R43)."""

    version = models.ForeignKey(CatalogVersion, models.CASCADE, related_name="consultations")
    party = models.CharField(max_length=100)
    letter_number = models.CharField(max_length=60, default="", blank=True)
    held_on = models.DateField()
    opinion = models.TextField()
    result = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)


class EntryProposal(models.Model):
    """An organization proposes an entry to its catalog maker (R45, R50)."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    catalog = models.ForeignKey(Catalog, models.CASCADE, related_name="+")
    wish = models.CharField(max_length=8, default="add")
    code = models.CharField(max_length=20, default="", blank=True)  # of the entry to change or drop
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=2)
    reason = models.TextField()
    body = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="proposed")
    version = models.PositiveIntegerField(default=0)
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decision = models.TextField(default="", blank=True)

    @property
    def is_accepted(self) -> bool:
        return self.state == ProposalState.ACCEPTED


class Binding(models.Model):
    """From which month an organization follows which catalog; the latest recorded row for a month counts."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    catalog = models.ForeignKey(Catalog, models.PROTECT, related_name="+")
    period_from = models.CharField(max_length=7)
    period_to = models.CharField(max_length=7, default="9999-12")  # maintained: last month, inclusive
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["org", "period_from"], name="binding_org"),
            models.Index(fields=["catalog", "period_from"], name="binding_catalog"),
            models.Index(fields=["org_path", "period_from"], name="binding_path"),
        ]
