"""Tables of the ledger: what happened, what must still happen, numbers, files, and the log that cannot be rewritten."""

from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.rules.search_text import BESIDE


class AuditEvent(models.Model):
    """One act, never changed and never deleted (R21). No foreign keys: history outlives its objects."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    org_path = PathField(default="")
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(fields=["org_path", "id"], name="audit_org"),
            models.Index(fields=["at", "id"], name="audit_at"),
        ]


class Outbox(models.Model):
    """What must still happen, once, known by its key; written in the transaction of its cause."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="outbox_open", condition=models.Q(done_at=None)),
        ]


class NumberSeries(models.Model):
    """The last number given in a series (R173): numbers are never reused."""

    series = models.CharField(max_length=80)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="number_series")]


class StoredFile(models.Model):
    """A file kept under a random name; its text is extracted once, for search and for the checks."""

    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    extension = models.CharField(max_length=10)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField(default="", blank=True)
    warnings = models.JSONField(default=list)
    pages = models.PositiveIntegerField(null=True)  # as the file says; None where it does not
    org_path = PathField(default="")
    stored_at = models.DateTimeField()
    stored_by = models.BigIntegerField(null=True)

    @property
    def seen_text(self) -> str:
        """What a reader of the file sees: its text without the properties that the checks read too."""
        return self.text.partition(BESIDE)[0]


class GivenAnswer(models.Model):
    """An answer given to another system under its key: the same request sent again gets it again."""

    user_id = models.BigIntegerField()
    key = models.CharField(max_length=128)
    asked = models.CharField(max_length=64)  # digest of method, address and content
    status = models.PositiveSmallIntegerField(default=0)  # 0 only inside the transaction that is giving it
    body = models.TextField(default="", blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="answered_once")]
        indexes = [models.Index(fields=["given_at"], name="answer_age")]


class Heartbeat(models.Model):
    """When each periodic job last ran, and when it last went well, for the status page."""

    job = models.CharField(max_length=60, unique=True)
    ran_at = models.DateTimeField()
    well_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row, up to the last run
    took_ms = models.PositiveIntegerField(null=True)
    said = models.CharField(max_length=200, default="", blank=True)


class Notice(models.Model):
    """The one message of a morning to a person: numbers and days by kind, no names and no texts."""

    user_id = models.BigIntegerField()
    day = models.DateField()
    lines = models.JSONField(default=list)  # rules.notices.Line
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "day"], name="one_notice_a_morning")]
        indexes = [
            models.Index(fields=["user_id"], name="notice_unread", condition=models.Q(read_at=None)),
        ]


class Delivery(models.Model):
    """Proof of what became of a notice by mail: when, to which address, with which answer of the server."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="delivery")
    address = models.CharField(max_length=254)
    message_id = models.CharField(max_length=120)
    accepted = models.BooleanField()  # taken over by the server, or refused for good
    answer = models.CharField(max_length=500)
    at = models.DateTimeField()


class KeyNote(models.Model):
    """A key outside the database was made once, so that a lost one is never replaced by a new one unsaid."""

    name = models.CharField(max_length=40, primary_key=True)
    noted_at = models.DateTimeField()
    lost_at = models.DateTimeField(null=True)  # somebody accepted that an earlier one is gone


class TransparencyLog(models.Model):
    """A log and how many leaves it has; raised in the transaction that appends, so numbers are dense (P16)."""

    name = models.CharField(max_length=20, primary_key=True)  # tells generation and suite (rules.tlog.suites)
    role = models.CharField(max_length=10)  # public or party
    size = models.PositiveBigIntegerField(default=0)
    restored_at = models.DateTimeField(null=True)  # the database came back from a copy, and nobody has answered yet
    closed_at = models.DateTimeField(null=True)  # entries were lost for good, another log goes on

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role"], condition=models.Q(closed_at=None), name="one_open_log"),
        ]


class Leaf(models.Model):
    """One entry of a log, never changed and never deleted; `key` makes an act asked twice log once."""

    log = models.CharField(max_length=20)
    seq = models.PositiveBigIntegerField()
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=60, default="", blank=True)  # `kind:id`, for the link to the leaf before
    entry = models.TextField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "seq"], name="leaf_seq"),
            models.UniqueConstraint(fields=["log", "key"], name="leaf_key"),
        ]
        indexes = [models.Index(fields=["log", "subject", "-seq"], name="leaf_about")]


class LeafSalt(models.Model):
    """What opens a leaf's commitments. Deleting it, with the text, is the lawful removal; the proofs stay valid."""

    leaf = models.OneToOneField(Leaf, models.PROTECT, primary_key=True, related_name="salt")
    salt = models.CharField(max_length=64)
    about = models.TextField(default="", blank=True)  # what else was committed to: an anchor's checkpoint


class TreeNode(models.Model):
    """The root over 256 or 65,536 complete leaves, kept so that nobody hashes a long log again."""

    log = models.CharField(max_length=20)
    height = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "height", "number"], name="tree_node")]


class Checkpoint(models.Model):
    """A signed head of a log."""

    log = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="checkpoint_size")]
