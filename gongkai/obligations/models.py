"""Tables of duties: what a catalog demands in a month, what triggers a duty, and the answers given."""

from django.db import models

from gongkai.ledger.fields import PathField


class DueItem(models.Model):
    """One line per catalog, month and entry — never per organization. Rebuildable."""

    period = models.CharField(max_length=7)
    catalog = models.ForeignKey("rulebook.Catalog", models.CASCADE, related_name="+")
    entry = models.ForeignKey("rulebook.CatalogEntry", models.CASCADE, related_name="+")
    slot = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    category = models.CharField(max_length=2)
    kind = models.CharField(max_length=12)  # periodic | confirmation (standing, yearly)
    due_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "catalog", "slot"], name="due_item_once")]


class Matter(models.Model):
    """A staged piece of work (第八条（三）); across years it ends with a summary (R75)."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    entry = models.ForeignKey("rulebook.CatalogEntry", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default="open")
    version = models.PositiveIntegerField(default=0)
    opened_on = models.DateField()
    expected_end = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "state"], name="matter_org_state")]


class Trigger(models.Model):
    """A single duty that life caused: an event, a stage of a matter, a first standing publication."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    entry = models.ForeignKey("rulebook.CatalogEntry", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20)
    category = models.CharField(max_length=2)
    period = models.CharField(max_length=7)  # month of the due day
    kind = models.CharField(
        max_length=12
    )  # instant | stage | summary | year_end | first | change | off_catalog | system
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="triggers")
    stage = models.CharField(max_length=40, default="", blank=True)  # or which of the eight systems
    title = models.CharField(max_length=120)
    event_on = models.DateField()
    due_on = models.DateField()
    computed = models.JSONField(default=dict)
    off_catalog_ref = models.CharField(max_length=40, default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["org", "period"], name="trigger_org_period"),
            models.Index(fields=["org_path", "due_on"], name="trigger_path_due"),
            models.Index(fields=["org_path", "stage"], name="trigger_system", condition=models.Q(kind="system")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "stage"], condition=models.Q(kind="system", cancelled_at=None), name="system_once"
            )
        ]


class Answer(models.Model):
    """What ended the silence of one duty: published, nil, exempt or changed. Narrow on purpose."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    period = models.CharField(max_length=7)
    code = models.CharField(max_length=20)
    category = models.CharField(max_length=2)
    trigger = models.ForeignKey(Trigger, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10)  # published | nil | exempt | changed
    answered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ref = models.CharField(max_length=40)  # edition:12, nil:5, exemption:7
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["org", "period", "code"], name="answer_duty"),
            models.Index(fields=["period", "org_path"], name="answer_period_path"),
            models.Index(fields=["ref"], name="answer_ref"),
            # What was written or ended since a past day: for boards as of that day.
            models.Index(fields=["recorded_at"], name="answer_recorded"),
            models.Index(fields=["ended_at"], name="answer_ended", condition=models.Q(ended_at__isnull=False)),
        ]


class NilReport(models.Model):
    """「本月无此类事项」, signed and public (R73)."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    period = models.CharField(max_length=7)
    code = models.CharField(max_length=20)
    statement = models.CharField(max_length=200)
    signed_by = models.BigIntegerField()
    signer_name = models.CharField(max_length=60)
    signer_post = models.CharField(max_length=60, default="", blank=True)
    signed_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "period", "code"], condition=models.Q(revoked_at=None), name="nil_once"
            )
        ]


class Exemption(models.Model):
    """A filing with the superior that an item is not disclosed for now or at all (第九条（二）, F10)."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    superior_path = PathField()
    number = models.CharField(max_length=40, unique=True)
    period = models.CharField(max_length=7)
    code = models.CharField(max_length=20)
    category = models.CharField(max_length=2)
    trigger = models.ForeignKey(Trigger, models.PROTECT, null=True, related_name="+")
    item_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    reason = models.TextField()
    basis = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=100)
    until = models.DateField(null=True)
    review_on = models.DateField()
    state = models.CharField(max_length=14, default="filed")
    version = models.PositiveIntegerField(default=0)
    filed_at = models.DateTimeField()
    filed_by = models.BigIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.BigIntegerField(null=True)
    objection = models.TextField(default="", blank=True)
    objection_due = models.DateField(null=True)
    reply = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["org", "period"], name="exemption_org_period"),
            models.Index(fields=["superior_path", "state"], name="exemption_superior"),
        ]


class Urge(models.Model):
    """A superior reminds an organization of an overdue duty, in words (催办)."""

    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    period = models.CharField(max_length=7)
    code = models.CharField(max_length=20)
    trigger = models.ForeignKey(Trigger, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=300)
    urged_at = models.DateTimeField()
    urged_by = models.BigIntegerField(null=True)
    urger_name = models.CharField(max_length=60)
    urger_org = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "period"], name="urge_org_period")]


class OrgMonth(models.Model):
    """Counters of one organization and month, recounted from the facts in the act's own transaction.

    Holds no information of its own: `jobs` can rebuild every row. `answered` = published + nil +
    exempt + changed; what is missing is overdue or pending by the due days, never stored.
    `open`: the missing duties as [due day, category, code, trigger id or 0], soonest first.
    """

    period = models.CharField(max_length=7)
    org = models.ForeignKey("orgs.Organization", models.CASCADE, related_name="+")
    org_path = PathField()
    due_on = models.DateField()  # the month's disclosure day for this organization
    expected = models.PositiveSmallIntegerField(default=0)
    published = models.PositiveSmallIntegerField(default=0)
    nil = models.PositiveSmallIntegerField(default=0)
    exempt = models.PositiveSmallIntegerField(default=0)
    changed = models.PositiveSmallIntegerField(default=0)
    late = models.PositiveSmallIntegerField(default=0)  # answered, but after the due day
    missing = models.PositiveSmallIntegerField(default=0)
    earliest_due = models.DateField(null=True)  # of what is missing
    latest_due = models.DateField(null=True)
    open = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "period"], name="org_month_once")]
        indexes = [
            models.Index(
                fields=["period", "org_path"],
                include=["expected", "published", "nil", "exempt", "changed", "late", "missing", "latest_due"],
                name="org_month_board",
            ),
            models.Index(fields=["org_path", "period"], name="org_month_open", condition=models.Q(missing__gt=0)),
        ]
