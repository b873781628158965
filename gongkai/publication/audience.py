"""Which rows an actor's circles hold: the SQL twin of `rules.visibility.may_read` (P1; a test compares the two)."""

from typing import Any

from django.db.models import Q

from gongkai.ledger.fields import ancestors
from gongkai.orgs.scopes import EVERYTHING, between, ranges
from gongkai.publication.models import IndividualNotice
from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Permission, reach
from gongkai.rules.search_text import mark


def roll_paths(actor: Actor) -> set[str]:
    """Paths of the organizations whose party circle the actor's own membership opens."""
    return {path for own in actor.party for path in ancestors(own)}


def open_circles(actor: Actor) -> Q:
    """The circles that are listed: party, unit and society, never what was told to one person."""
    if actor.is_clock:
        return ~Q(audience=Audience.INDIVIDUAL)
    return _listed(ranges(actor, Permission.READ_INSIDE), sorted(roll_paths(actor)), actor.units)


def _listed(inside, rolls, units) -> Q:
    found = Q(audience=Audience.PUBLIC)
    if inside or rolls:
        found |= Q(audience__in=(Audience.PARTY, Audience.UNIT)) & (between(inside) | Q(org_path__in=rolls))
    if units:
        found |= Q(audience=Audience.UNIT, org_path__in=units)
    return found


def in_circle(actor: Actor) -> Q:
    """All publications whose circle holds the actor, those told to the actor in person included."""
    return EVERYTHING if actor.is_clock else in_circles(**circles_of(actor))


def circles_of(actor: Actor) -> dict[str, Any]:
    """What `in_circles` is asked with for a person or a visitor, for reads that are compiled once."""
    asked = {
        "inside": ranges(actor, Permission.READ_INSIDE), "rolls": sorted(roll_paths(actor)), "units": actor.units,
        "works": ranges(actor, Permission.READ_WORK),
    }  # fmt: skip
    return asked if actor.user_id is None else asked | {"user_id": actor.user_id}


def in_circles(inside, rolls, units, works, user_id: int | None = None) -> Q:
    """The same from bare values: ranges of inner and of own work, paths of rolls and of units, the person."""
    found = _listed(inside, rolls, units)
    if user_id is not None:
        told = IndividualNotice.objects.filter(user_id=user_id).values("publication_id")
        found |= Q(audience=Audience.INDIVIDUAL, pk__in=told)
    if works:
        found |= Q(audience=Audience.INDIVIDUAL) & between(works)
    return found


def circle_marks(*, audience: str, org_path: str) -> list[str]:
    """The tokens of a document's circle: its audience, its own organization, and everything above."""
    return [
        mark("a", audience), mark("h", f"{audience}{org_path}"),
        *(mark("o", path) for path in ancestors(org_path)),
        *(mark("b", f"{audience}{path}") for path in ancestors(org_path)),
    ]  # fmt: skip


def open_marks(actor: Actor) -> list[str] | None:
    """The same circles for the search index: a document must carry one of these; None: no limit."""
    if actor.is_clock:
        return None
    found = [mark("a", Audience.PUBLIC)]
    for path, subtree in reach(actor, Permission.READ_INSIDE):
        found += [mark("b" if subtree else "h", f"{audience}{path}") for audience in (Audience.PARTY, Audience.UNIT)]
    for path in sorted(roll_paths(actor)):
        found += [mark("h", f"{audience}{path}") for audience in (Audience.PARTY, Audience.UNIT)]
    found += [mark("h", f"{Audience.UNIT}{path}") for path in actor.units]
    return list(dict.fromkeys(found))
