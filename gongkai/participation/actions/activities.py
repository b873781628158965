"""Recording publicity and disclosure-day activities after they were done (第九条（一）, 第八条（二）, F26, F30)."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.actions.files import store
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation.models import Activity, ActivityPhoto
from gongkai.participation.queries.activities import activity as read
from gongkai.publication.pages import bump_on_commit
from gongkai.rulebook import queries as rulebook
from gongkai.rules.activities import MOST_PHOTOS, ActivityFacts, Register, Subject, Way, demand_activity
from gongkai.rules.actor import Actor
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing

SERIES = {Register.PUBLICITY: "XJ", Register.DAY: "GR"}


def record_activity(
    actor: Actor, *, org_id: int, register: str, title: str, held_on: date, place: str, host: str, content: str,
    people: int, now: datetime, today: date, way: str = "", subjects: Sequence[str] = (), visits: int = 0,
    opinions: int = 0, material: str = "", reason: str = "",
) -> Activity:  # fmt: skip
    """Enter what was done, under a number such as Z01-C01-XJ-2026-001; one disclosure day a month and organization."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    kind, period = Register(register), str(Period.of(held_on))
    texts = {"title": title, "place": place, "host": host, "content": content, "reason": reason}
    texts = {name: text.strip() for name, text in texts.items()}
    told = tuple(Subject(one).value for one in dict.fromkeys(subjects))
    facts = ActivityFacts(
        kind, held_on=held_on, people=people, subjects=told, visits=visits, opinions=opinions, **texts
    )  # fmt: skip
    demand_activity(facts, today=today, disclosure_day=rulebook.disclosure_day(actor, period=period).due)
    try:
        with transaction.atomic():
            return _entered(actor, org, facts, period, Way(way).value if way else "", material, now, today)
    except IntegrityError as twice:
        known = Activity.objects.filter(org=org, period=period, register=kind, voided_at=None).first()
        if known is None:
            raise
        raise Refused("publicity_twice", period=Period.parse(period).label, number=known.number) from twice


def _entered(actor, org, facts: ActivityFacts, period: str, way: str, material: str, now, today) -> Activity:
    series = SERIES[facts.register]
    number = next_number(actor, series=f"{series}:{org.code}", year=today.year)
    row = Activity.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-{series}-{today.year}-{number:03d}", register=facts.register,
        way=way, subjects=list(facts.subjects), title=facts.title, held_on=facts.held_on, period=period,
        place=facts.place, host=facts.host, content=facts.content, people=facts.people, visits=facts.visits,
        opinions=facts.opinions, material=material.strip()[:200], reason=facts.reason[:200], recorded_at=now,
        recorded_by=actor.user_id, recorder_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="activity.record", subject=f"activity:{row.pk}", now=now, org_path=org.path,
        facts={"register": facts.register, "people": facts.people},
    )  # fmt: skip
    bump_on_commit()
    return row


@transaction.atomic
def hang_photo(actor: Actor, *, number: str, path: Path, name: str, caption: str, now: datetime) -> ActivityPhoto:
    """Keep a photo or material behind a record. Refuses what the intake refuses."""
    row = _to_write(actor, number)
    if row.photos.count() >= MOST_PHOTOS:
        raise Refused("publicity_photos", most=MOST_PHOTOS)
    compare_and_set(row)
    file = store(actor, source=path, name=name, org_path=row.org_path, now=now)
    hung = ActivityPhoto.objects.create(activity=row, file=file, caption=caption.strip()[:120])
    record(
        actor, verb="activity.photo", subject=f"activity:{row.pk}", now=now, org_path=row.org_path,
        facts={"file": file.token, "sha256": file.sha256},
    )  # fmt: skip
    return hung


@transaction.atomic
def void_activity(actor: Actor, *, number: str, reason: str, now: datetime) -> Activity:
    """A record was wrong: it counts no more and stays readable with the reason to those who work there."""
    row = _to_write(actor, number)
    if not reason.strip():
        raise Refused("publicity_void_reason")
    compare_and_set(row, voided_at=now, void_reason=reason.strip()[:200])
    record(
        actor, verb="activity.void", subject=f"activity:{row.pk}", now=now, org_path=row.org_path,
        facts={"reason": reason.strip()},
    )  # fmt: skip
    bump_on_commit()
    row.refresh_from_db()
    return row


def _to_write(actor: Actor, number: str) -> Activity:
    row = read(actor, number=number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.voided_at is not None:
        raise Refused("publicity_void")
    return row
