"""From rows to frozen facts: what the law asks about an opinion, and the way it has to go."""

from collections.abc import Sequence
from datetime import date

from gongkai.disclosures import queries as disclosures
from gongkai.orgs import queries as orgs
from gongkai.participation.models import Opinion
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.opinions import Concern, OpinionChannel, OpinionKind
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.opinion import UNANSWERED, OpinionFacts
from gongkai.rules.routing import Body, Case, Matter, Route, route

LEADERS = (("head", "deputy"), (Role.HEAD, Role.DEPUTY))
CONCERNED = {
    Concern.NOBODY: ((), ()),
    Concern.LEADERS: LEADERS,
    Concern.KEEPER: (("keeper",), (Role.OPINION_KEEPER,)),
    Concern.HANDLER: (("clerk", "secrecy"), (Role.CLERK, Role.SECRECY_REVIEWER)),
}
WITH_RECEIPT = (OpinionChannel.WEB, OpinionChannel.ANONYMOUS_WEB)
MOST_SUCCESSORS = 8
STANDING = "active"  # an organization that was neither merged nor abolished


def due_after(actor: Actor, *, key: str, day: date) -> date:
    """The last day of a time limit in working days, named by its parameter (R176)."""
    parameters = rulebook.parameters(actor)
    number = parameters.int(key, day)
    return add_workdays(day, number, rulebook.calendar(actor), parameters[key].name, parameters.basis(key, day)).due


def barred_paths(actor: Actor, org) -> tuple[str, ...]:
    """The organization complained about and those that took over its people when it ended."""
    paths, here = [org.path], org
    while here.successor_id is not None and len(paths) < MOST_SUCCESSORS:
        here = orgs.organization(actor, org_id=here.successor_id)
        paths.append(here.path)
    return tuple(paths)


def last_successor(actor: Actor, org):
    """The end of the line of successors; the organization itself while it lives or when nobody took over."""
    here = org
    for _ in range(MOST_SUCCESSORS):
        if here.lives or here.successor_id is None:
            break
        here = orgs.organization(actor, org_id=here.successor_id)
    return here


def living_heir(actor: Actor, org):
    """Who takes over from an organization that ended: its successor's successor, else the next living body above."""
    here = last_successor(actor, org)
    return (
        here
        if here.lives
        else next((one for one in reversed(orgs.ancestors_of(actor, path=here.path)) if one.lives), None)
    )


def line_of(actor: Actor, *, path: str, day: date) -> list[Body]:
    """The bodies from an organization up to the county, with who leads them and who handles in confidence."""
    above = list(reversed(orgs.ancestors_of(actor, path=path)))
    ids = [org.pk for org in above]
    leaders = orgs.holders(actor, org_ids=ids, duties=LEADERS[0], roles=LEADERS[1], day=day)
    handlers = orgs.actors_holding(actor, role=Role.CONFIDENTIAL, org_ids=ids, day=day)
    return [Body(org.pk, org.path, leaders[org.pk], handlers[org.pk]) for org in above]


def concerned_users(actor: Actor, *, org_id: int, kind: OpinionKind, concern: Concern, day: date) -> frozenset[int]:
    """Users an opinion is about: those in the part it names; with a report the leaders too."""
    parts = [CONCERNED[concern]] + ([LEADERS] if kind is OpinionKind.REPORT else [])
    found: frozenset[int] = frozenset()
    for duties, roles in parts:
        if duties:
            found |= orgs.holders(actor, org_ids=(org_id,), duties=duties, roles=roles, day=day)[org_id]
    return found


def find_route(
    actor: Actor, *, org, kind: OpinionKind, concern: Concern, concerned: frozenset[int], day: date
) -> Route:
    """Where an opinion about this organization goes on a day."""
    matter = Matter(kind, concern, concerned, barred_paths(actor, org))
    return route(matter, line_of(actor, path=org.path, day=day))


def route_above(actor: Actor, opinion: Opinion, *, day: date) -> Route | None:
    """The next body up from the one that handles it now; None when nothing stands above."""
    line = line_of(actor, path=opinion.handler_path, day=day)
    if len(line) == 1:
        return None
    if not opinion.confidential:
        return Route(line[1].org_id, line[1].path, False, opinion.why)
    return route(_matter(actor, opinion), line)


def route_now(actor: Actor, opinion: Opinion, *, day: date) -> Route:
    """Where a confidential opinion would go today: handlers leave, are moved up, organizations merge."""
    line = line_of(actor, path=opinion.handler_path, day=day)
    return route(_matter(actor, opinion), [Body(0, "-"), *line])


def _matter(actor: Actor, opinion: Opinion) -> Matter:
    return Matter(
        OpinionKind(opinion.kind), Concern(opinion.concern), frozenset(opinion.concerned),
        barred_paths(actor, orgs.organization(actor, org_id=opinion.org_id)),
    )  # fmt: skip


def case_of(opinion: Opinion, *, barred: Sequence[str] | None = None) -> Case:
    """What decides who may know of it. `barred`: paths with successors, when the caller has read them."""
    return Case(
        opinion.org_path, opinion.handler_path, opinion.confidential, opinion.by_office,
        opinion.escalated_on is not None, frozenset(opinion.concerned), tuple(barred or (opinion.org_path,)),
        opinion.first_path,
    )  # fmt: skip


def republish_open(opinion: Opinion) -> bool:
    """Is it about a major matter whose public edition lacks the decision 再次公开：是/否 (第八条（四）, R80)?"""
    if opinion.disclosure_id is None:
        return False
    clock = Actor.clock()
    if not disclosures.disclosure(clock, disclosure_id=opinion.disclosure_id).is_major:
        return False
    live = [
        one for one in disclosures.editions_of(clock, disclosure_id=opinion.disclosure_id)
        if one.state == EditionState.PUBLISHED
    ]  # fmt: skip
    return bool(live) and not any(one.feedback_decision for one in live)


def opinion_facts(actor: Actor, opinion: Opinion, *, today: date) -> OpinionFacts:
    """The opinion as the law sees it today."""
    parameters = rulebook.parameters(actor)
    told = opinion.told_on is not None
    return OpinionFacts(
        opinion.state, Bodies(opinion.handler_path),
        case=case_of(opinion, barred=barred_paths(actor, opinion.org)),
        signed=opinion.signed, told=told, acknowledged=opinion.acknowledged_on is not None,
        handled=bool(opinion.handling.strip()), 
        extensions_left=max(parameters.int("opinion_extension_times", today) - opinion.extensions, 0),
        overdue=opinion.state in UNANSWERED and opinion.due_on < today, escalated=opinion.escalated_on is not None,
        rating_open=told and opinion.rating_due is not None and today <= opinion.rating_due,
        reopens_left=max(parameters.int("opinion_reopen_times", today) - opinion.reopened, 0),
        transfers_left=0 if opinion.went_up else max(parameters.int("opinion_transfer_times", today) - opinion.transfers, 0),
        with_superior=opinion.went_up or route_above(Actor.clock(), opinion, day=today) is None,
        answered_openly=bool(opinion.published_on) or opinion.confidential or opinion.channel in WITH_RECEIPT,
        republish_open=republish_open(opinion), due=opinion.rating_due,
    )  # fmt: skip
