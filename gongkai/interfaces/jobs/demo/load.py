"""Loading the demonstration county from beginning to end, all or nothing."""

import gc
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time

from django.conf import settings
from django.db import transaction

from gongkai.interfaces.jobs.demo import (
    accounts,
    branches,
    events,
    groups,
    history,
    merging,
    people,
    protection,
    showcase,
    structure,
)
from gongkai.interfaces.jobs.demo.catalogs import ADOPTED, AHEAD, make_catalogs
from gongkai.interfaces.jobs.demo.plan import Plan
from gongkai.ledger.bulk import into_empty_database, take_stock
from gongkai.obligations import actions as obligations
from gongkai.obligations.derive import Span, owed
from gongkai.orgs import actions as orgs_actions
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publication
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.periods import Period


@dataclass
class Loaded:
    """What was made: organizations by code (without branches), users by name, how the duties were answered, seconds per step.

    `anonymous`: where an anonymous conversation is read, and its receipt code, which nothing else keeps.
    """

    orgs: dict
    users: dict[str, int]
    counts: Counter
    shown: dict[str, str] = field(default_factory=dict)
    anonymous: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


class _Watch:
    """Seconds since the step before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = round(now - self._last, 2)
        self._last = now


def load(plan: Plan) -> Loaded:
    """Make the whole county in one transaction; every record is dated before `plan.today`."""
    gc.disable()  # nothing made here goes in circles, and looking for circles takes a tenth of the time
    try:
        with into_empty_database(), transaction.atomic():
            loaded = _load(plan)
    finally:
        gc.enable()
    accounts.write_list(settings.DATA_DIR, {code: org.short_name for code, org in loaded.orgs.items()})
    return loaded


def _load(plan: Plan) -> Loaded:
    clock, watch = Actor.clock(), _Watch()
    yesterday = plan.today - timedelta(days=1)
    now = datetime.combine(yesterday, clock_time(8), LOCAL)
    began = datetime.combine(structure.FOUNDED, clock_time(9), LOCAL)
    last = Period.of(plan.today)
    first = last.plus(1 - plan.months)
    rulebook_actions.load_release(clock, now=now)
    rulebook_actions.load_digest(clock, now=now)
    rows = structure.county(plan.organizations)
    ending = structure.ended({row["code"] for row in rows})
    everything = [*rows, *(row for _, row in ending)]
    orgs_actions.load_organizations(clock, rows=everything, now=began, today=structure.FOUNDED)
    county = orgs.county(clock)
    orgs_actions.form_group(
        clock, org_id=county.pk, name="綦江县党务公开工作领导小组", office_name="县党务公开工作领导小组办公室",
        formed_on=date(2011, 6, 21), phone="023-0000 0001", document="演示发〔2011〕1号",
        now=datetime.combine(date(2011, 6, 21), clock_time(9), LOCAL),
    )  # fmt: skip
    listed = people.rows(everything, plan.seed)
    users = orgs_actions.load_people(clock, rows=listed, now=began, today=structure.FOUNDED)
    watch.step("organizations")
    orgs_actions.load_members(clock, rows=people.members(rows, users, plan.seed), now=began, today=structure.FOUNDED)
    watch.step("members")
    found = {org.pk: org for org in orgs.subtree(clock, path=county.path)}
    by_code = {org.code: org for org in found.values()}
    ends = {by_code[one.code].pk: last.plus(-one.months_ago) for one, _ in ending}
    ends = {org_id: max(month, first) for org_id, month in ends.items()}
    of = make_catalogs(
        list(found.values()), names={org.pk: org.short_name for org in found.values()}, first=first, last=last,
        now=datetime.combine(ADOPTED, clock_time(9), LOCAL),
    )  # fmt: skip
    merging.merge(ending, by_code, {pk: month.opens_on for pk, month in ends.items()}, facts_only=plan.facts_only)
    watch.step("catalogs")
    made = history.Past(
        seed=plan.seed, today=plan.today, calendar=rulebook.calendar(clock), orgs=found,
        names=_names(clock, by_code, last, now), now=now,
        entries={entry.pk: entry for catalog in of.values() for entry in catalog.entries.values()},
        officers=people.officers(listed, {code: org.pk for code, org in by_code.items()}, users),
    )  # fmt: skip
    months = tuple(str(period) for period in first.through(last.plus(AHEAD)))
    caused = [] if plan.facts_only else events.load(made, of, first)
    duties = [duty for duty in owed(clock, span=Span(months, path=county.path)) if not duty.trigger_id]
    watch.step("duties")
    take_stock()
    if len(rows) < plan.organizations:
        duties += branches.load(plan, made, rows, of, first)
        watch.step("branches")
        take_stock()
    (history.load_facts if plan.facts_only else history.load)(made, duties + caused)
    take_stock()
    watch.step("history")
    obligations.rebuild_months(clock, periods=months)
    watch.step("counters")
    shown = {} if plan.facts_only else showcase.load(by_code, plan)
    if not plan.facts_only:
        groups.load(by_code, now=now, seed=plan.seed)
    anonymous = {} if plan.facts_only else protection.load(by_code, plan.today)
    watch.step("showcase")
    if not plan.facts_only:
        publication.log_history(clock, now=now)
    watch.step("log")
    return Loaded(by_code, users, made.counts, shown, anonymous, watch.seconds)


def _names(clock: Actor, by_code: dict, last: Period, now: datetime) -> dict[int, list[tuple[date, str]]]:
    """Every organization's names by day; one village was renamed on the way."""
    names = {org.pk: [(structure.FOUNDED, org.name)] for org in by_code.values()}
    code, former, short, months_ago = structure.RENAMED
    if code in by_code:
        org, since = by_code[code], last.plus(-months_ago).opens_on
        basis = "演示发〔2011〕3号"
        orgs_actions.rename(
            clock, org_id=org.pk, name=org.name, short_name=org.short_name, from_date=since, basis=basis, now=now
        )
        orgs_actions.rename(
            clock, org_id=org.pk, name=former, short_name=short, from_date=structure.FOUNDED, basis=basis, now=now
        )
        names[org.pk] = [(structure.FOUNDED, former), (since, org.name)]
    return names
