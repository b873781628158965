"""Members on the roll (R158): names are seen by those who work at the organization, numbers by all."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.ledger.pieces import streamed
from gongkai.orgs.models import ImportRun, Membership, Organization
from gongkai.orgs.queries.accounts import in_force
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing


def members(
    actor: Actor, *, org_id: int, day: date, after: str | None = None, limit: int = 100, find: str = ""
) -> list[Membership]:
    """The roll on a day by roll number; `after` is the last number of the page before, `find` a part of name or number."""
    roll = _roll(actor, org_id, day)
    if find.strip():
        roll = roll.filter(Q(name__icontains=find.strip()) | Q(roll_number__icontains=find.strip()))
    if after is not None:
        roll = roll.filter(roll_number__gt=after)
    return list(roll[:limit])


def roll_ledger(actor: Actor, *, org_id: int, day: date) -> Iterator[Membership]:
    """The whole roll on a day, however long; read in pieces (R175)."""
    return streamed(_roll(actor, org_id, day))


def _roll(actor: Actor, org_id: int, day: date) -> QuerySet[Membership]:
    path = Organization.objects.filter(pk=org_id).values_list("path", flat=True).first()
    if path is None or not (may(actor, Permission.READ_WORK, path) or may(actor, Permission.KEEP_ROLL, path)):
        raise missing()
    return Membership.objects.filter(in_force(day), org_id=org_id).order_by("roll_number", "pk")


def voting_members(actor: Actor, *, org_id: int, day: date) -> list[Membership]:
    """Full members on the roll on a day: those with a vote. For those who work there."""
    path = Organization.objects.filter(pk=org_id).values_list("path", flat=True).first()
    if path is None or not may(actor, Permission.READ_WORK, path):
        raise missing()
    roll = Membership.objects.filter(in_force(day), org_id=org_id, status="full")
    return list(roll.order_by("roll_number", "pk"))


def member(actor: Actor, *, membership_id: int) -> Membership:
    """One who stands on a roll, for those who keep it."""
    found = Membership.objects.select_related("org").filter(pk=membership_id, to_date=None).first()
    if found is None or not may(actor, Permission.KEEP_ROLL, found.org_path):
        raise missing()
    return found


def member_count(actor: Actor, *, org_id: int, day: date) -> int:
    """How many stand on the roll on a day; the number is part of the public entry (R6)."""
    return Membership.objects.filter(in_force(day), org_id=org_id).count()


def import_run(actor: Actor, *, run_id: int) -> ImportRun:
    """One import that was looked through, for those who may carry it out."""
    run = ImportRun.objects.select_related("file", "org").filter(pk=run_id).first()
    if run is None:
        raise missing()
    wanted = Permission.MANAGE_ORGS if run.kind == "organizations" else Permission.KEEP_ROLL
    if not may(actor, wanted, run.org.path):
        raise missing()
    return run


def own_memberships(actor: Actor, *, path: str, day: date) -> list[Membership]:
    """Where the actor stands on the roll of the organization at the path or below it, the nearest first."""
    if actor.user_id is None:
        return []
    roll = Membership.objects.filter(in_force(day), under(path), user_id=actor.user_id)
    return list(roll.order_by("org_path", "pk"))


def named_on_roll(actor: Actor, *, path: str, name: str, roll_number: str = "", day: date) -> list[Membership]:
    """Members of a name at the path or below, for those who appoint supervisors there (第九条（五）, R106)."""
    if not may(actor, Permission.KEEP_SUPERVISORS, path):
        raise missing()
    roll = Membership.objects.filter(in_force(day), under(path), name=name.strip()).select_related("org")
    if roll_number.strip():
        roll = roll.filter(roll_number=roll_number.strip())
    return list(roll.order_by("org_path", "roll_number", "pk")[:20])


def find_member(actor: Actor, *, path: str, name: str, roll_number: str, day: date) -> list[Membership]:
    """Members at the path or below with just this name and roll number, for those who take in applications there.

    Nothing is listed: whoever asks has both from the member (第九条（三）, R89).
    """
    if not may(actor, Permission.HANDLE_REQUEST, path):
        raise missing()
    roll = Membership.objects.filter(in_force(day), under(path), name=name.strip(), roll_number=roll_number.strip())
    return list(roll.order_by("org_path", "pk")[:5])
