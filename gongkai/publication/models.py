"""Tables of publication: which edition, to which circle, since when, where, with which proof."""

from django.db import models

from gongkai.ledger.fields import PathField


class Publication(models.Model):
    """One circle served: edition × audience. A line of the register 登记簿 (R161, F2)."""

    edition = models.ForeignKey("disclosures.Edition", models.PROTECT, related_name="+")
    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="+")
    revision = models.ForeignKey("disclosures.Revision", models.PROTECT, related_name="+")
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    org_name = models.CharField(max_length=100)  # the name it bore that day
    register_number = models.PositiveIntegerField()  # per organization and year, never reused
    audience = models.CharField(max_length=10)
    code = models.CharField(max_length=20)
    category = models.CharField(max_length=2)
    period = models.CharField(max_length=7)
    title = models.CharField(max_length=160)
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)
    notice_start = models.DateField(null=True)  # 公示期
    notice_end = models.DateField(null=True)
    notice_result = models.TextField(default="", blank=True)
    notice_result_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_kind = models.CharField(max_length=12, default="", blank=True)  # superseded | withdrawn | terminated | hidden

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "audience"], condition=models.Q(ended_at=None), name="circle_once"
            ),
        ]
        indexes = [
            models.Index(fields=["org_path", "-published_at"], name="publication_org"),
            models.Index(fields=["audience", "-published_at"], name="publication_newest"),
            models.Index(fields=["disclosure"], name="publication_disclosure"),
            models.Index(
                fields=["org_path", "notice_end"],
                name="publication_notice_open",
                condition=models.Q(ended_at=None, notice_result_at=None, notice_end__isnull=False),
            ),
        ]


class Placement(models.Model):
    """Where and how a circle was served, with its proof (R56–R58)."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="placements")
    method = models.CharField(max_length=4)
    place = models.CharField(max_length=120, default="", blank=True)
    carrier = models.ForeignKey("publication.Carrier", models.PROTECT, null=True, related_name="placements")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    details = models.JSONField(default=dict)  # meeting type, due, attended, issue number …
    proof = models.ForeignKey("ledger.StoredFile", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["publication"], name="placement_publication"),
            models.Index(fields=["carrier", "-starts_at"], name="placement_carrier", condition=~models.Q(carrier=None)),
        ]


class IndividualNotice(models.Model):
    """Something told to one person only (R56, F4): counted in public, never listed."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="notices")
    person_name = models.CharField(max_length=60)
    user = models.ForeignKey("orgs.User", models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=4)
    told_at = models.DateTimeField()
    place = models.CharField(max_length=120, default="", blank=True)
    informer = models.CharField(max_length=60)
    answer = models.TextField(default="", blank=True)
    signed = models.BooleanField(default=False)


class Explanation(models.Model):
    """The tombstone text at the address of something changed, withdrawn, terminated or hidden (R86, R88)."""

    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="+")
    edition = models.ForeignKey("disclosures.Edition", models.PROTECT, related_name="+")
    change_ref = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12)  # change | withdraw | terminate | hidden | restored | correction
    text = models.TextField()
    audiences = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)


class SearchDocument(models.Model):
    """A projection for search: rebuildable from publications at any time."""

    publication = models.OneToOneField(Publication, models.CASCADE, primary_key=True, related_name="+")
    org_path = PathField()
    audience = models.CharField(max_length=10)
    category = models.CharField(max_length=2)
    published_on = models.DateField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    grams = models.TextField()


class Carrier(models.Model):
    """Something that disclosures hang on or are heard from (公开载体, R59, F31). Its entry never changes, it ends."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=120)  # a telephone's number, a site's address
    position = models.CharField(max_length=120, default="", blank=True)  # how to find it
    from_date = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "name"], condition=models.Q(ended_on=None), name="carrier_name_once"
            )
        ]
        indexes = [
            models.Index(fields=["org_path", "kind"], name="carrier_path"),
            models.Index(fields=["org", "ended_on"], name="carrier_org"),
        ]


class CarrierKeeper(models.Model):
    """Who keeps a carrier from a day on; the latest row counts, earlier ones stay."""

    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="keepers")
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, default="", blank=True)
    from_date = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["carrier", "-from_date"], name="keeper_day")]


class CarrierCheck(models.Model):
    """巡检: what somebody found at a carrier on a day (F31). A photo proves one check only."""

    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="checks")
    day = models.DateField()
    by_name = models.CharField(max_length=60)
    condition = models.CharField(max_length=8)
    wrong = models.CharField(max_length=200, default="", blank=True)
    month_hangs = models.BooleanField()  # this month's content hangs there or is shown
    photo = models.ForeignKey("ledger.StoredFile", models.PROTECT, null=True, related_name="+")
    photo_sha256 = models.CharField(max_length=64, default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photo_sha256"], condition=~models.Q(photo_sha256=""), name="check_photo_once"
            )
        ]
        indexes = [models.Index(fields=["carrier", "-day"], name="check_day")]


class Dispatch(models.Model):
    """A text handed to a group of phones (R58): what, to which, and the answer of who took it over. Its proof is a placement."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="dispatches")
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="+")
    text = models.CharField(max_length=140)
    state = models.CharField(max_length=8, default="waiting")  # rules.dispatches.DispatchState
    adapter = models.CharField(max_length=20, default="", blank=True)
    answer = models.CharField(max_length=300, default="", blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    placement = models.OneToOneField(Placement, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "carrier"],
                condition=models.Q(state__in=("waiting", "sent")),
                name="dispatch_once",
            )
        ]


# What other systems disclose, shown in joint columns (R17).


class JointSource(models.Model):
    """A column of another system that an organization shows beside its own."""

    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    org_path = PathField()
    kind = models.CharField(max_length=12)  # rules.joint_columns.JointKind
    name = models.CharField(max_length=60)
    home = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "name"], condition=models.Q(ended_at=None), name="joint_source_name"
            ),
        ]


class JointItem(models.Model):
    """One line of another system: title, link, day. `key`: the digest of what that system knows it by."""

    source = models.ForeignKey(JointSource, models.PROTECT, related_name="items")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=160)
    link = models.CharField(max_length=500)
    day = models.DateField()
    imported_at = models.DateTimeField()
    imported_by = models.BigIntegerField(null=True)
    dropped_at = models.DateTimeField(null=True)
    drop_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="joint_item_once")]
        indexes = [models.Index(fields=["source", "-day", "-id"], name="joint_item_newest")]


class JointLink(models.Model):
    """A line of another system and an item of ours that are about the same matter; each is shown at the other."""

    item = models.ForeignKey(JointItem, models.PROTECT, related_name="links")
    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    linked_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "disclosure"], condition=models.Q(ended_at=None), name="joint_link_once"
            ),
        ]


class JointRun(models.Model):
    """A file that was looked through: its lines are shown first and imported when somebody says so."""

    source = models.ForeignKey(JointSource, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    entries = models.JSONField(default=list)
    to_add = models.PositiveIntegerField()
    to_change = models.PositiveIntegerField()
    looked_at = models.DateTimeField()
    looked_by = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)


class PageChange(models.Model):
    """A line of the log that every machine reads: public pages rendered before it are old. Kept for a week."""

    at = models.DateTimeField()
    item = models.CharField(max_length=60, default="", blank=True)  # address part of what is to be rendered at once
