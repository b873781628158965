"""Sending documents out by class, receipt by the organizations, reminding the silent (印发、签收, R2, R3)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook.models import Distribution, Regulation
from gongkai.rulebook.queries.calendar import calendar, parameters
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, demand, may_anywhere
from gongkai.rules.refusals import Refused, missing

FOR_READING = "抄送"


def _sending(actor: Actor, code: str) -> tuple[Regulation, str]:
    """The regulation and the county's path, for the county office alone."""
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_RULEBOOK, county.path)
    regulation = Regulation.objects.filter(code=code).first()
    if regulation is None:
        raise missing()
    return regulation, county.path


@transaction.atomic
def distribute(
    actor: Actor, *, code: str, classes: Mapping[str, Collection[int]], now: datetime,
    reading_only: Collection[int] = (), readers: Collection[str] = (), due_on: date | None = None,
) -> int:  # fmt: skip
    """Send a regulation to the organizations of each addressed class and, for reading, to the cc list (R2, R3).

    Receipt is due by `due_on`, otherwise after the parameter's working days; readers owe none.
    `readers`: those on the cc list that have no organization here. Returns how many were newly
    sent to: nobody is sent the same regulation twice.
    """
    regulation, path = _sending(actor, code)
    days = parameters(actor).int("receipt_sign", on=local_day(now))
    due = due_on or add_workdays(local_day(now), days, calendar(actor), "收到文件后签收", "").due
    sent = Distribution.objects.filter(regulation=regulation).values_list("org_id", "reader_name")
    already, named = {org_id for org_id, _ in sent if org_id}, {name for _, name in sent if name}
    rows: dict[int, Distribution] = {}
    for name, members in classes.items():
        for org_id in members:
            rows.setdefault(org_id, Distribution(org_id=org_id, addressee_class=name, due_on=due))
    for org_id in reading_only:
        rows.setdefault(org_id, Distribution(org_id=org_id, addressee_class=FOR_READING, for_reading_only=True))
    fresh = [row for org_id, row in rows.items() if org_id not in already]
    fresh += [
        Distribution(reader_name=name, addressee_class=FOR_READING, for_reading_only=True)
        for name in dict.fromkeys(one.strip()[:60] for one in readers)
        if name and name not in named
    ]
    for row in fresh:
        row.regulation, row.sent_at = regulation, now
    Distribution.objects.bulk_create(fresh, batch_size=500)
    ledger.record(
        actor, verb="regulation.distribute", subject=f"regulation:{regulation.pk}", now=now, org_path=path,
        facts={"sent": len(fresh), "due_on": due.isoformat()},
    )  # fmt: skip
    return len(fresh)


@transaction.atomic
def acknowledge(actor: Actor, *, distribution_id: int, now: datetime) -> None:
    """签收: an organization says that it received the regulation, with the time (R2)."""
    row = Distribution.objects.select_related("org").filter(pk=distribution_id).exclude(org=None).first()
    if row is None:
        raise missing()
    demand(actor, Permission.READ_WORK, row.org.path, hidden=True)
    demand(actor, Permission.DRAFT, row.org.path)
    if row.for_reading_only:
        raise Refused("document_reading")
    if not Distribution.objects.filter(pk=row.pk, received_at=None).update(received_at=now, received_by=actor.user_id):
        raise Refused("already_acknowledged")
    ledger.record(
        actor, verb="regulation.acknowledge", subject=f"regulation:{row.regulation_id}", now=now, org_path=row.org.path
    )


@transaction.atomic
def remind_unread(actor: Actor, *, code: str, now: datetime) -> int:
    """Remind each organization that has not acknowledged, once a day at most; how many were reminded (R2).

    Raises `Refused`: document_signed when nobody is silent, document_reminded when all were reminded today.
    """
    regulation, path = _sending(actor, code)
    today = local_day(now)
    silent = list(
        Distribution.objects.select_for_update().filter(regulation=regulation, received_at=None, for_reading_only=False)
    )
    if not silent:
        raise Refused("document_signed")
    rows = [row for row in silent if row.reminded_at is None or local_day(row.reminded_at) < today]
    if not rows:
        raise Refused("document_reminded")
    _remind(actor, rows, now)
    ledger.record(
        actor, verb="regulation.remind", subject=f"regulation:{regulation.pk}", now=now, org_path=path,
        facts={"reminded": len(rows)},
    )  # fmt: skip
    return len(rows)


def _remind(actor: Actor, rows: Collection[Distribution], now: datetime) -> None:
    Distribution.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    for row in rows:
        ledger.enqueue(
            actor, kind="document_reminder", key=f"document_reminder:{row.pk}:{local_day(now).isoformat()}",
            payload={"distribution": row.pk}, now=now,
        )  # fmt: skip


@transaction.atomic
def remind_late(actor: Actor, *, now: datetime) -> int:
    """Remind by itself, once, everyone who let the day of receipt pass; how many were reminded (R2).

    The county office may remind again and again (`remind_unread`). The clock asks each day.
    """
    if not may_anywhere(actor, Permission.MANAGE_RULEBOOK):
        raise Refused("no_permission", permission=Permission.MANAGE_RULEBOOK)
    today = local_day(now)
    late = Distribution.objects.select_for_update(of=("self",)).filter(
        received_at=None, for_reading_only=False, due_on__lt=today
    )
    rows = [row for row in late.order_by("pk") if row.reminded_at is None or local_day(row.reminded_at) <= row.due_on]
    _remind(actor, rows, now)
    if rows:
        ledger.record(
            actor, verb="regulation.remind_late", subject="regulation:late", now=now, org_path=orgs.county(actor).path,
            facts={"reminded": len(rows)},
        )  # fmt: skip
    return len(rows)
