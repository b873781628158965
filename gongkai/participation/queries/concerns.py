"""Reading public concerns: open to everyone in general words; where each came from only at the desk (R81)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.disclosures import queries as disclosures
from gongkai.ledger.pieces import pieces
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.participation.models import Concern
from gongkai.publication import queries as publication
from gongkai.publication.views import ListRow
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.concern import CONCERN, ConcernFacts, ConcernState
from gongkai.rules.refusals import missing

LISTED = 300


@dataclass(frozen=True)
class ConcernView:
    """A concern with the item that answers it, as far as this reader may read it."""

    row: Concern
    item: ListRow | None

    @property
    def late(self) -> bool:
        """Answered, but after its day."""
        return bool(self.row.answered_at and local_day(self.row.answered_at) > self.row.due_on)


@dataclass(frozen=True)
class ConcernFigures:
    """A year in numbers."""

    registered: int = 0
    answered: int = 0
    in_time: int = 0
    declined: int = 0
    overdue: int = 0


def concern(actor: Actor, *, number: str) -> ConcernView:
    """One concern. Its words are general, so everyone may read it."""
    row = Concern.objects.select_related("org", "disclosure", "opinion").filter(number=number).first()
    if row is None:
        raise missing()
    return _views(actor, [row])[0]


def concern_at_desk(actor: Actor, *, number: str) -> ConcernView:
    """The same with where it was heard, for those who work there or oversee it."""
    view = concern(actor, number=number)
    if not may(actor, Permission.READ_WORK, view.row.org_path):
        raise missing()
    return view


def answer_in_the_making(actor: Actor, *, row: Concern):
    """The newest edition of the item that is to answer it; None when nothing was begun."""
    if row.disclosure_id is None or not may(actor, Permission.READ_WORK, row.org_path):
        return None
    return disclosures.editions_of(actor, disclosure_id=row.disclosure_id)[-1]


def _views(actor: Actor, rows: list[Concern]) -> list[ConcernView]:
    shown = publication.items_of(actor, disclosure_ids={row.disclosure_id for row in rows if row.disclosure_id})
    return [ConcernView(row, shown.get(row.disclosure_id)) for row in rows]


def concerns(
    actor: Actor, *, path: str, below: bool = False, year: int | None = None, states: Iterable[str] = (),
    limit: int = LISTED,
) -> list[ConcernView]:  # fmt: skip
    """Concerns of an organization or, with `below`, of its subtree, what waits first. Two queries."""
    rows = Concern.objects.select_related("org")
    rows = rows.filter(under(path)) if below else rows.filter(org_path=path)
    if year is not None:
        rows = rows.filter(heard_on__year=year)
    if states:
        rows = rows.filter(state__in=list(states))
    found = _views(actor, list(rows.order_by("-heard_on", "-pk")[:limit]))
    waiting = [one for one in found if one.row.state == ConcernState.REGISTERED]
    done = [one for one in found if one.row.state != ConcernState.REGISTERED]
    return [*sorted(waiting, key=lambda one: one.row.due_on), *done]


def concern_ledger(actor: Actor, *, path: str, below: bool = False) -> Iterator[ConcernView]:
    """All concerns, the latest first; read in pieces."""
    rows = Concern.objects.select_related("org").filter(under(path) if below else Q(org_path=path))
    for piece in pieces(rows.order_by("-heard_on", "-pk")):
        yield from _views(actor, piece)


_TO_ANSWER = PreparedModels(
    Concern,
    lambda paths: Concern.objects.filter(org_path__in=paths, state=ConcernState.REGISTERED).order_by("due_on", "pk")[
        :50
    ],
)


def concerns_to_answer(actor: Actor, *, paths: tuple[str, ...]) -> list[Concern]:
    """What these organizations still have to answer, due first. One query."""
    return _TO_ANSWER(paths=paths)


def concern_figures(actor: Actor, *, path: str, year: int, today: date, below: bool = False) -> ConcernFigures:
    """The concerns heard in a year. One query."""
    rows = Concern.objects.filter(heard_on__year=year)
    rows = rows.filter(under(path)) if below else rows.filter(org_path=path)
    found = list(rows.values_list("state", "due_on", "answered_at"))
    done = [(due, at) for state, due, at in found if state == ConcernState.ANSWERED]
    return ConcernFigures(
        len(found), len(done), sum(local_day(at) <= due for due, at in done),
        sum(state == ConcernState.DECLINED for state, _, _ in found),
        sum(state == ConcernState.REGISTERED and due < today for state, due, _ in found),
    )  # fmt: skip


_ANSWERED_BY = PreparedModels(
    Concern,
    lambda disclosure_id: Concern.objects.filter(disclosure_id=disclosure_id, state=ConcernState.ANSWERED).order_by(
        "heard_on", "pk"
    )[:20],
)


def answered_by(actor: Actor, *, disclosure_id: int) -> list[Concern]:
    """Which concerns an item answers: told on its page. One query."""
    return _ANSWERED_BY(disclosure_id=disclosure_id)


def concern_facts(actor: Actor, row: Concern) -> ConcernFacts:
    """The concern for the law; whether its item is public is the same for everyone who acts."""
    shown = publication.items_of(Actor.clock(), disclosure_ids={row.disclosure_id} if row.disclosure_id else set())
    return ConcernFacts(
        row.state, orgs.bodies(actor, org_id=row.org_id), row.disclosure_id is not None, bool(shown)
    )  # fmt: skip


def concern_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a concern."""
    return moves.offers(CONCERN, actor, concern_facts(actor, concern(actor, number=number).row))
