"""Contact points and demonstration points: batches, points with their marks, guidance, tasks, works (第九条（六）, F18)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.procedures.point import LIBRARY


class PointBatch(models.Model):
    """One batch of points of a body: what kind, at what level, from when to when."""

    keeper = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    keeper_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=16)  # rules.points.PointKind
    level = models.CharField(max_length=12)  # rules.points.PointLevel
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["keeper_path", "ends_on"], name="point_batch_keeper")]


class Point(models.Model):
    """One organization in a batch, from its nomination to its exit."""

    batch = models.ForeignKey(PointBatch, models.PROTECT, related_name="points")
    keeper_path = PathField()
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=12, default="draft")
    version = models.PositiveIntegerField(default=0)
    reason = models.TextField()
    duties = models.TextField()
    liaison = models.CharField(max_length=60)
    liaison_phone = models.CharField(max_length=40, default="", blank=True)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitter_name = models.CharField(max_length=60, default="", blank=True)
    named_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decider_name = models.CharField(max_length=60, default="", blank=True)
    decision = models.TextField(default="", blank=True)  # what was said with the decision, such as the city's paper
    exited_on = models.DateField(null=True)
    remark = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["keeper_path", "state"], name="point_keeper"),
            models.Index(fields=["org_path", "state"], name="point_org"),
        ]


class PointMark(models.Model):
    """One of the three criteria: own points with evidence, and what the office found."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=12)  # rules.points.Criterion
    score = models.PositiveSmallIntegerField(null=True)
    evidence = models.TextField(default="", blank=True)
    checked = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "criterion"], name="point_mark_once")]


class PointReview(models.Model):
    """What was said of a point that goes on after a year."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    reviewer_name = models.CharField(max_length=60, default="", blank=True)
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "year"], name="point_review_once")]


class PointActivity(models.Model):
    """Guidance of a batch: a bulletin, a talk, a visit, with day, people and what came of it (R113)."""

    batch = models.ForeignKey(PointBatch, models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=12)  # rules.points.Guidance
    day = models.DateField()
    title = models.CharField(max_length=120)
    people = models.PositiveIntegerField()
    who = models.CharField(max_length=200, default="", blank=True)
    output = models.TextField()
    recorded_at = models.DateTimeField()
    recorder_name = models.CharField(max_length=60, default="", blank=True)


class PointTask(models.Model):
    """What a point is asked to look into, and what it said when it was done."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    given_at = models.DateTimeField()
    giver_name = models.CharField(max_length=60, default="", blank=True)
    done_at = models.DateTimeField(null=True)
    done = models.TextField(default="", blank=True)


class PointWork(models.Model):
    """What a point handed in; an experience that was adopted is read by everybody (R114)."""

    point = models.ForeignKey(Point, models.PROTECT, related_name="works")
    org_path = PathField()
    keeper_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12)  # rules.points.WorkKind
    title = models.CharField(max_length=120)
    text = models.TextField()
    state = models.CharField(max_length=12, default="delivered")
    version = models.PositiveIntegerField(default=0)
    delivered_on = models.DateField()
    delivered_at = models.DateTimeField()
    deliverer_name = models.CharField(max_length=60, default="", blank=True)
    adopted_on = models.DateField(null=True)  # by whoever was first
    county_on = models.DateField(null=True)  # at the county or above
    remark = models.TextField(default="", blank=True)

    is_adopted = stands(*LIBRARY)

    class Meta:
        indexes = [
            models.Index(fields=["state", "county_on"], name="point_work_library"),
            models.Index(fields=["keeper_path", "state"], name="point_work_keeper"),
        ]


class PointShow(models.Model):
    """An item made public by the organization that its point shows to others (第四条（五）)."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="shows")
    number = models.CharField(max_length=60)  # the item's index number
    shown_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "number"], name="point_show_once")]


class PointFile(models.Model):
    """A file behind a work or behind a guidance; for those whom these are for.

    `public`: who hung it on a work says that everybody may have it once the work was adopted (R114).
    """

    work = models.ForeignKey(PointWork, models.CASCADE, null=True, related_name="files")
    activity = models.ForeignKey(PointActivity, models.CASCADE, null=True, related_name="files")
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, default="", blank=True)
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(work=None, activity__isnull=False) | models.Q(work__isnull=False, activity=None),
                name="point_file_of_one",
            )
        ]


class PointProlongation(models.Model):
    """A batch that goes on: until when it was to be, until when it is now, and why."""

    batch = models.ForeignKey(PointBatch, models.CASCADE, related_name="prolongations")
    was = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    decider_name = models.CharField(max_length=60, default="", blank=True)
