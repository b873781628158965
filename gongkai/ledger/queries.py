"""Reading the ledger: the trail of one subject, what waits in the outbox, stored files."""

from gongkai.ledger.models import AuditEvent, Heartbeat, Outbox, StoredFile
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


def heartbeats(actor: Actor) -> list[Heartbeat]:
    """When each periodic job last ran."""
    return list(Heartbeat.objects.order_by("job"))
