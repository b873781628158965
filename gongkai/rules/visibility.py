"""Circles of disclosure: who may read which, and in which order they are served (第四条（二）, 第七条, R15)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.methods import AUDIENCE_ORDER, REACHING, Audience
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused

# What the system itself does the moment a circle is released; nobody has to prove it.
AUTOMATIC = {Audience.PARTY: "jy", Audience.UNIT: "jy", Audience.PUBLIC: "wz"}


@dataclass(frozen=True)
class Circle:
    """One circle of one organization; `named`: the users told in person (individual only)."""

    audience: Audience
    org_path: str
    named: frozenset[int] = field(default_factory=frozenset)


def _on_the_roll(actor: Actor, path: str) -> bool:
    """A committee's members are those on its own roll and on the rolls of all below it."""
    return any(own.startswith(path) for own in actor.party)


def may_read(actor: Actor, circle: Circle) -> bool:
    """May this actor read what was disclosed to this circle?

    The circles of party, unit and society widen: who belongs to a narrower one reads the wider.
    A unit's circle is exactly its own people, its members, and those with a role there.
    """
    if actor.is_clock or circle.audience is Audience.PUBLIC:
        return True
    if circle.audience is Audience.INDIVIDUAL:
        told = actor.user_id is not None and actor.user_id in circle.named
        return told or may(actor, Permission.READ_WORK, circle.org_path)
    inside = _on_the_roll(actor, circle.org_path) or may(actor, Permission.READ_INSIDE, circle.org_path)
    if circle.audience is Audience.PARTY:
        return inside
    return inside or circle.org_path in actor.units


def in_order(audiences: Iterable[str]) -> tuple[Audience, ...]:
    """The circles from the narrowest to the widest, each once: 先党内后党外."""
    wanted = {Audience(one) for one in audiences}
    return tuple(one for one in AUDIENCE_ORDER if one in wanted)


def widest(audiences: Iterable[str]) -> Audience:
    """The widest of some circles. ValueError when there are none."""
    circles = in_order(audiences)
    if not circles:
        raise ValueError("no circle at all")
    return circles[-1]


@dataclass(frozen=True)
class Served:
    """A circle that was released: when, and by which ways it is proved to have been served."""

    published_at: datetime
    methods: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Next:
    """What comes next: the circle, how many are left, whether the party was served, and the wait."""

    audience: Audience | None
    left: int
    party_done: bool
    open_from: datetime | None


def next_circle(
    audiences: Sequence[str],
    methods: Iterable[str],
    served: Mapping[str, Served],
    now: datetime,
    *,
    party_first: bool = True,
    gap_days: int = 0,
) -> Next:
    """The next circle to serve and what still bars it (第四条（二）, R15).

    The party circle is done when a way that reaches the party is recorded. The web page for
    logged-in members counts alone only where no other party way was promised (`methods`).
    The next circle opens after the party's, `gap_days` calendar days later at the earliest.
    """
    circles = in_order(audiences)
    left = [one for one in circles if one not in served]
    coming = left[0] if left else None
    party = served.get(Audience.PARTY)
    if not party_first or coming is None or party is None or coming in (Audience.INDIVIDUAL, Audience.PARTY):
        return Next(coming, len(left), True, None)
    reaching = REACHING[Audience.PARTY]
    promised = (reaching & set(methods)) - {AUTOMATIC[Audience.PARTY]}
    proof = reaching & party.methods
    done = bool(proof - {AUTOMATIC[Audience.PARTY]} if promised else proof)
    opens = party.published_at
    if gap_days:
        midnight = opens.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
        opens = max(opens, midnight + timedelta(days=gap_days))
    waits = now < opens if gap_days else now <= opens
    return Next(coming, len(left), done, opens if waits else None)


def demand_notice(days: int | None, least: int | None, *, article: str = "第八条（四）") -> None:
    """Refuse `notice_missing` or `notice_short` unless the 公示期 has the length the entry asks for (R61, R78)."""
    if least is None:
        return
    if not days:
        raise Refused("notice_missing", least=least, article=article)
    if days < least:
        raise Refused("notice_short", days=days, least=least, article=article)
