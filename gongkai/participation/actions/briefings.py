"""Briefings: recorded after they were held, those absent told later (第七条, R62)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation.models import Briefing
from gongkai.participation.queries.briefings import briefing as read
from gongkai.rules.actor import Actor
from gongkai.rules.briefings import Attendance, demand_attendance
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing


@transaction.atomic
def record_briefing(
    actor: Actor, *, org_id: int, topic: str, scope: str, speaker: str, held_on: date, place: str, content: str,
    due: int, attended: int, opinions: str, now: datetime, today: date,
) -> Briefing:  # fmt: skip
    """Record a briefing that took place, under a lasting number such as Z01-C01-TB-2026-001."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    if held_on > today:
        raise Refused("briefing_future", day=held_on)
    texts = {"topic": topic, "speaker": speaker, "place": place, "content": content, "scope": scope}
    texts = {name: text.strip() for name, text in texts.items()}
    if not all(texts.values()):
        raise Refused("briefing_fields")
    demand_attendance(Attendance(due, attended))
    number = next_number(actor, series=f"TB:{org.code}", year=today.year)
    row = Briefing.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-TB-{today.year}-{number:03d}", held_on=held_on, due=due,
        attended=attended, opinions=opinions.strip(), recorded_at=now, recorded_by=actor.user_id, **texts,
    )  # fmt: skip
    record(
        actor, verb="briefing.record", subject=f"briefing:{row.pk}", now=now, org_path=org.path,
        facts={"due": due, "attended": attended},
    )  # fmt: skip
    return row


@transaction.atomic
def make_up(actor: Actor, *, number: str, version: int, people: int, how: str, now: datetime) -> Briefing:
    """So many of those absent have been told by now; the number is the new total."""
    row = read(actor, number=number)
    demand(actor, Permission.DRAFT, row.org_path)
    demand_attendance(Attendance(row.due, row.attended, people))
    compare_and_set(row, version=version, made_up=people, made_up_how=how.strip()[:200])
    record(
        actor, verb="briefing.make_up", subject=f"briefing:{row.pk}", now=now, org_path=row.org_path,
        facts={"people": people},
    )  # fmt: skip
    row.refresh_from_db()
    return row
