"""Tables of the archive: fonds, boxes, records (第六条（四）, R53, R54)."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.ledger.standing import stands
from gongkai.rules.archiving import Part, PartKind
from gongkai.rules.packages import PackageState
from gongkai.rules.procedures.disposal import OPEN, DisposalState


class Fonds(models.Model):
    """全宗号 and 机构（问题）代码 as the archives gave them; without a row both follow from the organization's code."""

    org = models.OneToOneField("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=12)
    unit = models.CharField(max_length=8)
    set_at = models.DateTimeField()
    setter_name = models.CharField(max_length=60)


class Box(models.Model):
    """档案盒: records of one year and retention; a full one takes no more, one closed at the year's end latecomers."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    fonds = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    retention = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closer_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "year", "retention", "number"], name="box_number")]
        indexes = [
            models.Index(fields=["org_path", "-year"], name="box_org"),
            models.Index(fields=["year"], name="box_open", condition=models.Q(closed_at=None)),
        ]


class Disposal(models.Model):
    """销毁清册: which records were destroyed, when, by whose decision, before whom. Never deleted."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    number = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, default="proposed")
    version = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=200)
    listed = models.JSONField(default=list)  # codes and titles as they stood on the list
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)
    proposer_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True)
    decider_name = models.CharField(max_length=60, default="", blank=True)
    decision = models.CharField(max_length=200, default="", blank=True)  # meeting or document; why not
    done_at = models.DateTimeField(null=True)
    doer_name = models.CharField(max_length=60, default="", blank=True)
    witness = models.CharField(max_length=200, default="", blank=True)  # 监销人

    is_open = stands(*OPEN)
    is_done = stands(DisposalState.DONE)
    is_approved = stands(DisposalState.APPROVED)

    class Meta:
        indexes = [models.Index(fields=["org_path", "-proposed_at"], name="disposal_org")]


class ArchiveRecord(models.Model):
    """件: one closed matter. `parts` names every paper with its digest; the papers stay in their rooms."""

    matter = models.CharField(max_length=40, unique=True)  # edition:12 | rectification:3
    edition_id = models.BigIntegerField(null=True, unique=True)  # of a matter that was disclosed
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    box = models.ForeignKey(Box, models.PROTECT, related_name="records")
    code = models.CharField(max_length=60, unique=True)  # 档号
    serial = models.PositiveIntegerField()  # 件号
    year = models.PositiveSmallIntegerField()
    retention = models.CharField(max_length=10)  # grows with what comes later; code and box stay as they were
    basis = models.CharField(max_length=200)  # why so long
    responsible = models.CharField(max_length=100)  # 责任者: the name it bore then
    number = models.CharField(max_length=60, default="", blank=True)  # 文号: the index number
    title = models.CharField(max_length=160)
    dated = models.DateField()
    closed_on = models.DateField()
    closing = models.CharField(max_length=12)
    audience = models.CharField(max_length=10, default="", blank=True)
    parts = models.JSONField(default=list)  # rules.archiving.Part
    pages = models.PositiveIntegerField(null=True)  # 页数, counted or told by the archivist
    pages_said = models.CharField(max_length=200, default="", blank=True)  # how they were counted, or what could not be
    pages_by = models.CharField(max_length=60, default="", blank=True)  # who told them; empty: they were counted
    counted_at = models.DateTimeField(null=True)  # null: nobody has looked yet
    sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    maker_name = models.CharField(max_length=60)
    checked_at = models.DateTimeField(null=True)  # by the fixity job
    disposal = models.ForeignKey(Disposal, models.PROTECT, null=True, related_name="records")
    destroyed_at = models.DateTimeField(null=True)  # the papers are gone, their names and digests stay

    class Meta:
        indexes = [
            models.Index(fields=["org_path", "-year", "-serial"], name="record_org"),
            models.Index(fields=["checked_at"], name="record_checked"),
            models.Index(fields=["id"], name="record_uncounted", condition=models.Q(counted_at=None)),
        ]

    @property
    def papers(self) -> int:
        return len(self.parts)

    @property
    def filed(self) -> list[Part]:
        """The papers as they were filed, in their order."""
        return [Part(**{**one, "kind": PartKind(one["kind"])}) for one in self.parts]


class Loan(models.Model):
    """A record lent to somebody, until it is back (R53)."""

    record = models.ForeignKey(ArchiveRecord, models.PROTECT, related_name="loans")
    org_path = PathField()
    borrower = models.CharField(max_length=60)
    unit = models.CharField(max_length=100, default="", blank=True)
    purpose = models.CharField(max_length=200)
    lent_on = models.DateField()
    due_on = models.DateField()
    version = models.PositiveIntegerField(default=0)
    lent_at = models.DateTimeField()
    lender_name = models.CharField(max_length=60)
    returned_on = models.DateField(null=True)
    taker_name = models.CharField(max_length=60, default="", blank=True)
    remark = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record"], condition=models.Q(returned_on=None), name="lent_once")
        ]
        indexes = [models.Index(fields=["org_path", "-lent_on"], name="loan_org")]

    @property
    def is_out(self) -> bool:
        return self.returned_on is None

    @property
    def was_late(self) -> bool:
        return self.returned_on is not None and self.returned_on > self.due_on


class Use(models.Model):
    """How often a record was opened on screen, or a file of it taken, on a day; not by whom."""

    OPENED, FILE = "opened", "file"

    record = models.ForeignKey(ArchiveRecord, models.PROTECT, related_name="+")
    org_path = PathField()
    day = models.DateField()
    kind = models.CharField(max_length=6)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "day", "kind"], name="use_day")]
        indexes = [models.Index(fields=["org_path", "day"], name="use_org")]


class Damage(models.Model):
    """What the fixity job found: a file, a paper or a package that is not what it was. `gone_at`: it is right again."""

    name = models.CharField(max_length=120)  # files/ab/abc.pdf, revision:12, packages/…
    what = models.CharField(max_length=12)  # changed | missing
    org_path = PathField(default="", blank=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], condition=models.Q(gone_at=None), name="damage_once")]


class Package(models.Model):
    """归档包: the public package of an organization and year, made in the background and kept as one file (R175)."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default="making")
    version = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=128, default="", blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    said = models.CharField(max_length=200, default="", blank=True)  # why it could not be made
    asked_at = models.DateTimeField()
    asker_name = models.CharField(max_length=60)
    ready_at = models.DateTimeField(null=True)

    is_making = stands(PackageState.MAKING)
    is_ready = stands(PackageState.READY)
    has_failed = stands(PackageState.FAILED)
    is_removed = stands(PackageState.REMOVED)
    is_replaced = stands(PackageState.REPLACED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year"], condition=models.Q(state="making"), name="package_one_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["org_path", "-year"], name="package_org")]

    @property
    def name(self) -> str:
        """Of its file, below the folder of packages."""
        return f"{self.org.code}-{self.year}-{self.pk}.zip"
