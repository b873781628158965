"""Reading opinions as an office: one door, `seen`, for every list, page and count (R102, P33)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.disclosures import queries as disclosures
from gongkai.ledger.pieces import page_by_day, streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import NOTHING, between, ranges
from gongkai.participation.facts import barred_paths, case_of, opinion_facts, republish_open
from gongkai.participation.models import Opinion, OpinionMessage, OpinionNotice, OpinionRating, OpinionStep
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, Role, may
from gongkai.rules.procedures.opinion import OPINION, UNANSWERED
from gongkai.rules.refusals import missing
from gongkai.rules.routing import holding, may_know, narrowed

IN_CONFIDENCE = (Role.CONFIDENTIAL, Role.COUNTY_OFFICE)


def _own_places(actor: Actor) -> list[str]:
    """Paths of organizations where the actor handles ordinary opinions by a role held there."""
    return [
        grant.org_path
        for grant in actor.grants
        if grant.role != Role.CONFIDENTIAL and may(holding(actor, (grant,)), Permission.HANDLE_OPINION, grant.org_path)
    ]


def ordinary(actor: Actor) -> Q:
    """The SQL twin of `may_know` for opinions that are not confidential (P1; a test compares the two)."""
    return _ordinary(_own_places(actor), ranges(actor, Permission.OVERSEE))


def _ordinary(own, overseen) -> Q:
    places = Q(org_path__in=own) | Q(handler_path__in=own) | Q(first_path__in=own) if own else NOTHING
    return Q(confidential=False) & (places | (Q(escalated_on__isnull=False) & between(overseen)))


def _confidential_keys(actor: Actor) -> list[int]:
    """Confidential opinions that the law lets this actor know; the few candidates are judged one by one."""
    held = [grant.org_path for grant in actor.grants if grant.role in IN_CONFIDENCE]
    if not held:
        return []
    rows = Opinion.objects.filter(confidential=True, handler_path__in=held).select_related("org")
    return [row.pk for row in rows if may_know(actor, case_of(row, barred=barred_paths(actor, row.org)))]


def seen(actor: Actor) -> QuerySet[Opinion]:
    """Every opinion that the actor may know of; for anyone else it does not exist."""
    rows = Opinion.objects.select_related("org", "handler", "first")
    if actor.is_clock:
        return rows
    if not actor.is_person:
        return rows.none()
    keys = _confidential_keys(actor)
    return rows.filter(ordinary(actor) | Q(pk__in=keys)) if keys else rows.filter(ordinary(actor))


def opinion(actor: Actor, *, opinion_id: int) -> Opinion:
    """One opinion, for those who may know of it."""
    found = seen(actor).filter(pk=opinion_id).first()
    if found is None:
        raise missing()
    return found


def opinion_by_number(actor: Actor, *, number: str, path: str) -> Opinion | None:
    """An ordinary opinion by its number, if it was given to this organization or is handled there."""
    found = seen(actor).filter(number=number, confidential=False)
    return found.filter(Q(org_path=path) | Q(handler_path=path)).first()


def opinion_offers(actor: Actor, *, opinion_id: int, today: date) -> list[Offer]:
    """The buttons of an opinion."""
    facts = opinion_facts(actor, opinion(actor, opinion_id=opinion_id), today=today)
    return moves.offers(OPINION, narrowed(actor, facts.case), facts)


@dataclass(frozen=True)
class Trail:
    """Everything that hangs on an opinion, for the office."""

    steps: Sequence[OpinionStep]
    notices: Sequence[OpinionNotice]
    messages: Sequence[OpinionMessage]
    ratings: Sequence[OpinionRating]


def trail(actor: Actor, *, opinion_id: int) -> Trail:
    """Steps, notices, messages and ratings of an opinion, oldest first."""
    found = opinion(actor, opinion_id=opinion_id)
    return Trail(
        list(found.steps.order_by("pk")), list(found.notices.order_by("pk")), list(found.messages.order_by("place")),
        list(found.ratings.order_by("round")),
    )  # fmt: skip


def register(
    actor: Actor, *, today: date, state: str = "", kind: str = "", channel: str = "", overdue: bool = False,
    org_id: int | None = None, after: str = "", limit: int = 50,
) -> tuple[list[Opinion], str]:  # fmt: skip
    """The register, newest day first, and the key of the next page ("" at the end)."""
    rows = _narrowed(actor, today, state, kind, channel, overdue, org_id)
    return page_by_day(rows, after=after, limit=limit)


def register_ledger(
    actor: Actor, *, today: date, state: str = "", kind: str = "", channel: str = "", overdue: bool = False,
    org_id: int | None = None,
) -> Iterator[Opinion]:  # fmt: skip
    """The same in one go, however long; read in pieces (R167)."""
    return streamed(_narrowed(actor, today, state, kind, channel, overdue, org_id))


def _narrowed(
    actor: Actor, today: date, state: str, kind: str, channel: str, overdue: bool, org_id: int | None
) -> QuerySet[Opinion]:
    rows = seen(actor)
    if org_id is not None:
        rows = rows.filter(Q(org_id=org_id) | Q(handler_id=org_id) | Q(first_id=org_id))
    for name, value in (("state", state), ("kind", kind), ("channel", channel)):
        if value:
            rows = rows.filter(**{name: value})
    if overdue:
        rows = rows.filter(state__in=UNANSWERED, due_on__lt=today)
    return rows.order_by("-received_on", "-pk")


def _inbox(own, overseen, keys, places):
    rows = Opinion.objects.filter(_ordinary(own, overseen) | Q(pk__in=keys))
    return rows.filter(handler_path__in=places, state__in=UNANSWERED).order_by("due_on", "pk")


_INBOX = PreparedModels(Opinion, _inbox, {"org": ("short_name",)})


def inbox(actor: Actor, *, today: date) -> list[Opinion]:
    """What waits for the actor's own office: open opinions it handles, the one due first before the others."""
    if not actor.is_person:
        return []
    return _INBOX(
        own=_own_places(actor), overseen=ranges(actor, Permission.OVERSEE), keys=_confidential_keys(actor),
        places=actor.home_paths,
    )  # fmt: skip


@dataclass(frozen=True)
class Links:
    """What an opinion leads to: the item it is about, the edition it opened, and what is still to be decided."""

    item_number: str = ""
    next_edition_id: int | None = None
    may_improve: bool = False
    republish_open: bool = False


def links(actor: Actor, *, opinion_id: int) -> Links:
    """Where one may go on from an opinion about a published item (第八条（四）, R79, R80)."""
    found = opinion(actor, opinion_id=opinion_id)
    if found.disclosure_id is None or found.confidential:
        return Links()
    number = disclosures.disclosure(Actor.clock(), disclosure_id=found.disclosure_id).number or ""
    return Links(
        number, found.next_edition_id,
        found.next_edition_id is None and found.decided_on is not None and may(actor, Permission.DRAFT, found.org_path),
        republish_open(found) and may(actor, Permission.APPROVE, found.org_path),
    )  # fmt: skip
