"""Consultations on major decisions: the draft, the replies without names, the adoption table (第七条, R64, F27)."""

import uuid

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.consultation import ConsultationState


class Consultation(models.Model):
    """A draft decision with its questions; fixed once it is open."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    first = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")  # began it, ended since
    passed_on = models.DateField(null=True)
    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField()  # the draft decision
    questions = models.JSONField(default=list)  # [{"text": …, "options": […]}]
    audience = models.CharField(max_length=10)
    closes_on = models.DateField()
    state = models.CharField(max_length=12, default="draft")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    opener_name = models.CharField(max_length=60, default="", blank=True)
    result = models.TextField(default="", blank=True)
    remark = models.TextField(default="", blank=True)  # why it was returned or stopped
    ended_at = models.DateTimeField(null=True)

    is_draft = stands(ConsultationState.DRAFT)
    is_open = stands(ConsultationState.OPEN)
    is_published = stands(ConsultationState.PUBLISHED)
    is_withdrawn = stands(ConsultationState.WITHDRAWN)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "state"], name="consultation_org"),
            models.Index(fields=["audience", "state"], name="consultation_circle"),
        ]


class ConsultationFile(models.Model):
    """A file beside the draft, with the consultation's own circle."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="files")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, default="", blank=True)


class ConsultationReply(models.Model):
    """One reply. Who gave it is not kept: `voter` is a keyed digest that only recognizes its own giver.

    The key is random and the day is the finest time, so that rows do not line up with the trail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="replies")
    voter = models.CharField(max_length=64, null=True)
    way = models.CharField(max_length=8)
    people = models.PositiveIntegerField(default=1)  # a show of hands speaks for several
    source = models.CharField(max_length=120, default="", blank=True)
    typed_by = models.BigIntegerField(null=True)
    said = models.JSONField(default=dict)  # {"0": "同意", "1": "…"}
    given_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "voter"], name="one_reply_each")]


class AdoptionPoint(models.Model):
    """One distinct opinion in general words, and what became of it (采纳表)."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="points")
    opinion = models.CharField(max_length=300)
    verdict = models.CharField(max_length=8, default="", blank=True)
    reason = models.TextField(default="", blank=True)


class SaidWords(models.Model):
    """Words that somebody wrote, until they stand under a point; `place` is the question, -1 beside all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="words")
    reply = models.ForeignKey(ConsultationReply, models.CASCADE, related_name="words")
    place = models.SmallIntegerField()
    text = models.TextField()
    point = models.ForeignKey(AdoptionPoint, models.PROTECT, null=True, related_name="words")

    class Meta:
        indexes = [models.Index(fields=["consultation", "point"], name="words_point")]
