"""The county office keeps the calendar: a year's notice, single days, the disclosure day by notice (R71)."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import calendar_store
from gongkai.rulebook.models import CalendarYear, DayOverride, DisclosureDay
from gongkai.rulebook.queries.calendar import calendar, disclosure_day, parameters, reckoned, recorded
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed
from gongkai.rules.disclosure_day import disclosure_day as reckon
from gongkai.rules.duties import local_day
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused


def _county(actor: Actor):
    county = orgs.county(actor)
    demand(actor, Permission.MANAGE_CALENDAR, county.path)
    return county


@transaction.atomic
def load_calendar_year(
    actor: Actor, *, year: int, off: dict[str, str], work: list[str], basis: str, now: datetime
) -> CalendarYear:
    """Load a year's days off (ISO day → holiday) and make-up working days as announced (R71, R176).

    Refused with the day that is unreadable, outside the year or written twice. Disclosure days
    recorded as provisional are reckoned anew unless they have passed or were fixed by notice.
    """
    county = _county(actor)
    if not basis.strip():
        raise Refused("calendar_basis_missing")
    calendar_store.check_year(year, off, work, basis)
    row = CalendarYear.objects.create(
        year=year, basis=basis.strip(), off=off, work=work, recorded_at=now, recorded_by=actor.user_id
    )
    calendar_store.forget()
    facts = {"basis": basis.strip(), "off": len(off), "work": len(work)}
    ledger.record(actor, verb="calendar.load", subject=f"calendar:{year}", now=now, org_path=county.path, facts=facts)
    _refresh(actor, county, (Period(year, 1).prev(), *Period(year, 1).through(Period(year, 12))), now)
    return row


@transaction.atomic
def override_day(actor: Actor, *, day: date, is_workday: bool, reason: str, now: datetime) -> DayOverride:
    """The county declares one day a working day or a day off, with its reason; days gone by stay as they were."""
    county = _county(actor)
    if not reason.strip():
        raise Refused("calendar_basis_missing")
    if day < local_day(now) and not actor.is_clock:
        raise Refused("calendar_day_passed", day=day)
    row = DayOverride.objects.create(
        day=day, is_workday=is_workday, reason=reason.strip(), recorded_at=now, recorded_by=actor.user_id
    )
    calendar_store.forget()
    facts = {"day": day.isoformat(), "works": is_workday, "reason": reason.strip()}
    ledger.record(actor, verb="calendar.override", subject=f"day:{day}", now=now, org_path=county.path, facts=facts)
    here = Period.of(day)
    _refresh(actor, county, (here.prev(), here, here.next()), now)
    return row


@transaction.atomic
def fix_disclosure_day(actor: Actor, *, period: str, due_on: date, notice: str, now: datetime) -> DisclosureDay:
    """Fix a month's disclosure day by notice; both dates and the reason stay readable (R71).

    Refused once the old day has passed: history stays as it was. `disclosure_day_outside_month`
    and `disclosure_day_without_reason` come from the rules.
    """
    county = _county(actor)
    month, today = Period.parse(period), local_day(now)
    if not parameters(actor).value("disclosure_day_override_allowed", on=today):
        raise Refused("disclosure_day_fixed_by_rule")
    old = disclosure_day(actor, period=period)
    if old.due < today:
        raise Refused("disclosure_day_passed", day=old.due)
    if due_on < today:
        raise Refused("disclosure_day_in_past", day=due_on)
    rule = calendar_store.rule_of(settings.RULEBOOK_RELEASE, month)
    computed = reckon(month.year, month.month, calendar(actor), rule, due_on, notice)
    row = _row(county, period, computed, now, actor, notice.strip())
    row.save(force_insert=True)
    facts = {"from": old.due.isoformat(), "to": due_on.isoformat(), "notice": notice.strip()}
    ledger.record(
        actor, verb="calendar.fix_day", subject=f"period:{period}", now=now, org_path=county.path, facts=facts
    )
    return row


@transaction.atomic
def generate_disclosure_days(actor: Actor, *, year: int, now: datetime) -> list[DisclosureDay]:
    """Record the year's table of disclosure days (R71). Returns the rows that are new.

    A month whose recorded day has passed or was fixed by notice keeps it; running it again adds
    nothing unless the calendar changed.
    """
    county = _county(actor)
    periods = [str(month) for month in Period(year, 1).through(Period(year, 12))]
    made = _record(actor, county, periods, recorded(periods), now)
    if made:
        ledger.record(
            actor, verb="calendar.generate", subject=f"calendar:{year}", now=now, org_path=county.path,
            facts={"months": [row.period for row in made]},
        )  # fmt: skip
    return made


def _refresh(actor: Actor, county, months: tuple[Period, ...], now: datetime) -> None:
    """Reckon anew those of these months that were recorded already."""
    known = recorded(str(month) for month in months)
    _record(actor, county, list(known), known, now)


def _record(
    actor: Actor, county, periods: list[str], known: dict[str, DisclosureDay], now: datetime
) -> list[DisclosureDay]:
    today = local_day(now)
    fresh = []
    for period, computed in reckoned(periods).items():
        before = known.get(period)
        settled = before is not None and (before.notice or before.due_on < today)
        if not settled and (before is None or before.computed != computed.as_json()):
            fresh.append(_row(county, period, computed, now, actor))
    return DisclosureDay.objects.bulk_create(fresh)


def _row(county, period: str, computed: Computed, now: datetime, actor: Actor, notice: str = "") -> DisclosureDay:
    return DisclosureDay(
        authority=county, period=period, opens_on=Period.parse(period).opens_on, due_on=computed.due,
        planned_on=computed.planned, provisional=computed.provisional, computed=computed.as_json(), notice=notice[:200],
        recorded_at=now, recorded_by=actor.user_id,
    )  # fmt: skip
