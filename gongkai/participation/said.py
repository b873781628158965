"""From rows to the frozen facts of protection: what an opinion's reference stands for, and who handles it."""

from datetime import date

from gongkai.ledger.fields import ancestors
from gongkai.orgs import queries as orgs
from gongkai.participation.models import Opening, Opinion, Pressure
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor, HeldGrant
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.independence import Handlers, Said
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.identity import WAITING, OpeningFacts, OpeningState
from gongkai.rules.procedures.pressure import PressureFacts
from gongkai.rules.refusals import missing
from gongkai.rules.terms import role_name

MOST_SUCCESSORS = 8


def due_after(actor: Actor, *, key: str, day: date) -> date:
    """The last day of a time limit in working days, named by its parameter (R176)."""
    parameters = rulebook.parameters(actor)
    number = parameters.int(key, day)
    return add_workdays(day, number, rulebook.calendar(actor), parameters[key].name, parameters.basis(key, day)).due


def signed_opinion(ref: str) -> Opinion:
    """The signed opinion that a reference belongs to."""
    found = Opinion.objects.select_related("org").filter(identity_ref=ref).first() if ref else None
    if found is None:
        raise missing()
    return found


def barred_of(org) -> tuple[str, ...]:
    """The organization and, when it was merged, those that took over its people."""
    paths, here = [org.path], org
    while here.successor_id is not None and len(paths) < MOST_SUCCESSORS:
        here = orgs.organization(Actor.clock(), org_id=here.successor_id)
        paths.append(here.path)
    return tuple(paths)


def said_of(opinion: Opinion) -> Said:
    """No query for an organization that still stands, when the opinion was read with its organization."""
    return Said(
        barred_of(opinion.org),
        opinion.handler_path,
        opinion.confidential,
        opinion.by_office,
        frozenset(opinion.concerned),
    )


def sealed_facts(opinion: Opinion, *, today: date) -> OpeningFacts:
    """Before anybody asked: is a request for this name still open?"""
    waiting = Opening.objects.filter(ref=opinion.identity_ref, state__in=WAITING).exists()
    return OpeningFacts(OpeningState.SEALED, Bodies(opinion.handler_path), waiting=waiting, today=today)


def opening_facts(opening: Opening, opinion: Opinion, *, today: date) -> OpeningFacts:
    """The request as the law sees it; the body that counts is the one that handles the opinion now."""
    return OpeningFacts(
        opening.state, Bodies(opinion.handler_path), asked_by=opening.asked_by, waiting=True,
        valid_until=opening.valid_until, today=today,
    )  # fmt: skip


def office(grant: HeldGrant) -> str:
    """The office by which somebody acts, as the author will read it."""
    name = orgs.organization(Actor.clock(), org_id=grant.org_id).name
    return f"{name}　{role_name(grant.role)}" + ("（代理）" if grant.acting else "")


def line_above(*, path: str, day: date) -> list[Handlers]:
    """The bodies above a path up to the county with their confidential handlers; the county for itself."""
    clock = Actor.clock()
    line = list(reversed(orgs.ancestors_of(clock, path=path)))
    found = []
    for org in line[1:] or line:
        held = orgs.grants_of(clock, org_id=org.pk, today=day)
        users = [grant.user for grant in held if grant.role == Role.CONFIDENTIAL and grant.user.is_active]
        found.append(Handlers(org.pk, org.path, tuple(orgs.actor_for(user, today=day) for user in users)))
    return found


def pressure_said(row: Pressure) -> Said:
    """Always confidential; the county's office stands in where nobody else is independent."""
    return Said(barred_of(row.org), row.handler_path, confidential=True, by_office=row.by_office)


def pressure_facts(row: Pressure, *, today: date) -> PressureFacts:
    return PressureFacts(
        row.state, Bodies(row.handler_path), due_on=row.due_on, today=today,
        at_the_top=len(ancestors(row.handler_path)) == 1, went_up=row.went_up_on is not None,
    )  # fmt: skip
