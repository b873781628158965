"""Regulations kept as documents with anchors (R1–R4), and the releases of the parameters."""

from django.db import models


class RulebookRelease(models.Model):
    """One immutable state of the parameters, known by its digest; deadlines name the release they used."""

    code = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, unique=True)
    effective_from = models.DateField()
    data = models.JSONField()
    loaded_at = models.DateTimeField()


class Regulation(models.Model):
    """A regulation with its head and, per provision, its text and our digest."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=100)
    document_number = models.CharField(max_length=60, default="", blank=True)
    issued_on = models.DateField()
    effective_on = models.DateField()
    addressees = models.JSONField(default=list)
    copied_to = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    basis = models.JSONField(default=list)
    file = models.ForeignKey("ledger.StoredFile", models.PROTECT, null=True, related_name="+")
    has_text = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()


class Provision(models.Model):
    """A chapter, article or item under a stable anchor (`art-9-3`)."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="provisions")
    slug = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)  # chapter | article | item
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200, default="", blank=True)
    text = models.TextField(default="", blank=True)
    digest = models.TextField(default="", blank=True)
    here = models.JSONField(default=list)
    order = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regulation", "slug"], name="provision_slug")]


class Distribution(models.Model):
    """A regulation sent to one organization of an addressed class, or to a cc reader (R2, R3).

    A reader outside the Party's tree (抄送：县法院 …) has no organization, only a name.
    """

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="+")
    org = models.ForeignKey("orgs.Organization", models.CASCADE, null=True, related_name="+")
    reader_name = models.CharField(max_length=60, default="", blank=True)
    addressee_class = models.CharField(max_length=60)
    for_reading_only = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.BigIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regulation", "org"], name="distributed_once"),
            models.UniqueConstraint(
                fields=["regulation", "reader_name"], condition=~models.Q(reader_name=""), name="reader_once"
            ),
        ]
        indexes = [models.Index(fields=["org", "received_at"], name="distribution_org")]
