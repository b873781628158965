"""To whom an opinion goes, and who may know that it exists: never those it is about (第九条（四）, R102, P33).

An ordinary opinion is handled by the organization it was given to. One that reports an offence, or
that is about its leaders, its keeper or whoever would handle it, goes past the organization to the
confidential handler of the superior; where there is none who is free of the matter, to the next
body up; at last to the county, whose office takes the place of a missing handler.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.rules.actor import Actor, HeldGrant
from gongkai.rules.opinions import Concern, OpinionKind
from gongkai.rules.permissions import Permission, Role, may
from gongkai.rules.refusals import Refused


class Why(StrEnum):
    """Why an opinion went where it went."""

    OWN = "own"
    REPORT = "report"
    LEADERS = "leaders"
    KEEPER = "keeper"
    HANDLER = "handler"


TERMS = {
    Why.OWN: "由本组织办理", Why.REPORT: "举报不由被反映的组织办理", Why.LEADERS: "涉及负责人，由上级办理",
    Why.KEEPER: "涉及意见收集专人，由上级办理", Why.HANDLER: "涉及办理的人，由上级办理",
}  # fmt: skip

# The first reason that holds counts.
CONFLICTS: tuple[tuple[Why, OpinionKind | Concern], ...] = (
    (Why.REPORT, OpinionKind.REPORT),
    (Why.LEADERS, Concern.LEADERS),
    (Why.KEEPER, Concern.KEEPER),
    (Why.HANDLER, Concern.HANDLER),
)


@dataclass(frozen=True)
class Body:
    """One organization on the line upward. `leaders`: who heads it; `confidential`: its handlers today."""

    org_id: int
    path: str
    leaders: frozenset[int] = frozenset()
    confidential: tuple[Actor, ...] = ()


@dataclass(frozen=True)
class Matter:
    """What decides the way of an opinion: its kind, whom it is about, and the organization(s) barred from it.

    `concerned`: users it is about, wherever they work today. `barred`: paths of the organization it
    is about and, after a merger, of the successors that took over its people.
    """

    kind: OpinionKind
    concern: Concern = Concern.NOBODY
    concerned: frozenset[int] = frozenset()
    barred: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """Where it goes. `by_office`: no confidential handler was free, the county's office stands in."""

    org_id: int
    path: str
    confidential: bool
    why: Why
    by_office: bool = False


@dataclass(frozen=True)
class Case:
    """What decides who may know of an opinion. `first_path`: the organization that handed it on, if one did."""

    org_path: str
    handler_path: str
    confidential: bool = False
    by_office: bool = False
    escalated: bool = False
    concerned: frozenset[int] = frozenset()
    barred: tuple[str, ...] = field(default=())
    first_path: str = ""


def conflict(kind: OpinionKind, concern: Concern) -> Why:
    """`Why.OWN` when the organization may handle the opinion itself, else the reason why not."""
    return next((why for why, mark in CONFLICTS if mark in (kind, concern)), Why.OWN)


def demand_at_desk(actor: Actor, kind: OpinionKind, concern: Concern) -> None:
    """Refuse `opinion_desk_only` to another system for what goes past the organization in confidence (R102)."""
    if actor.key and conflict(kind, concern) is not Why.OWN:
        raise Refused("opinion_desk_only")


def _inside(grant: HeldGrant, barred: Iterable[str]) -> bool:
    return grant.role != Role.CONFIDENTIAL and any(grant.org_path.startswith(path) for path in barred)


def dependent(actor: Actor, *, concerned: frozenset[int], barred: tuple[str, ...]) -> bool:
    """Is the person concerned, at work in the organization complained about or below it, or on its roll?

    An acting or delegated role there counts like any other: who serves the accused does not judge them.
    """
    if actor.user_id in concerned:
        return True
    return any(_inside(grant, barred) for grant in actor.grants) or any(path in barred for path in actor.party)


def _free(body: Body, matter: Matter, *, top: bool = False) -> bool:
    """Has the body a confidential handler who is free of the matter, and is it not led by one concerned?

    `top`: the body is itself complained about and nothing stands above it; its handlers are asked alone.
    """
    if not top and (body.path in matter.barred or body.leaders & matter.concerned):
        return False
    return any(not dependent(one, concerned=matter.concerned, barred=matter.barred) for one in body.confidential)


def route(matter: Matter, line: Sequence[Body]) -> Route:
    """The way of an opinion. `line`: from the organization itself up to the county, which is last.

    A complaint about the county itself stays there, with a confidential handler who has no other
    part in it: this system knows no body above.
    """
    why = conflict(matter.kind, matter.concern)
    if why is Why.OWN:
        return Route(line[0].org_id, line[0].path, False, why)
    top = len(line) == 1
    above = line if top else line[1:]
    for body in above:
        if _free(body, matter, top=top):
            return Route(body.org_id, body.path, True, why)
    return Route(above[-1].org_id, above[-1].path, True, why, by_office=True)


def holding(actor: Actor, grants: tuple[HeldGrant, ...]) -> Actor:
    """The same person with these roles only."""
    return actor.holding(grants)


def narrowed(actor: Actor, case: Case) -> Actor:
    """The actor with only those roles that count for handling this opinion.

    Roles held at the handling body itself; for a confidential opinion only that of the confidential
    handler (or the county's office in its place), and none at all for someone dependent, nor for another
    system that acts by a person's key: what is confidential is read at the desk and nowhere else.
    """
    if not actor.is_person:
        return actor
    if not case.confidential:
        held = [g for g in actor.grants if g.org_path == case.handler_path and g.role != Role.CONFIDENTIAL]
    elif actor.key or dependent(actor, concerned=case.concerned, barred=case.barred):
        held = []
    else:
        roles = {Role.CONFIDENTIAL, Role.COUNTY_OFFICE} if case.by_office else {Role.CONFIDENTIAL}
        held = [g for g in actor.grants if g.org_path == case.handler_path and g.role in roles]
    return holding(actor, tuple(held))


def may_know(actor: Actor, case: Case) -> bool:
    """May the actor know that this opinion exists? For everyone else it is a missing page, counts included.

    Ordinary: those who handle opinions at the organization, at the body that took it over or at the one
    that handed it on, and once
    it is overdue those who oversee the organization. Confidential: its handler alone.
    """
    if actor.is_clock:
        return True
    if case.confidential:
        return bool(narrowed(actor, case).grants)
    own = any(
        may(holding(actor, (grant,)), Permission.HANDLE_OPINION, grant.org_path)
        for grant in actor.grants
        if grant.role != Role.CONFIDENTIAL and grant.org_path in (case.org_path, case.handler_path, case.first_path)
    )
    return own or (case.escalated and may(actor, Permission.OVERSEE, case.org_path))
