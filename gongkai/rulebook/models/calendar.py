"""The calendar as recorded facts: years of days off, county overrides, disclosure days (R70–R71, R176)."""

from django.db import models


class CalendarYear(models.Model):
    """A year's days off and make-up days as announced; a later row for the same year replaces it."""

    year = models.PositiveIntegerField()
    basis = models.CharField(max_length=200)
    off = models.JSONField(default=dict)  # {"2027-01-01": "元旦"}
    work = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)


class DayOverride(models.Model):
    """The county office declares one day a working day or a day off."""

    day = models.DateField()
    is_workday = models.BooleanField()
    reason = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)


class DisclosureDay(models.Model):
    """The disclosure day of a month with its explanation; the latest recorded row counts (第八条（二）)."""

    authority = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    period = models.CharField(max_length=7)
    opens_on = models.DateField()
    due_on = models.DateField()
    planned_on = models.DateField()
    provisional = models.BooleanField(default=False)
    computed = models.JSONField(default=dict)
    notice = models.CharField(max_length=200, default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "period", "recorded_at"], name="disclosure_day")]
