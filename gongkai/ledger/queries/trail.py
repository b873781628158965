"""Reading the ledger: the trail of one subject, what waits in the outbox, stored files, notices."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from gongkai.ledger.intake import PHOTOS
from gongkai.ledger.models import AuditEvent, Delivery, Heartbeat, Notice, Outbox, StoredFile
from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import Prepared
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.refusals import missing


def trail(actor: Actor, *, subject: str, org_path: str) -> list[AuditEvent]:
    """Everything that happened to a subject, oldest first, for those who may read the work there."""
    if not may(actor, Permission.READ_WORK, org_path) and not may_anywhere(actor, Permission.READ_AUDIT):
        raise missing()
    return list(AuditEvent.objects.filter(subject=subject).order_by("id"))


def recent(actor: Actor, *, org_path: str, verbs: tuple[str, ...] = (), limit: int = 50) -> list[AuditEvent]:
    """The newest acts at one organization."""
    if not may(actor, Permission.READ_WORK, org_path) and not may_anywhere(actor, Permission.READ_AUDIT):
        raise missing()
    events = AuditEvent.objects.filter(org_path=org_path)
    if verbs:
        events = events.filter(verb__in=verbs)
    return list(events.order_by("-id")[:limit])


def trails(actor: Actor, *, subjects: Iterable[str]) -> dict[str, list[tuple]]:
    """What happened to several subjects, oldest first: key, moment, name, verb, facts. One query; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = AuditEvent.objects.filter(subject__in=list(subjects)).order_by("id")
    found: dict[str, list[tuple]] = defaultdict(list)
    for subject, *event in rows.values_list("subject", "id", "at", "actor_name", "verb", "facts"):
        found[subject].append(tuple(event))
    return found


def waiting(actor: Actor, *, now) -> int:
    """How many outbox rows are due and not done."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    return Outbox.objects.filter(done_at=None, due_at__lte=now).count()


def stored_file(actor: Actor, *, token: str) -> StoredFile:
    """The record of a stored file. The room that hangs it somewhere decides who may have it."""
    try:
        return StoredFile.objects.get(token=token)
    except StoredFile.DoesNotExist as nothing:
        raise missing() from nothing


def file_pages(actor: Actor, *, tokens: Iterable[str]) -> dict[str, int | None]:
    """How many pages stored files print on, None where a file does not say; the clock only. One query."""
    if not actor.is_clock:
        raise missing()
    rows = StoredFile.objects.filter(token__in=list(tokens)).values_list("token", "extension", "pages")
    return {token: pages or (1 if extension in PHOTOS else None) for token, extension, pages in rows}


def kept_files(actor: Actor) -> Iterator[tuple[str, str]]:
    """Name below the folder of files and SHA-256 of every file that is kept, for the backup and its check."""
    rows = StoredFile.objects.exclude(sha256="").order_by("pk").values_list("token", "extension", "sha256")
    for token, extension, sha256 in streamed(rows):
        yield f"{token[:2]}/{token}.{extension}", sha256


def heartbeats(actor: Actor) -> list[Heartbeat]:
    """When each periodic job last ran."""
    return list(Heartbeat.objects.order_by("job"))


def notices(actor: Actor, *, before: int | None = None, limit: int = 50) -> list[Notice]:
    """The actor's own notices with their proofs of delivery, the newest first; `before`: a key to go on from."""
    rows = _own_notices(actor)
    return list((rows if before is None else rows.filter(pk__lt=before))[:limit])


def notice_ledger(actor: Actor) -> Iterator[Notice]:
    """All of them; read in pieces."""
    return streamed(_own_notices(actor))


def _own_notices(actor: Actor) -> QuerySet[Notice]:
    if actor.user_id is None:
        raise missing()
    return Notice.objects.filter(user_id=actor.user_id).select_related("delivery").order_by("-pk")


_UNREAD = Prepared(
    lambda user_id: (
        Notice.objects.filter(user_id=user_id, read_at=None)
        .order_by()
        .values("user_id")
        .annotate(number=Count("pk"))
        .values_list("number")
    )
)


def unread_notices(actor: Actor) -> int:
    """How many of the actor's notices are unread. One query; none for those who are not logged in."""
    return sum(number for (number,) in _UNREAD(user_id=actor.user_id)) if actor.user_id else 0


def notice_to_send(actor: Actor, *, notice_id: int) -> tuple[Notice, bool] | None:
    """A notice whose mail is still to go out, and whether a later one has taken its place; None when it is settled."""
    if not actor.is_clock:
        raise missing()
    found = Notice.objects.filter(pk=notice_id, delivery=None).first()
    if found is None:
        return None
    return found, Notice.objects.filter(user_id=found.user_id, day__gt=found.day).exists()


@dataclass(frozen=True)
class MailState:
    """How the mail stands: what waits, what waits after a failure, since when, why; and the last proofs."""

    waiting: int
    failing: int
    oldest: datetime | None
    next_try: datetime | None
    last_error: str
    proofs: list[Delivery]


def mail_state(actor: Actor, *, proofs: int = 50) -> MailState:
    """The state of the mail, for those who keep the system running."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    rows = Outbox.objects.filter(kind="mail", done_at=None)
    failing = rows.exclude(last_error="")
    numbers = list(rows.values_list("payload__notice", flat=True))
    oldest = (
        Notice.objects.filter(pk__in=numbers[:1000]).aggregate(first=Min("written_at"))["first"] if numbers else None
    )
    last = failing.order_by("-due_at").first()
    return MailState(
        len(numbers), failing.count(), oldest, failing.aggregate(next=Min("due_at"))["next"],
        last.last_error if last else "",
        list(Delivery.objects.select_related("notice").order_by("-at", "-pk")[:proofs]),
    )  # fmt: skip
