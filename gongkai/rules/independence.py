"""Who stands outside an organization and may therefore look into what was said about it (第四条（一）, R12, P32)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.rules.actor import Actor, HeldGrant
from gongkai.rules.permissions import Permission, Role, may


@dataclass(frozen=True)
class Said:
    """What decides who may look behind an opinion.

    `barred`: the organization it is about and those that took over its people. `handler_path`: the body that handles it. `concerned`:
    users it is about. A confidential one belongs to the confidential handler alone, or to the
    county's office where it stands in for a missing one (`by_office`).
    """

    barred: tuple[str, ...]
    handler_path: str
    confidential: bool = False
    by_office: bool = False
    concerned: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Handlers:
    """One organization on the line upward with its confidential handlers of today."""

    org_id: int
    path: str
    people: tuple[Actor, ...] = ()


def inside(actor: Actor, barred: tuple[str, ...], concerned: frozenset[int] = frozenset()) -> bool:
    """Does the person work in the organization or below it, stand on its roll, or is it about the person?

    An acting role counts like any other. The confidential handler is posted by the body above and
    serves it, so that this one role does not make a person part of the organization.
    """
    if actor.user_id in concerned:
        return True
    works = (grant.org_path for grant in actor.grants if grant.role != Role.CONFIDENTIAL)
    return any(place.startswith(barred) for place in works) or any(path in actor.party for path in barred)


def _counts(grant: HeldGrant, said: Said) -> bool:
    if not said.confidential or grant.role in (Role.CONFIDENTIAL, Role.SECURITY_ADMIN):
        return True
    return said.by_office and grant.role == Role.COUNTY_OFFICE


def independent(actor: Actor, said: Said) -> Actor:
    """The actor with only those roles that count behind this opinion; without any when not independent."""
    if not actor.is_person:
        return actor
    if inside(actor, said.barred, said.concerned):
        return actor.holding(())
    return actor.holding(tuple(grant for grant in actor.grants if _counts(grant, said)))


def counting(actor: Actor, said: Said, permissions: Iterable[Permission]) -> HeldGrant | None:
    """The grant by which the person acts here: the office that is written down and shown to the author."""
    for permission in permissions:
        for grant in independent(actor, said).grants:
            if may(actor.holding((grant,)), permission, said.handler_path):
                return grant
    return None


def protector(line: Sequence[Handlers], barred: tuple[str, ...]) -> tuple[Handlers, bool]:
    """Who protects a person under pressure: the nearest body above with an independent confidential handler.

    `line`: from the organization's superior up to the county, which is last; where nobody else can, its
    office stands in, and the second value says so.
    """
    for body in line:
        if any(not inside(one, barred) for one in body.people):
            return body, False
    return line[-1], True
