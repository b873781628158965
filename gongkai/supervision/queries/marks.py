"""Reading supervisors' marks: the organization what is said, its superior who said it too (R108)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.ledger import actions as ledger
from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.obligations import queries as obligations
from gongkai.obligations.views import DutyRow
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import between, ranges, under, within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.supervisors import SUPERVISION_MARK, WAITING, MarkState, SupervisionMarkFacts
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.supervisors import knows_author
from gongkai.supervision.models import SupervisionMark


@dataclass(frozen=True)
class MarkView:
    """One mark as this reader may see it; `author` is empty to those who may not know."""

    row: SupervisionMark
    own: bool
    author: str
    overdue: bool
    duty: DutyRow | None  # the duty that was left silent, as it stands today; None for an item, or owed no more


def seen_by(actor: Actor) -> Q:
    """The marks that the actor may read."""
    seen = within(actor, Permission.READ_WORK) | within(actor, Permission.INSPECT, field="superior_path")
    return seen | Q(author_id=actor.user_id) if actor.user_id is not None else seen


def mark(actor: Actor, *, number: str) -> SupervisionMark:
    """One mark; missing to all whom it does not concern."""
    found = SupervisionMark.objects.select_related("org", "photo").filter(seen_by(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def mark_view(actor: Actor, *, number: str, today: date) -> MarkView:
    """One mark with its author's name where it may be known."""
    row = mark(actor, number=number)
    known = knows_author(actor, author=row.author_id, superior_path=row.superior_path)
    name = orgs.user_names(actor, ids={row.author_id}).get(row.author_id, "") if known else ""
    overdue = row.waiting and row.due_on < today
    return MarkView(row, row.author_id == actor.user_id, name, overdue, _duty(actor, row, today))


def _duty(actor: Actor, row: SupervisionMark, today: date) -> DutyRow | None:
    if not row.duty_code:
        return None
    try:
        return obligations.duty(
            actor,
            org_id=row.org_id,
            period=row.duty_period,
            code=row.duty_code,
            trigger_id=row.duty_trigger,
            today=today,
        )
    except Refused:  # the catalog does not ask for it any more
        return None


def marks(actor: Actor, *, path: str, below: bool = False, limit: int = 500) -> list[SupervisionMark]:
    """Marks on an organization's items, on those below too: what waits for an answer first, the nearest day first."""
    rows = _at(actor, path, below)[:limit]
    return sorted(rows, key=lambda row: (not row.waiting, row.due_on if row.waiting else date.min))


def mark_ledger(actor: Actor, *, path: str, below: bool = False) -> Iterator[SupervisionMark]:
    """All of them, the newest first; read in pieces."""
    return streamed(_at(actor, path, below))


def _at(actor: Actor, path: str, below: bool) -> QuerySet[SupervisionMark]:
    where = under(path) if below else Q(org_path=path)
    rows = SupervisionMark.objects.select_related("org").filter(seen_by(actor), where)
    return rows.order_by("-raised_on", "-pk")


def own_marks(actor: Actor, *, limit: int = 100) -> list[SupervisionMark]:
    """What the actor marked himself, what waits for his verdict first."""
    if actor.user_id is None:
        return []
    rows = SupervisionMark.objects.select_related("org").filter(author_id=actor.user_id)
    return sorted(rows.order_by("-raised_on", "-pk")[:limit], key=lambda row: row.state != MarkState.REPLIED)


def _waiting(read, inspect, working, inspecting, today=None, author=None):
    mine = Q(org_path__in=working, state__in=WAITING)
    mine |= Q(superior_path__in=inspecting, state=MarkState.CONTESTED)
    if today is not None:
        mine |= Q(superior_path__in=inspecting, state=MarkState.RAISED, due_on__lt=today)
    known = between(read) | between(inspect, field="superior_path")
    if author is not None:
        known |= Q(author_id=author)
    return SupervisionMark.objects.filter(known, mine).order_by("due_on", "pk")[:50]


_WAITING = PreparedModels(SupervisionMark, _waiting, {"org": ("short_name",)})


def marks_waiting(
    actor: Actor, *, working: tuple[str, ...], inspecting: tuple[str, ...], today: date
) -> list[SupervisionMark]:
    """What waits for organizations to answer; for superiors what was not answered in time or did not satisfy."""
    read, inspect = ranges(actor, Permission.READ_WORK), ranges(actor, Permission.INSPECT)
    late = {"today": today} if inspecting else {}  # what is late is asked for only where somebody inspects
    author = {} if actor.user_id is None else {"author": actor.user_id}
    return _WAITING(read=read, inspect=inspect, working=working, inspecting=inspecting, **late, **author)


def mark_facts(row: SupervisionMark, *, today: date, reply: str = "") -> SupervisionMarkFacts:
    """The mark for the law."""
    bodies = Bodies(row.org_path, superior=row.superior_path)
    return SupervisionMarkFacts(row.state, bodies, row.author_id, row.due_on < today, reply)


def mark_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a mark, its own author's only to him; the words of the reply are asked for by its form."""
    row = mark(actor, number=number)
    offered = moves.offers(SUPERVISION_MARK, actor, mark_facts(row, today=today, reply="*"))
    return [one for one in offered if one.why_not not in ("mark_not_own", "mark_in_time")]


def mark_photo(actor: Actor, *, number: str) -> ledger.Located:
    """The photo behind a mark, for those who may read the mark."""
    row = mark(actor, number=number)
    if row.photo is None:
        raise missing()
    return ledger.located(actor, file=row.photo)
