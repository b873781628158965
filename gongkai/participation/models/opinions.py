"""Tables of opinions: the register, its steps, notices to authors, messages and ratings (F12).

No table here names an author: who signed is sealed in the vault, and only `identity_ref` stands here.
Keys of rows that authors cause are random and days are dates, so that neither order nor hour is kept.
"""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.participation.fields import RandomKey
from gongkai.participation.receipts import receipt_of
from gongkai.rules.procedures.opinion import UNANSWERED


class Opinion(models.Model):
    """One opinion. `org`: what it is about; `handler`: who handles it now, the same unless it went up."""

    id = RandomKey()
    number = models.CharField(max_length=40, unique=True)
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    handler = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    handler_path = PathField()
    first = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")  # whom it was given to
    first_path = PathField(default="", blank=True)  # empty: it was never handed on
    transfers = models.PositiveSmallIntegerField(default=0)
    confidential = models.BooleanField(default=False)
    by_office = models.BooleanField(default=False)
    why = models.CharField(max_length=10)  # rules.routing.Why
    concern = models.CharField(max_length=10)
    concerned = models.JSONField(default=list)  # users it is about, wherever they work today
    kind = models.CharField(max_length=12)
    channel = models.CharField(max_length=14)
    submitter = models.CharField(max_length=10)
    signed = models.BooleanField(default=False)
    identity_ref = models.CharField(max_length=32, default="", blank=True)
    anonymous_ref = models.CharField(max_length=64, default="", blank=True)
    about = models.CharField(max_length=60, default="", blank=True)  # item:<number> | duty:<month>:<code>
    about_title = models.CharField(max_length=160, default="", blank=True)
    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    state = models.CharField(max_length=10, default="received")
    version = models.PositiveIntegerField(default=0)
    received_on = models.DateField()
    acknowledged_on = models.DateField(null=True)
    due_on = models.DateField()  # of the present step
    answer_by = models.DateField()  # what the author was promised
    extensions = models.PositiveSmallIntegerField(default=0)
    escalated_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    rating_due = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    late = models.BooleanField(default=False)  # the first answer came after the promised day
    assigned_to = models.CharField(max_length=60, default="", blank=True)
    handling = models.TextField(default="", blank=True)
    note = models.TextField(default="", blank=True)  # 领导批示
    result = models.CharField(max_length=12, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    answer = models.TextField(default="", blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    went_up = models.BooleanField(default=False)
    published_on = models.DateField(null=True)
    public_question = models.TextField(default="", blank=True)
    public_answer = models.TextField(default="", blank=True)
    next_edition = models.ForeignKey("disclosures.Edition", models.PROTECT, null=True, related_name="+")

    awaits_answer = stands(*UNANSWERED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["anonymous_ref"], condition=~models.Q(anonymous_ref=""), name="opinion_anonymous_once"
            )
        ]
        indexes = [
            models.Index(fields=["org_path", "state"], name="opinion_org_state"),
            models.Index(fields=["handler_path", "state"], name="opinion_handler_state"),
            models.Index(fields=["first_path"], name="opinion_first"),
            models.Index(fields=["identity_ref"], name="opinion_identity"),
            models.Index(fields=["disclosure"], name="opinion_disclosure"),
        ]

    @property
    def receipt(self) -> str:
        """What its author is given, and nobody else."""
        return receipt_of(self.pk)


class OpinionStep(models.Model):
    """What the office did with it: the trail that the office reads, one row for each act."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    label = models.CharField(max_length=20)
    text = models.TextField(default="", blank=True)
    on = models.DateField()
    by_name = models.CharField(max_length=60)
    by = models.BigIntegerField(null=True)


class OpinionNotice(models.Model):
    """The record that a signed author was told: day, way, by whom, text (第九条（四）, R100)."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="notices")
    told_on = models.DateField()
    way = models.CharField(max_length=10)
    by_name = models.CharField(max_length=60)
    text = models.TextField()
    recorded_by = models.BigIntegerField(null=True)


class OpinionMessage(models.Model):
    """A word between author and office; nothing in it says who the author is."""

    id = RandomKey()
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="messages")
    from_author = models.BooleanField()
    by_name = models.CharField(max_length=60, default="", blank=True)
    text = models.TextField()
    on = models.DateField()
    place = models.PositiveIntegerField()  # order within this opinion


class OpinionRating(models.Model):
    """What the author thought of an answer; one for each time the author was told (R101)."""

    id = RandomKey()
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=12)
    remark = models.TextField(default="", blank=True)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opinion", "round"], name="opinion_rated_once")]
