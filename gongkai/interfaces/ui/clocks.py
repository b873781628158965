"""The register of clocks: each source of deadlines and the place where its kind is dealt with.

A new source is one line in SOURCES; a new kind one line here and one in `rules.notices.KINDS`.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from django.urls import reverse

from gongkai.access_requests import queries as access_requests
from gongkai.approvals import queries as approvals
from gongkai.assessment import queries as assessment
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked, Deadline, concerns
from gongkai.supervision import queries as supervision

SOURCES: tuple[Callable[..., Iterable[Deadline]], ...] = (
    obligations.deadlines,
    approvals.deadlines,
    rulebook.deadlines,
    publication.deadlines,
    participation.deadlines,
    access_requests.deadlines,
    supervision.point_deadlines,
    supervision.deadlines,
    assessment.deadlines,
)
# What people are asked in person, whatever role they hold or none.
CALLS: tuple[Callable[..., Iterable[Deadline]], ...] = (participation.calls, assessment.calls)
# Where a kind is dealt with; all others wait on the to-do page.
PLACES = {
    "carrier": "workbench:carriers", "opinion": "workbench:opinions", "consultation": "workbench:consulting",
    "hearing": "workbench:consulting", "concern": "workbench:concerns", "enquiry": "workbench:consulting", "report": "workbench:consulting",
    "message": "workbench:consulting", "briefing": "workbench:consulting", "appraisal": "workbench:appraisals",
    "rectification": "workbench:inspections", "rectification_above": "workbench:inspections",
    "mark": "workbench:marks", "mark_above": "workbench:marks", "supervisors_meeting": "workbench:supervisors",
    "supervisors_opinion": "workbench:supervisors",
    "agenda": "workbench:agendas", "agenda_decision": "workbench:agendas",
    "request": "workbench:applications", "ruling": "workbench:applications",
    "vote": "workbench:me", "asked": "workbench:me", "signup": "workbench:me",
    **dict.fromkeys(("guidance", "nomination", "point_work", "point_task", "point_end"), "workbench:points"),
    "implementation": "workbench:campaigns", "interpretation": "workbench:interpretations", "group_task": "workbench:home",
    "case_decide": "workbench:accountability", "case_statement": "workbench:accountability",
    "dispute_review": "workbench:assessment", "self_review": "workbench:assessment",
    "document": "workbench:home", "exemption": "workbench:filings", "exemption_review": "workbench:filings",
}  # fmt: skip
# Known to those alone whom they concern, not to everybody who works at the organization.
PERSONAL_KINDS = {"opinion", "case_decide", "case_statement"}
PUBLIC_KINDS = {"duty", "consultation", "hearing"}


def place(kind: str) -> str:
    """The address, without host, where this kind is dealt with."""
    return reverse(PLACES.get(kind, "workbench:home"))


def all_deadlines(asked: Asked) -> Iterator[Deadline]:
    """Every clock of the software, asked by the clock: to whom it may be shown is judged afterwards."""
    for source in SOURCES:
        yield from source(Actor.clock(), asked=asked)


def all_calls(asked: Asked) -> Iterator[Deadline]:
    """Everything that people are asked now, each with those who are asked."""
    for source in CALLS:
        yield from source(Actor.clock(), asked=asked)


def _until(today: date) -> date:
    """The last day that a calendar shows."""
    return today + timedelta(days=rulebook.parameters(Actor.clock()).int("calendar_ahead", today))


def of_person(actor: Actor, *, today: date) -> list[Deadline]:
    """The person's own clocks that have a day, as far as a calendar reaches."""
    held = [(grant.role, grant.org_path) for grant in actor.grants]
    if actor.user_id is None:
        return []
    asked = Asked(today, _until(today), tuple({path for _, path in held}), named=True, person=actor.user_id)
    found = chain(all_deadlines(asked) if held else (), all_calls(asked))
    return _dated((one for one in found if concerns(one, user_id=actor.user_id, grants=held)), asked)


def of_organization(actor: Actor, path: str, *, today: date) -> list[Deadline]:
    """The clocks of an organization for those who work there; opinions and cases only those that concern the actor."""
    held = [(grant.role, grant.org_path) for grant in actor.grants]
    asked = Asked(today, _until(today), (path,), named=True)
    return _dated(
        (
            one
            for one in all_deadlines(asked)
            if one.only is None and one.kind not in PERSONAL_KINDS or concerns(one, user_id=actor.user_id or 0, grants=held)
        ),
        asked,
    )  # fmt: skip


def of_public(path: str, *, today: date) -> list[Deadline]:
    """What every visitor may know of an organization's days: when it owes what, open consultations, hearings."""
    asked = Asked(today, _until(today), (path,), named=True)
    clock = Actor.clock()
    found = [*obligations.deadlines(clock, asked=asked), *participation.deadlines(clock, asked=asked)]
    return _dated((one for one in found if one.public and one.kind in PUBLIC_KINDS), asked)


def _dated(found: Iterable[Deadline], asked: Asked) -> list[Deadline]:
    dated = [one for one in found if one.due_on is not None and (asked.until is None or one.due_on <= asked.until)]
    return sorted(dated, key=lambda one: (one.due_on, one.kind, one.org_path, one.ref))


def names_of(found: Iterable[Deadline]) -> dict[str, str]:
    """Short names of the organizations that deadlines stand at, by path."""
    return orgs.short_names(Actor.clock(), paths={one.org_path for one in found})
