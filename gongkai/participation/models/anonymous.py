"""Tables of anonymous opinions: nothing in them leads to a person, an hour or an order (P30, P31).

Keys are random (on SQLite the key is the row's own rowid); days are days; the receipt is kept as a
digest only. On PostgreSQL the nightly job writes the tables anew in random order.
"""

from django.db import models

from gongkai.participation.fields import RandomKey


class AnonymousNote(models.Model):
    """One anonymous opinion and its conversation; `ref` is what the register of opinions knows it by."""

    id = RandomKey()
    ref = models.CharField(max_length=32, unique=True)
    receipt = models.CharField(max_length=64, unique=True)  # SHA-256 of the code
    org = models.ForeignKey("orgs.Organization", models.PROTECT, related_name="+")
    text = models.TextField()
    kind = models.CharField(max_length=12)
    about_leaders = models.BooleanField(default=False)
    above_only = models.BooleanField(default=False)  # only the superior may see these very words
    from_member = models.BooleanField(default=False)  # a member's slip was spent on it
    received_on = models.DateField()
    delivered_on = models.DateField(null=True)


class AnonymousWord(models.Model):
    """A further word of the author, waiting for the next delivery; afterwards it stands with the opinion."""

    id = RandomKey()
    note = models.ForeignKey(AnonymousNote, models.CASCADE, related_name="words")
    text = models.TextField()
    place = models.PositiveSmallIntegerField()
    said_on = models.DateField()


class SlipTaken(models.Model):
    """A member took this month's slip. Which slip it was stands nowhere (guarantees §2.2)."""

    id = RandomKey()
    user = models.ForeignKey("orgs.User", models.CASCADE, related_name="+")
    month = models.CharField(max_length=7)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "month"], name="slip_once_a_month")]


class SlipSpent(models.Model):
    """The digest of a slip that was used; its taker stands nowhere."""

    id = RandomKey()
    nonce = models.CharField(max_length=64, unique=True)
    month = models.CharField(max_length=7)
