"""Spot checks of boards: a photo of the day with the code of the day (第九条（五）)."""

from django.db import models

from gongkai.ledger.fields import PathField


class SpotCheck(models.Model):
    """One photo sent in; `prints` tell a copy of it, `copy_of` names the earlier one that it looks like."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    superior_path = PathField(default="")
    number = models.CharField(max_length=60, unique=True)
    carrier_id = models.BigIntegerField()
    place = models.CharField(max_length=160)
    day = models.DateField()
    photo = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    prints = models.TextField()
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=12, default="sent")
    version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    sender_id = models.BigIntegerField(null=True)  # none where it was sent before this was kept
    sender_name = models.CharField(max_length=60, default="", blank=True)
    remark = models.TextField(default="", blank=True)
    judged_at = models.DateTimeField(null=True)
    judge_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "day"], name="spot_check_org"),
            models.Index(fields=["superior_path", "state"], name="spot_check_superior"),
        ]
