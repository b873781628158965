"""Tables of steps that can say no, and of filings that cannot."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.change import OPEN_STATES as OPEN_CHANGES
from gongkai.rules.procedures.change import ChangeState
from gongkai.rules.procedures.off_catalog import PlanState
from gongkai.rules.signed_papers import in_words


class ReviewStep(models.Model):
    """One signature on one revision: who, what, when, with which words (F1, F29)."""

    edition = models.ForeignKey("disclosures.Edition", models.PROTECT, related_name="+")
    org_path = PathField()
    kind = models.CharField(max_length=12)  # draft | secrecy | review | approval
    verb = models.CharField(max_length=20)  # the move made
    revision = models.ForeignKey("disclosures.Revision", models.PROTECT, related_name="+")
    remark = models.TextField(default="", blank=True)
    ticks = models.JSONField(default=dict)  # {"state_secret": false, …}: 保密审查四项
    basis = models.CharField(max_length=200, default="", blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decider_name = models.CharField(max_length=60)
    decider_post = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["edition", "id"], name="review_edition")]


class SignedPaper(models.Model):
    """A sheet signed with the pen, brought back to the steps of an edition or another record; it moves nothing (R174).

    `revision`: the text that the sheet shows; `signers`: by `rules.signed_papers.PaperStep` who signed there. `subject`:
    the record, such as plan:7, where it is no edition's own form; a change's sheet belongs to its edition besides.
    """

    edition = models.ForeignKey("disclosures.Edition", models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=40, default="", blank=True)
    org_path = PathField()
    revision = models.ForeignKey("disclosures.Revision", models.PROTECT, null=True, related_name="+")
    signers = models.JSONField(default=dict)
    signed_on = models.DateField()
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)
    adder_name = models.CharField(max_length=60)
    void_reason = models.CharField(max_length=200, default="", blank=True)
    voided_at = models.DateTimeField(null=True)
    voider_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["edition", "id"], name="signed_paper_edition"),
            models.Index(fields=["subject", "id"], name="signed_paper_subject"),
        ]

    @property
    def said(self) -> str:
        """Who signed where."""
        return in_words(self.signers)


class OffCatalogPlan(models.Model):
    """The work plan for a matter outside the catalog (第六条（二）, F9)."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    maker_path = PathField()
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    category = models.CharField(max_length=2)
    why_outside = models.TextField()
    content = models.TextField()
    procedure = models.TextField(default="", blank=True)
    expected_result = models.TextField(default="", blank=True)
    audiences = models.JSONField(default=list)
    methods = models.JSONField(default=list)
    urgent = models.BooleanField(default=False)  # instant: the maker answers within one working day
    wanted_on = models.DateField()
    owner_name = models.CharField(max_length=60)
    risk = models.TextField(default="", blank=True)
    feedback_plan = models.TextField(default="", blank=True)
    state = models.CharField(max_length=12, default="draft")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    answer_due = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decider_name = models.CharField(max_length=60, default="", blank=True)
    decision = models.TextField(default="", blank=True)
    duty_period = models.CharField(max_length=7, default="", blank=True)  # the duty that consent made
    trigger_ref = models.BigIntegerField(null=True)

    may_be_written = stands(PlanState.DRAFT, PlanState.RETURNED)
    is_consented = stands(PlanState.CONSENTED)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="plan_org_state"),
            models.Index(fields=["maker_path", "state"], name="plan_maker_state"),
        ]


class ChangeRequest(models.Model):
    """Change, withdrawal or termination of something disclosed: three stamps (第九条（二）, F11)."""

    edition = models.ForeignKey("disclosures.Edition", models.PROTECT, related_name="+")
    org_path = PathField()
    maker_path = PathField()
    county_path = PathField()
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)
    before = models.TextField()
    after = models.TextField(default="", blank=True)
    reason = models.TextField()
    basis = models.CharField(max_length=200, default="", blank=True)
    impact = models.TextField(default="", blank=True)
    explanation = models.TextField(default="", blank=True)
    state = models.CharField(max_length=12, default="requested")
    version = models.PositiveIntegerField(default=0)
    requested_at = models.DateTimeField()
    requested_by = models.BigIntegerField(null=True)
    requester_name = models.CharField(max_length=60)
    due_on = models.DateField(null=True)  # of the next stamp
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decider_name = models.CharField(max_length=60, default="", blank=True)
    decision = models.TextField(default="", blank=True)
    filed_at = models.DateTimeField(null=True)
    filed_by = models.BigIntegerField(null=True)
    filing_number = models.CharField(max_length=40, default="", blank=True)
    explained_at = models.DateTimeField(null=True)
    explained_by = models.BigIntegerField(null=True)

    may_be_explained = stands(*OPEN_CHANGES)
    waits_for_filing = stands(ChangeState.AGREED)

    class Meta:
        indexes = [
            models.Index(fields=["edition"], name="change_edition"),
            models.Index(fields=["org_path", "state"], name="change_org_state"),
            models.Index(fields=["maker_path", "state"], name="change_maker_state"),
            models.Index(fields=["county_path", "state"], name="change_county_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(state__in=["requested", "agreed", "filed"]),
                name="one_open_change",
            )
        ]


class Campaign(models.Model):
    """A regulation for which plans are to be filed; `due_on` was reckoned from `issued_on` (第十三条, R140)."""

    regulation = models.OneToOneField("rulebook.Regulation", models.PROTECT, related_name="+")
    county_path = PathField()
    issued_on = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)


class PlanOwed(models.Model):
    """One organization that owes the plan of a campaign, under the class by which it was asked.

    `asked_on`: the day on which it was asked later than the others; its own days run from there (R140).
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="owed")
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    addressee_class = models.CharField(max_length=60)
    asked_on = models.DateField(null=True)
    due_on = models.DateField()
    excuse = models.CharField(max_length=200, default="", blank=True)  # why it need not file after all
    excused_at = models.DateTimeField(null=True)
    excused_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "org"], name="plan_owed_once")]
        indexes = [models.Index(fields=["org_path"], name="plan_owed_org")]


class PlanFiling(models.Model):
    """The filing of an implementation plan (F15). `filed_on`: the first filing, by which lateness is judged."""

    owed = models.OneToOneField(PlanOwed, models.PROTECT, related_name="filing")
    org_path = PathField()
    county_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    document_number = models.CharField(max_length=60)
    adopted_on = models.DateField()
    group = models.TextField()
    office = models.CharField(max_length=200)
    person = models.CharField(max_length=60)
    phone = models.CharField(max_length=40)
    budget = models.CharField(max_length=200)
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="filed")
    version = models.PositiveIntegerField(default=0)
    filed_on = models.DateField()
    filed_at = models.DateTimeField()
    filer_name = models.CharField(max_length=60)
    ticks = models.JSONField(default=list)  # rules.campaigns.PlanTick
    remark = models.TextField(default="", blank=True)
    checked_at = models.DateTimeField(null=True)
    checker_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="plan_filing_org"),
            models.Index(fields=["county_path", "state"], name="plan_filing_county"),
        ]
