"""The ledger of working funds (F24): 第十二条."""

from django.db import models

from gongkai.ledger.fields import PathField


class FundLine(models.Model):
    """One sum planned, come in or spent; a wrong line is made void and stays. No balance is kept."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10)  # budget | income | spending
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    cents = models.PositiveBigIntegerField()  # hundredths of a yuan
    purpose = models.CharField(max_length=12, default="", blank=True)
    what = models.CharField(max_length=200)  # where it came from, or what it paid
    voucher = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)  # why more was spent than there was
    version = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorder_name = models.CharField(max_length=60, default="", blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "day"], name="fund_org")]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year"], condition=models.Q(kind="budget", voided_at=None), name="fund_budget_once"
            )
        ]


class FundReceipt(models.Model):
    """A receipt behind a line; for those who work there."""

    line = models.ForeignKey(FundLine, models.CASCADE, related_name="receipts")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, default="", blank=True)
