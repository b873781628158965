"""Organizations: the present tree is a cache of dated placements; names and makers have their history."""

from django.db import models

from gongkai.ledger.fields import PathField


class Organization(models.Model):
    """One Party organization. `superior`, `catalog_maker` and `leading_group` are three relations (§0.1)."""

    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    catalog_maker = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    leading_group = models.ForeignKey("orgs.LeadingGroup", models.PROTECT, null=True, related_name="+")
    path = PathField(unique=True)
    depth = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    code = models.CharField(max_length=30, unique=True)
    status = models.CharField(max_length=12, default="active")  # active | merged | abolished
    owes_duties = models.BooleanField(default=True)
    directly_under_county = models.BooleanField(default=False)
    posted_agency = models.BooleanField(default=False)
    # organs_committee | education_committee | two_new_committee, for the three named in 第六条（一）
    committee = models.CharField(max_length=24, default="", blank=True)
    upper_department = models.CharField(max_length=100, default="", blank=True)
    established_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    phone = models.CharField(max_length=40, default="", blank=True)
    phone_hours = models.CharField(max_length=60, default="", blank=True)
    address = models.CharField(max_length=120, default="", blank=True)
    duties_from = models.CharField(max_length=7, default="2011-07")  # first month with duties (R142)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "status"], name="org_kind"),
            models.Index(fields=["superior", "status"], name="org_superior"),
        ]

    @property
    def lives(self) -> bool:
        """Neither merged away nor abolished."""
        return self.status == "active"

    @property
    def placed_name(self) -> str:
        """The short name after the superior's, since villages bear the same names: 赶水镇　龙洞村.

        Straight below the county the short name alone. The superior is to be read along with the row.
        """
        above = self.superior
        return f"{above.short_name}　{self.short_name}" if above and above.superior_id else self.short_name


class OrganizationName(models.Model):
    """What an organization was called from a day on (R6): records stay readable under the old name."""

    org = models.ForeignKey(Organization, models.CASCADE, related_name="names")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    from_date = models.DateField()
    basis = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "from_date"], name="org_name_day")]


class Placement(models.Model):
    """Under whom an organization stands from a day on; append-only, `superior` null = ended."""

    org = models.ForeignKey(Organization, models.CASCADE, related_name="placements")
    superior = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    path = PathField()
    from_date = models.DateField()
    recorded_at = models.DateTimeField()
    basis = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "from_date"], name="placement_day")]


class MakerDecision(models.Model):
    """Which body makes the catalog, by which rule or override (第六条（一）, R40); the latest row counts."""

    org = models.ForeignKey(Organization, models.CASCADE, related_name="maker_decisions")
    maker = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    basis = models.CharField(max_length=200)
    is_override = models.BooleanField(default=False)
    needs_consultation = models.BooleanField(default=False)
    from_date = models.DateField()
    recorded_at = models.DateTimeField()


class LeadingGroup(models.Model):
    """A leading group and its office (第十条): receives filings of changes, never approves.

    One row is one composition; the next one ends it, so the rows of an organization are its history (R135).
    """

    org = models.ForeignKey(Organization, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=100)
    office_name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, default="", blank=True)
    document = models.CharField(max_length=100, default="", blank=True)
    office_in = models.CharField(max_length=12, default="discipline")  # rules.leading_groups.OfficeSeat
    formed_on = models.DateField()
    ended_on = models.DateField(null=True)
    disclosed_at = models.DateTimeField(null=True)  # when this composition was made public (R135)
    disclosed_by = models.BigIntegerField(null=True)


class GroupSeat(models.Model):
    """One seat of a composition (F16). A change is a new composition, so a seat never changes."""

    group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="seats")
    place = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16)  # rules.leading_groups.SeatRole
    post = models.CharField(max_length=24)  # rules.leading_groups.HeldPost
    name = models.CharField(max_length=60, default="", blank=True)
    title = models.CharField(max_length=100, default="", blank=True)
    phone = models.CharField(max_length=40, default="", blank=True)
    duty = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "place"], name="group_seat_place")]
