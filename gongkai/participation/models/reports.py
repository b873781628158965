"""Reports upward and messages between levels, each with its receipts (第七条, R63, R67)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.report_up import ReportState


class SituationReport(models.Model):
    """A situation told upward by a member or by an organization; `org_path` has it in hand."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    first_path = PathField()  # to whom it was sent; only there a withheld name is known
    sender = models.ForeignKey("orgs.User", models.PROTECT, null=True, related_name="+")
    sender_name = models.CharField(max_length=60)
    sender_org = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")
    sender_path = PathField(default="", blank=True)
    name_withheld = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    text = models.TextField()
    state = models.CharField(max_length=12, default="sent")
    version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    ack_due = models.DateField()
    acknowledged_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answerer_name = models.CharField(max_length=60, default="", blank=True)
    read_at = models.DateTimeField(null=True)  # the answer came back and was opened

    awaits_receipt = stands(ReportState.SENT)
    is_handled = stands(ReportState.RECEIVED)
    is_answered = stands(ReportState.ANSWERED)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="report_org"),
            models.Index(fields=["sender", "sent_at"], name="report_sender"),
            models.Index(fields=["sender_path", "sent_at"], name="report_from"),
        ]


class ReportStep(models.Model):
    """Where a report has been: sent, received, routed, answered."""

    report = models.ForeignKey(SituationReport, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12)
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    remark = models.TextField(default="", blank=True)
    done_at = models.DateTimeField()
    doer_name = models.CharField(max_length=60)


class Message(models.Model):
    """A message from one level to another."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField()
    sent_at = models.DateTimeField()
    sender_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["org_path", "sent_at"], name="message_org")]


class Receipt(models.Model):
    """One addressee of a message, and who signed for it when. One that ended before it signed names its heir."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="receipts")
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    received_at = models.DateTimeField(null=True)
    receiver_name = models.CharField(max_length=60, default="", blank=True)
    answer = models.TextField(default="", blank=True)
    heir = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")  # signs instead
    passed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "org"], name="addressed_once")]
        indexes = [models.Index(fields=["org_path", "received_at"], name="receipt_org")]
