"""Reading spot checks of boards; the codes of the day are for those who inspect only (第九条（五）)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.ledger import actions as ledger
from gongkai.ledger.code_keys import code_keys
from gongkai.ledger.pieces import streamed
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import within
from gongkai.publication import queries as publication
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import CarrierKind
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.spot_check import SPOT_CHECK, SpotCheckFacts, SpotCheckState
from gongkai.rules.refusals import missing
from gongkai.rules.spot_checks import code_of_day
from gongkai.supervision.models import SpotCheck

BOARDS = (CarrierKind.BOARD, CarrierKind.INDOOR_BOARD)


def secret() -> bytes:
    """The installation's secret from which codes follow."""
    return code_keys()[0]


def codes_of_day(actor: Actor, *, path: str, day: date) -> dict[object, list[tuple[object, str]]]:
    """Codes of the day below an inspecting body: each superior's organizations with theirs. One query."""
    demand(actor, Permission.INSPECT, path, hidden=True)
    whole = orgs.subtree(actor, path=path)
    by_key = {one.pk: one for one in whole}
    found: dict[object, list[tuple[object, str]]] = {}
    for one in whole:
        if one.owes_duties and one.superior_id in by_key:
            code = code_of_day(secret(), org_code=one.code, day=day)
            found.setdefault(by_key[one.superior_id], []).append((one, code))
    return found


def boards_of(actor: Actor, *, org_id: int, day: date) -> list[tuple[int, str]]:
    """The boards of an organization that are in use: key and place."""
    carriers = publication.carriers_of(actor, org_id=org_id, today=day)
    return [(one.id, one.place) for one in carriers if one.kind in BOARDS]


def _seen(actor: Actor) -> Q:
    return within(actor, Permission.READ_WORK) | within(actor, Permission.INSPECT, field="superior_path")


def spot_check(actor: Actor, *, number: str) -> SpotCheck:
    """One photo sent in; missing to all whom it does not concern."""
    rows = SpotCheck.objects.select_related("org", "photo", "copy_of__photo").filter(_seen(actor), number=number)
    found = rows.first()
    if found is None:
        raise missing()
    return found


def spot_checks(actor: Actor, *, path: str, limit: int = 200) -> list[SpotCheck]:
    """Photos sent in by an organization or to it as their superior: what waits first, then the latest."""
    return sorted(_at(actor, path)[:limit], key=lambda row: row.state != SpotCheckState.SENT)


def spot_check_ledger(actor: Actor, *, path: str) -> Iterator[SpotCheck]:
    """All of them, the latest first; read in pieces."""
    return streamed(_at(actor, path))


def _at(actor: Actor, path: str) -> QuerySet[SpotCheck]:
    where = Q(org_path=path) | Q(superior_path=path)
    return SpotCheck.objects.select_related("org", "copy_of").filter(_seen(actor), where).order_by("-day", "-pk")


def spot_checks_waiting(actor: Actor, *, inspecting: tuple[str, ...]) -> list[SpotCheck]:
    """Photos that the superior has not looked at, without those that this person sent in: another one judges them."""
    rows = SpotCheck.objects.select_related("org").filter(
        _seen(actor), superior_path__in=inspecting, state=SpotCheckState.SENT
    )
    if actor.user_id is not None:
        rows = rows.exclude(sender_id=actor.user_id)
    return list(rows.order_by("day", "pk")[:50])


def spot_facts(row: SpotCheck) -> SpotCheckFacts:
    """The photo for the law."""
    bodies = Bodies(row.org_path, superior=row.superior_path)
    return SpotCheckFacts(row.state, bodies, row.copy_of_id is not None, row.sender_id)


def spot_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a photo; that of the comparison only where there is something to compare."""
    row = spot_check(actor, number=number)
    offered = moves.offers(SPOT_CHECK, actor, spot_facts(row))
    return [one for one in offered if one.verb != "compared" or row.copy_of_id is not None]


def spot_photo(actor: Actor, *, number: str) -> ledger.Located:
    """The photo. The earlier one that it looks like is shown under this number to its judges only."""
    row = spot_check(actor, number=number)
    return ledger.located(actor, file=row.photo)


def earlier_photo(actor: Actor, *, number: str) -> ledger.Located:
    """The earlier photo that this one looks like, for those who judge it."""
    row = spot_check(actor, number=number)
    demand(actor, Permission.INSPECT, row.superior_path, hidden=True)
    if row.copy_of is None:
        raise missing()
    return ledger.located(actor, file=row.copy_of.photo)
