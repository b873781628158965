"""Tables of the publishing trade: Disclosure (identity) → Edition (life) → Revision (immutable text)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.edition import EDITABLE_STATES, LIVE_STATES, REVIEW_STATES, EditionState


class Disclosure(models.Model):
    """The thing to be disclosed: it keeps its identity through all editions."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    catalog_entry = models.ForeignKey("rulebook.CatalogEntry", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20)  # the entry's code, or 目录外
    category = models.CharField(max_length=2)
    period = models.CharField(max_length=7)  # whose duty it answers
    trigger = models.ForeignKey("obligations.Trigger", models.PROTECT, null=True, related_name="+")
    plan_ref = models.BigIntegerField(null=True)  # off-catalog plan upstairs
    is_major = models.BooleanField(default=False)  # 重大或较复杂 (R80)
    by_rule = models.BooleanField(default=False)  # 干部任免: scope by the special rules (R61)
    late_reason = models.CharField(max_length=200, default="", blank=True)  # 为什么迟, when it was disclosed late
    number = models.CharField(max_length=40, unique=True, null=True)  # index number, given at first release (R173)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org", "period", "code"], name="disclosure_duty")]


class Edition(models.Model):
    """A numbered version that is or will be public; the mutable holder of its state."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(default=1)
    org_path = PathField()
    state = models.CharField(max_length=12, default="draft")
    version = models.PositiveIntegerField(default=0)  # raised by every act: compare-and-set
    audiences = models.JSONField(default=list)  # ordered circles, from the catalog entry
    methods = models.JSONField(default=list)
    scope_reason = models.CharField(max_length=200, default="", blank=True)  # why less than the members (R13)
    notice_days = models.PositiveSmallIntegerField(null=True)  # 公示期 in working days
    change_note = models.TextField(default="", blank=True)  # what changed and why (R79)
    kind = models.CharField(max_length=16, default="first")  # first | correction | republication | change
    change_ref = models.BigIntegerField(null=True)  # change request upstairs
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # 照上次起草
    due_on = models.DateField(null=True)
    head_name = models.CharField(max_length=60, default="", blank=True)  # 第一责任人 at approval (R137)
    approved_revision = models.ForeignKey("disclosures.Revision", models.PROTECT, null=True, related_name="+")
    feedback_decision = models.TextField(default="", blank=True)  # 再次公开：是/否，理由 (R80)
    open_key = models.CharField(max_length=120, null=True, unique=True)  # one edition in the making per duty
    created_at = models.DateTimeField()
    state_at = models.DateTimeField()

    was_there = False  # on one that `start` found in the making instead of beginning it

    may_be_written = stands(*EDITABLE_STATES)
    is_reviewed = stands(*REVIEW_STATES)
    awaits_secrecy_review = stands(EditionState.SECRECY)
    is_live = stands(*LIVE_STATES)
    is_public = stands(*LIVE_STATES, EditionState.HIDDEN)  # or may be so again
    never_left = stands(*EDITABLE_STATES, *REVIEW_STATES, EditionState.ABANDONED)  # the office

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "number"], name="edition_number")]
        indexes = [
            models.Index(fields=["org_path", "state"], name="edition_org_state"),
            models.Index(fields=["state", "org_path"], name="edition_state_org"),
        ]


class Revision(models.Model):
    """An immutable snapshot of the three parts (第二条); each save makes one."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    plain = models.CharField(max_length=120, default="", blank=True)  # one sentence in plain words
    content = models.TextField(default="", blank=True)
    procedure = models.TextField(default="", blank=True)
    result = models.TextField(default="", blank=True)
    empty_reasons = models.JSONField(default=dict)  # {"result": "待10月8日党员大会通报"}
    attachments = models.JSONField(default=list)  # tokens of stored files in order
    sha256 = models.CharField(max_length=64)
    autosaved = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    saved_by = models.BigIntegerField(null=True)
    saver_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="revision_number")]


class Attachment(models.Model):
    """A file hung on an edition; which revision shows it stands in the revision."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, default="", blank=True)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)


class CheckDecision(models.Model):
    """A second person's recorded decision that a stopping check does not apply (P29)."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="check_decisions")
    code = models.CharField(max_length=40)
    finding = models.CharField(max_length=64)  # digest of what was found
    reason = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    decided_by = models.BigIntegerField()
    decider_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code", "finding"], name="check_decided_once")]
