"""Tables of members' appraisals: the round, the outer envelopes with their names, paper counts, uses."""

from django.db import models

from gongkai.ledger.fields import PathField


class AppraisalRound(models.Model):
    """One round (F22). `box` is written at closing: the inner envelopes without names, sorted by themselves.

    `table`, `aware`, `words` and `numbers` come from the opened urn and the papers; `numbers` are the
    voters' own secret numbers with what was said under each, in the order of the numbers.
    """

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    ref = models.CharField(max_length=32, unique=True)
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default="prepared")
    version = models.PositiveIntegerField(default=0)
    paper_only = models.BooleanField(default=False)
    public_key = models.TextField(default="", blank=True)
    scrutineers = models.JSONField(default=list)
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    box = models.JSONField(default=list)
    box_hash = models.CharField(max_length=64, default="", blank=True)
    result_given_at = models.DateTimeField(null=True)
    unreadable = models.PositiveIntegerField(default=0)
    table = models.JSONField(default=dict)
    aware = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    numbers = models.JSONField(default=list)
    paper_issued = models.PositiveIntegerField(default=0)
    paper_returned = models.PositiveIntegerField(default=0)
    paper_valid = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True)
    publish_due = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    plan_due = models.DateField(null=True)
    plan = models.TextField(default="", blank=True)
    trigger_ref = models.BigIntegerField(null=True)
    void_reason = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "state"], name="appraisal_org")]


class Voter(models.Model):
    """The outer envelope: a member's name and, until closing, the sealed ballot in it. No times are kept."""

    round = models.ForeignKey(AppraisalRound, models.PROTECT, related_name="voters")
    roll_number = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    user_id = models.BigIntegerField(null=True)
    took_paper = models.BooleanField(default=False)
    voted = models.BooleanField(default=False)
    envelope = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "roll_number"], name="voter_once"),
            models.UniqueConstraint(
                fields=["round", "user_id"], condition=models.Q(user_id__isnull=False), name="voter_user_once"
            ),
            models.CheckConstraint(condition=models.Q(took_paper=False) | models.Q(voted=False), name="voter_one_way"),
        ]


class PaperCount(models.Model):
    """The papers as one counter counted them; a second one counts apart (R117)."""

    round = models.ForeignKey(AppraisalRound, models.PROTECT, related_name="paper_counts")
    counter_id = models.BigIntegerField()
    counter_name = models.CharField(max_length=60)
    returned = models.PositiveIntegerField()
    valid = models.PositiveIntegerField()
    table = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "counter_id"], name="paper_counter_once")]


class ResultUse(models.Model):
    """What was done with the result (R119): assessment, rectification, awards, what else."""

    round = models.ForeignKey(AppraisalRound, models.PROTECT, related_name="uses")
    text = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    recorder_name = models.CharField(max_length=60)
