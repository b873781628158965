"""Joint columns: registering a source, looking a list through, importing it once, taking a line out (R17)."""

from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import set_once
from gongkai.orgs import queries as orgs
from gongkai.publication.feed_reading import entries
from gongkai.publication.models import JointItem, JointRun, JointSource
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries.joint import joint_run, joint_source
from gongkai.rules.actor import Actor
from gongkai.rules.joint_columns import Entry, demand_source, judged
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing


@transaction.atomic
def register_joint(actor: Actor, *, org_id: int, kind: str, name: str, home: str, now: datetime) -> JointSource:
    """Register another system's column. Raises `Refused`: no_permission, joint_kind, joint_name, joint_home, joint_name_taken."""
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.READ_WORK, org.path, hidden=True)
    demand(actor, Permission.RELEASE, org.path)
    which, words, address = demand_source(kind=kind, name=name, home=home)
    try:
        with transaction.atomic():
            source = JointSource.objects.create(
                org=org, org_path=org.path, kind=which, name=words, home=address, made_at=now, made_by=actor.user_id
            )
    except IntegrityError as taken:
        raise Refused("joint_name_taken", name=words) from taken
    _record(actor, "joint.register", source, now, {"kind": which, "name": words})
    bump_on_commit()
    return source


@transaction.atomic
def end_joint(actor: Actor, *, source_id: int, now: datetime) -> None:
    """The column is no longer shown; its lines stay in the records."""
    source = writable(actor, source_id)
    set_once(source, "ended_at", now)
    _record(actor, "joint.end", source, now, {})
    bump_on_commit()


@transaction.atomic
def look_through_joint(
    actor: Actor, *, source_id: int, content: bytes, name: str, now: datetime, today: date
) -> JointRun:
    """Read a list without showing anything of it: what is new, what has another title or link by now.

    Raises `Refused` with the number of the first line that may not be shown; then nothing is kept.
    """
    source = writable(actor, source_id)
    found = judged(entries(content, name), name=name, home=source.home, today=today)
    known = {one.key: one for one in JointItem.objects.filter(source=source, key__in=[_key(entry) for entry in found])}
    changed = [entry for entry in found if _key(entry) in known and _differs(entry, known[_key(entry)])]
    return JointRun.objects.create(
        source=source, name=name[:200], entries=[_kept(entry) for entry in found], to_add=len(found) - len(known),
        to_change=len(changed), looked_at=now, looked_by=actor.user_id,
    )  # fmt: skip


@transaction.atomic
def apply_joint(actor: Actor, *, run_id: int, now: datetime) -> JointRun:
    """Show what was looked through. The same line of the same source stands once, however often it is imported."""
    run = joint_run(actor, run_id=run_id)
    source = writable(actor, run.source_id)
    if not JointRun.objects.filter(pk=run.pk, applied_at=None).update(applied_at=now):
        raise Refused("joint_applied")
    rows = [
        JointItem(
            source=source, key=one["key"], title=one["title"], link=one["link"], day=date.fromisoformat(one["day"]),
            imported_at=now, imported_by=actor.user_id,
        )
        for one in run.entries
    ]  # fmt: skip
    JointItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["source", "key"], update_fields=["title", "link", "day"]
    )
    _record(actor, "joint.import", source, now, {"added": run.to_add, "changed": run.to_change, "run": run.pk})
    bump_on_commit()
    run.refresh_from_db()
    return run


@transaction.atomic
def drop_joint_item(actor: Actor, *, item_id: int, reason: str, now: datetime) -> None:
    """Take a line out, with the reason; importing the list again does not bring it back."""
    item = JointItem.objects.filter(pk=item_id).first()
    if item is None:
        raise missing()
    source = writable(actor, item.source_id)
    words = reason.strip()
    if not words:
        raise Refused("remark_needed", label="不再显示")
    set_once(item, "dropped_at", now, drop_reason=words[:200])
    _record(actor, "joint.drop", source, now, {"item": item.pk, "title": item.title, "reason": words})
    bump_on_commit()


def writable(actor: Actor, source_id: int) -> JointSource:
    """A source in use, for those who make public there."""
    source = joint_source(actor, source_id=source_id)
    demand(actor, Permission.RELEASE, source.org_path)
    if source.ended_at is not None:
        raise Refused("joint_source_ended")
    return source


def _key(entry: Entry) -> str:
    return sha256(entry.key.encode()).hexdigest()


def _kept(entry: Entry) -> dict:
    assert entry.day is not None
    return asdict(entry) | {"key": _key(entry), "day": entry.day.isoformat()}


def _differs(entry: Entry, item: JointItem) -> bool:
    return (entry.title, entry.link, entry.day) != (item.title, item.link, item.day)


def _record(actor: Actor, verb: str, source: JointSource, now: datetime, facts: dict) -> None:
    record(actor, verb=verb, subject=f"joint:{source.pk}", now=now, org_path=source.org_path, facts=facts)
