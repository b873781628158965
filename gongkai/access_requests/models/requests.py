"""Tables of disclosure on application: the application, proposals not to disclose, steps, pauses, files (F6–F8b)."""

from django.db import models

from gongkai.ledger.fields import PathField


class AccessRequest(models.Model):
    """One application, from the member's words to the filing with the superior. `org` handles it."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)  # Z01-C01-SQ-2026-001
    applicant = models.ForeignKey("orgs.User", models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey("orgs.Membership", models.PROTECT, related_name="+")  # as it stood that day
    applicant_name = models.CharField(max_length=60)
    applicant_org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")  # on whose roll
    contact = models.CharField(max_length=60, default="", blank=True)
    channel = models.CharField(max_length=10)  # rules.applications.Channel
    typed_by = models.BigIntegerField(null=True)
    typed_name = models.CharField(max_length=60, default="", blank=True)
    matter = models.CharField(max_length=120)
    description = models.TextField()
    period = models.CharField(max_length=60, default="", blank=True)
    document = models.CharField(max_length=80, default="", blank=True)
    purpose = models.TextField(default="", blank=True)
    form = models.CharField(max_length=12)  # rules.applications.Form
    category = models.CharField(max_length=1, default="8")
    correction = models.TextField(default="", blank=True)  # what the applicant added
    state = models.CharField(max_length=12, default="received")
    version = models.PositiveIntegerField(default=0)
    open_key = models.CharField(max_length=64, null=True, unique=True)  # pressed twice is one application
    received_on = models.DateField()
    created_at = models.DateTimeField()
    accepted_on = models.DateField(null=True)
    due_on = models.DateField(null=True)  # of the present stage
    answer_by = models.DateField(null=True)  # of the answer, since it was accepted
    corrected = models.BooleanField(default=False)  # asked once
    third_party = models.CharField(max_length=60, default="", blank=True)
    consulted_on = models.DateField(null=True)
    third_party_words = models.TextField(default="", blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    extension_reason = models.TextField(default="", blank=True)
    extension_consent = models.CharField(max_length=60, default="", blank=True)
    late = models.BooleanField(default=False)  # the organization missed a day
    ruling_late = models.BooleanField(default=False)  # the superior did
    escalated_on = models.DateField(null=True)
    result = models.CharField(max_length=12, default="", blank=True)
    answer = models.TextField(default="", blank=True)
    cleared_by = models.CharField(max_length=60, default="", blank=True)  # secrecy looked at by
    elsewhere = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")
    repeats = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    edition = models.ForeignKey("disclosures.Edition", models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey("approvals.OffCatalogPlan", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    filing_number = models.CharField(max_length=60, default="", blank=True)
    filed_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.CharField(max_length=60, default="", blank=True)
    reexamined = models.PositiveSmallIntegerField(default=0)

    was_there = False  # on one that was found open with the same words instead of being received

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="request_org_state"),
            models.Index(fields=["applicant", "received_on"], name="request_applicant"),
            models.Index(fields=["state", "due_on"], name="request_due"),
            models.Index(fields=["org", "received_on"], name="request_year"),
        ]


class RefusalProposal(models.Model):
    """Written reasons not to disclose, and what the superior ruled on them (F8, R92)."""

    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=10)  # rules.applications.Withheld
    reasons = models.TextField()
    basis = models.CharField(max_length=200)
    until = models.DateField(null=True)  # the reasons hold up to and with this day
    proposed_on = models.DateField()
    proposed_by = models.BigIntegerField(null=True)
    proposer_name = models.CharField(max_length=60)
    superior = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")  # who has to rule
    due_on = models.DateField()
    ruling = models.CharField(max_length=10, default="", blank=True)
    words = models.TextField(default="", blank=True)
    ruled_on = models.DateField(null=True)
    ruler_name = models.CharField(max_length=60, default="", blank=True)


class RequestPause(models.Model):
    """The clock of the answer stood still: from the day after `began` up to and with `ended` (R94)."""

    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="pauses")
    began = models.DateField()
    ended = models.DateField()


class RequestStep(models.Model):
    """What was done with it, one row for each act; a letter is written from the row of its verb."""

    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="steps")
    proposal = models.ForeignKey(RefusalProposal, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=16)
    label = models.CharField(max_length=20)
    text = models.TextField(default="", blank=True)
    on = models.DateField()
    due_on = models.DateField(null=True)  # of the stage that it opened
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=60)
    org_name = models.CharField(max_length=100)  # as the organization that acted was called
    letter_number = models.PositiveIntegerField(null=True)  # 东溪镇依申请〔2026〕5号


class RequestFile(models.Model):
    """A file at the application, the answer, or the paper for the superior."""

    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="files")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    side = models.CharField(max_length=12)  # rules.applications.FileSide
    caption = models.CharField(max_length=120, default="", blank=True)
