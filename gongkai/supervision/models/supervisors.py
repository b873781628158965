"""Supervisors, their marks on published items, their meetings, what is done for their work (第九条（五）, F17)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.supervisors import WAITING, MarkState


class Supervisor(models.Model):
    """One term of one member of the roll; whether it is over follows from its days."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")  # the appointing organization
    org_path = PathField()
    membership = models.ForeignKey("orgs.Membership", models.PROTECT, related_name="+")
    user_id = models.BigIntegerField(null=True)  # the member's account, when there is one
    grant_id = models.BigIntegerField(null=True)  # the role that goes with the term
    number = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=100, default="", blank=True)  # what else the person is: delegate, retired …
    phone = models.CharField(max_length=40, default="", blank=True)
    basis = models.CharField(max_length=200)  # the meeting that decided
    term = models.PositiveSmallIntegerField(default=1)
    from_date = models.DateField()
    to_date = models.DateField()  # last day, as it turned out
    state = models.CharField(max_length=12, default="serving")
    version = models.PositiveIntegerField(default=0)
    appointed_at = models.DateTimeField()
    appointer_name = models.CharField(max_length=60, default="", blank=True)
    remark = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "to_date"], name="supervisor_org")]


class SupervisionMark(models.Model):
    """One thing that a supervisor says is wrong with an item, or a duty left silent. None below the superior knows who."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")  # whose item it is
    org_path = PathField()
    superior_path = PathField(default="")
    number = models.CharField(max_length=60, unique=True)
    author_id = models.BigIntegerField()
    disclosure_id = models.BigIntegerField(null=True)
    item_number = models.CharField(max_length=60, default="", blank=True)
    item_title = models.CharField(max_length=160)  # of the item, or what the duty is called
    duty_period = models.CharField(max_length=7, default="", blank=True)  # these three: the duty that was left silent
    duty_code = models.CharField(max_length=20, default="", blank=True)
    duty_trigger = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=12)
    text = models.TextField()
    photo = models.ForeignKey("ledger.StoredFile", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default="raised")
    version = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    due_on = models.DateField()
    reply = models.TextField(default="", blank=True)
    replied_at = models.DateTimeField(null=True)
    replier_name = models.CharField(max_length=60, default="", blank=True)
    first_due_on = models.DateField()
    first_replied_on = models.DateField(null=True)
    satisfied = models.BooleanField(null=True)  # the last verdict
    judged_at = models.DateTimeField(null=True)
    remark = models.TextField(default="", blank=True)  # why not satisfied
    ruling = models.TextField(default="", blank=True)
    ruler_name = models.CharField(max_length=60, default="", blank=True)
    closed_at = models.DateTimeField(null=True)

    is_upheld = stands(MarkState.UPHELD)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="mark_org"),
            models.Index(fields=["superior_path", "state"], name="mark_superior"),
            models.Index(fields=["author_id"], name="mark_author"),
        ]

    @property
    def waiting(self) -> bool:
        """Does the organization have to answer?"""
        return self.state in WAITING


class SupervisorsMeeting(models.Model):
    """One regular meeting: called with day and place, then its minutes with who was there (R109)."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    meets_on = models.DateField()
    place = models.CharField(max_length=120)
    topic = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default="called")
    version = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField()
    invited = models.JSONField(default=list)  # [[supervisor's id, name]] as called
    came = models.JSONField(default=list)  # ids
    minutes = models.TextField(default="", blank=True)
    held_at = models.DateTimeField(null=True)
    remark = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "state", "meets_on"], name="supervisors_meeting_org")]


class MeetingOpinion(models.Model):
    """What was said at a meeting that asks for an answer, and the answer."""

    meeting = models.ForeignKey(SupervisorsMeeting, models.CASCADE, related_name="opinions")
    text = models.TextField()
    due_on = models.DateField()
    reply = models.TextField(default="", blank=True)
    replied_on = models.DateField(null=True)
    replier_name = models.CharField(max_length=60, default="", blank=True)


class Support(models.Model):
    """What was done so that supervisors can work (R110)."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    kind = models.CharField(max_length=12)
    day = models.DateField()
    what = models.CharField(max_length=200)
    people = models.PositiveIntegerField(default=0)
    cents = models.PositiveBigIntegerField(default=0)  # money in hundredths of a yuan
    written_at = models.DateTimeField()
    writer_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "day"], name="support_org")]
