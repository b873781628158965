"""The county office keeps the calendar: a year's notice, single days, the disclosure day by notice (R71)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import calendar_store
from gongkai.rulebook.models import CalendarYear, DayOverride, DisclosureDay
from gongkai.rulebook.queries import calendar, disclosure_day
from gongkai.rules.actor import Actor
from gongkai.rules.disclosure_day import disclosure_day as reckon
from gongkai.rules.duties import local_day
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused


@transaction.atomic
def load_calendar_year(
    actor: Actor, *, year: int, off: dict[str, str], work: list[str], basis: str, now: datetime
) -> CalendarYear:
    """Load a year's days off (day → holiday) and make-up working days as announced."""
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_CALENDAR, county.path)
    if not basis.strip():
        raise Refused("calendar_basis_missing")
    calendar_store.check_year(year, off, work, basis)
    row = CalendarYear.objects.create(
        year=year, basis=basis.strip(), off=off, work=work, recorded_at=now, recorded_by=actor.user_id
    )
    ledger.record(actor, verb="calendar.load", subject=f"calendar:{year}", now=now, org_path=county.path)
    return row


@transaction.atomic
def override_day(actor: Actor, *, day: date, is_workday: bool, reason: str, now: datetime) -> DayOverride:
    """The county declares one day a working day or a day off, with its reason."""
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_CALENDAR, county.path)
    if not reason.strip():
        raise Refused("calendar_basis_missing")
    row = DayOverride.objects.create(
        day=day, is_workday=is_workday, reason=reason.strip(), recorded_at=now, recorded_by=actor.user_id
    )
    facts = {"day": day.isoformat(), "works": is_workday}
    ledger.record(actor, verb="calendar.override", subject=f"day:{day}", now=now, org_path=county.path, facts=facts)
    return row


@transaction.atomic
def fix_disclosure_day(actor: Actor, *, period: str, due_on: date, notice: str, now: datetime) -> DisclosureDay:
    """Fix a month's disclosure day by notice. Refused once the old day has passed: history stays as it was."""
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_CALENDAR, county.path)
    month = Period.parse(period)
    old, today = disclosure_day(actor, period=period), local_day(now)
    if old.due < today:
        raise Refused("disclosure_day_passed", day=old.due)
    if due_on < today:
        raise Refused("disclosure_day_in_past", day=due_on)
    computed = reckon(month.year, month.month, calendar(actor), override=due_on, override_reason=notice.strip())
    row = DisclosureDay.objects.create(
        authority=county, period=period, opens_on=month.opens_on, due_on=computed.due, planned_on=computed.planned,
        provisional=computed.provisional, computed=computed.as_json(), notice=notice.strip(), recorded_at=now,
        recorded_by=actor.user_id,
    )  # fmt: skip
    facts = {"from": old.due.isoformat(), "to": due_on.isoformat(), "notice": notice}
    ledger.record(
        actor, verb="calendar.fix_day", subject=f"period:{period}", now=now, org_path=county.path, facts=facts
    )
    return row
