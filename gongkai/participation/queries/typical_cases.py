"""Reading typical cases: the library for everyone, recommendations for those who made or judge them (R81)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from gongkai.ledger.pieces import pieces
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import within
from gongkai.participation.models import TypicalCase
from gongkai.publication import queries as publication
from gongkai.publication.views import ListRow
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.typical_case import TYPICAL_CASE, CaseFacts, CaseState
from gongkai.rules.refusals import missing


@dataclass(frozen=True)
class CaseView:
    """A case with the item it points to, as far as this reader may read it."""

    row: TypicalCase
    item: ListRow | None


def _seen(actor: Actor) -> Q:
    works = within(actor, Permission.READ_WORK) | within(actor, Permission.INSPECT, field="county_path")
    return works | Q(state=CaseState.ADOPTED)


def typical_case(actor: Actor, *, number: str) -> CaseView:
    """One case; a recommendation only for those who work there and for the county."""
    row = TypicalCase.objects.select_related("org", "disclosure").filter(_seen(actor), number=number).first()
    if row is None:
        raise missing()
    return _views(actor, [row])[0]


def _views(actor: Actor, rows: list[TypicalCase]) -> list[CaseView]:
    shown = publication.items_of(actor, disclosure_ids={row.disclosure_id for row in rows})
    return [CaseView(row, shown.get(row.disclosure_id)) for row in rows]


def case_library(actor: Actor, *, kind: str = "", limit: int = 100) -> list[CaseView]:
    """The library, the newest first; what can no longer be read is left out. Two queries."""
    rows = TypicalCase.objects.select_related("org").filter(state=CaseState.ADOPTED)
    if kind:
        rows = rows.filter(kind=kind)
    return [one for one in _views(actor, list(rows.order_by("-adopted_at", "-pk")[:limit])) if one.item]


def cases(
    actor: Actor, *, path: str | None = None, states: Iterable[str] = (), limit: int = 300
) -> list[CaseView]:  # fmt: skip
    """Cases that the actor works on, the newest first: of one organization, or all. Two queries."""
    rows = TypicalCase.objects.select_related("org").filter(_seen(actor))
    if path is not None:
        rows = rows.filter(org_path=path)
    if states:
        rows = rows.filter(state__in=list(states))
    return _views(actor, list(rows.order_by("-recommended_at", "-pk")[:limit]))


def case_ledger(actor: Actor, *, path: str | None = None) -> Iterator[CaseView]:
    """The same in every state; read in pieces."""
    rows = TypicalCase.objects.select_related("org").filter(_seen(actor))
    for piece in pieces((rows if path is None else rows.filter(org_path=path)).order_by("-recommended_at", "-pk")):
        yield from _views(actor, piece)


def cases_to_judge(actor: Actor, *, paths: tuple[str, ...]) -> list[TypicalCase]:
    """What was recommended and waits for these county offices, the oldest first. One query."""
    judges = within(actor, Permission.INSPECT, field="county_path")
    rows = TypicalCase.objects.select_related("org").filter(judges, county_path__in=paths)
    return list(rows.filter(state=CaseState.RECOMMENDED).order_by("recommended_at", "pk")[:50])


def case_facts(actor: Actor, row: TypicalCase) -> CaseFacts:
    """The case for the law: society must be able to read what it points to."""
    shown = publication.items_of(Actor.visitor(), disclosure_ids={row.disclosure_id})
    return CaseFacts(row.state, orgs.bodies(actor, org_id=row.org_id), bool(shown))


def case_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a case."""
    return moves.offers(TYPICAL_CASE, actor, case_facts(actor, typical_case(actor, number=number).row))
