"""Hearings with their sign-up, and enquiries with their answers (第七条, R65, F27)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.enquiry import EnquiryState
from gongkai.rules.procedures.hearing import HearingState


class Hearing(models.Model):
    """One hearing from its notice to its conclusions."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    first = models.ForeignKey(
        "orgs.Organization", models.PROTECT, null=True, related_name="+"
    )  # announced it, ended since
    passed_on = models.DateField(null=True)
    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    matter = models.TextField()
    audience = models.CharField(max_length=10)
    place = models.CharField(max_length=120)
    held_at = models.DateTimeField()
    signup_until = models.DateField()
    seats = models.PositiveIntegerField()
    seed = models.CharField(max_length=120)  # announced with the notice, fixed from then on
    state = models.CharField(max_length=12, default="draft")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    announced_at = models.DateTimeField(null=True)
    pool = models.JSONField(default=list)  # the tickets that took part in the draw
    drawn = models.BooleanField(default=False)  # lots were drawn, because more came than seats
    minutes = models.TextField(default="", blank=True)
    conclusions = models.TextField(default="", blank=True)
    remark = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    is_draft = stands(HearingState.DRAFT)
    is_announced = stands(HearingState.ANNOUNCED)
    may_be_minuted = stands(HearingState.SETTLED, HearingState.MINUTED)
    is_concluded = stands(HearingState.CONCLUDED)
    is_cancelled = stands(HearingState.CANCELLED)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="hearing_org"),
            models.Index(fields=["audience", "state"], name="hearing_circle"),
        ]


class Signup(models.Model):
    """One who wants to take part. The ticket is public, the name is for the organizer."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="signups")
    user = models.ForeignKey("orgs.User", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    ticket = models.PositiveIntegerField()
    wants = models.CharField(max_length=200, default="", blank=True)
    signed_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    seated = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "user"], name="signed_once"),
            models.UniqueConstraint(fields=["hearing", "ticket"], name="ticket_once"),
        ]


class Enquiry(models.Model):
    """A question of one who belongs to the organization, its answer and its clock."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    first = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")  # asked, ended since
    passed_on = models.DateField(null=True)
    number = models.CharField(max_length=60, unique=True)
    audience = models.CharField(max_length=10)  # to whom it may be shown: the asker's own circle
    question = models.TextField()
    agreed = models.BooleanField(default=False)
    asked_by = models.ForeignKey("orgs.User", models.PROTECT, related_name="+")
    asker_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, default="asked")
    version = models.PositiveIntegerField(default=0)
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answerer_name = models.CharField(max_length=60, default="", blank=True)

    awaits_answer = stands(EnquiryState.ASKED)

    class Meta:
        indexes = [models.Index(fields=["org_path", "state"], name="enquiry_org")]
