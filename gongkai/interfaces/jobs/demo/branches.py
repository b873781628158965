"""The branches below villages, which only large counties have: a town at a time, so that no more is held in memory."""

import gc
import sys
from dataclasses import replace
from datetime import datetime
from datetime import time as clock_time
from itertools import count

from gongkai.interfaces.jobs.demo import history, people, structure
from gongkai.interfaces.jobs.demo.catalogs import ADOPTED, Made, copy_catalogs
from gongkai.interfaces.jobs.demo.plan import Plan
from gongkai.obligations.derive import Owed, Span, owed
from gongkai.orgs import actions as orgs_actions
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.periods import Period

WRITTEN_EVERY = 20  # every twentieth branch has its items written out
AT_ONCE = 1000  # branches whose duties are in memory


def load(plan: Plan, made: history.Past, rows: list[dict], of: dict[int, Made], first: Period) -> list[Owed]:
    """Load all branches below the county's `rows` with their answers; the duties that are still to be written out.

    `of`: the catalogs that the county's follow; a branch's is like a village's. Of every twentieth branch: `made` then knows their organizations, entries and officers too. What the
    others did stands in nil reports, and all that asks for a text is open; events and stages have none of
    them. Only for facts (`plan.facts_only`) all are answered at once.
    """
    clock, towns = Actor.clock(), {org.code: org.path for org in made.orgs.values()}
    like = next(of[org.pk] for org in made.orgs.values() if org.kind == "village" and org.pk in of)
    # Nothing was done yet about months that have not begun.
    months = tuple(str(month) for month in first.through(Period.of(plan.today)))
    written: list[Owed] = []
    serial, ready = count(), len(rows)
    for some in structure.branches(rows, plan.organizations):
        part = _town(plan, made, some, towns[structure.town_of(some[0])], like, first)
        chosen = set() if plan.facts_only else {key for key in part.orgs if next(serial) % WRITTEN_EVERY == 0}
        keys = list(part.orgs)
        for at in range(0, len(keys), AT_ONCE):
            duties = owed(clock, span=Span(months, org_ids=tuple(keys[at : at + AT_ONCE])))
            if plan.facts_only:
                history.load_facts(part, duties)
            else:
                history.load_nil(part, [duty for duty in duties if duty.org_id not in chosen])
                written += [duty for duty in duties if duty.org_id in chosen]
        for known, more in ((made.orgs, part.orgs), (made.names, part.names), (made.officers, part.officers)):
            known |= {key: more[key] for key in chosen}
        if chosen:
            made.entries |= part.entries
        ready += len(some)
        sys.stderr.write(f"党组织 {ready:,}／{plan.organizations:,}\n")
        gc.collect()
    return written


def _town(plan: Plan, made: history.Past, rows: list[dict], path: str, like: Made, first: Period) -> history.Past:
    """Register the branches of a town with officers, rolls and catalogs; what their history is made from."""
    clock, began = Actor.clock(), datetime.combine(structure.FOUNDED, clock_time(9), LOCAL)
    when = {"now": began, "today": structure.FOUNDED}
    orgs_actions.load_organizations(clock, rows=rows, **when)
    listed = people.own_people(rows, plan.seed)
    users = orgs_actions.load_people(clock, rows=listed, **when)
    orgs_actions.load_members(clock, rows=people.members(rows, users, plan.seed), **when)
    there = orgs.subtree(clock, path=path)
    found = {org.pk: org for org in there if structure.is_branch(org.code)}
    of = copy_catalogs(
        list(found.values()), makers={org.pk: org for org in there}, like=like, first=first,
        last=Period.of(plan.today), now=datetime.combine(ADOPTED, clock_time(9), LOCAL),
    )  # fmt: skip
    catalogs = {one.catalog_id: one for one in of.values()}
    return replace(
        made, orgs=found, names={org.pk: [(structure.FOUNDED, org.name)] for org in found.values()},
        entries={entry.pk: entry for one in catalogs.values() for entry in one.entries.values()},
        officers=people.officers(listed, {org.code: org.pk for org in found.values()}, users),
    )  # fmt: skip
