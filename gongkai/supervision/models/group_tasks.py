"""What leading groups give their member units to do (第十条, R131)."""

from datetime import date

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.group_task import OPEN, GroupTaskState


class GroupTask(models.Model):
    """One task. `group_org`: whose leading group; `unit_org`: who does it, none when it stands outside the tree."""

    group_org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    group_path = PathField()
    unit_org = models.ForeignKey("orgs.Organization", models.PROTECT, null=True, related_name="+")
    org_path = PathField(default="", blank=True)
    number = models.CharField(max_length=60, unique=True)
    duty = models.CharField(max_length=12)  # rules.group_tasks.GroupDuty
    what = models.CharField(max_length=300)
    unit = models.CharField(max_length=80)
    helpers = models.CharField(max_length=200, default="", blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=12, default="given")
    version = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField()
    giver_name = models.CharField(max_length=60, default="", blank=True)
    report = models.CharField(max_length=300, default="", blank=True)
    reported_at = models.DateTimeField(null=True)
    reporter_name = models.CharField(max_length=60, default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=300, default="", blank=True)

    is_open = stands(*OPEN)
    is_given = stands(GroupTaskState.GIVEN)

    class Meta:
        indexes = [
            models.Index(fields=["group_path", "state"], name="group_task_group"),
            models.Index(fields=["org_path", "state"], name="group_task_unit"),
        ]

    def is_late(self, today: date) -> bool:
        """Is the unit's day over without a report?"""
        return self.is_given and self.due_on < today
