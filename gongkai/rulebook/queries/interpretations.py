"""Reading questions about articles: the answers for everyone, the work on them for who asked and who interprets (R141)."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from gongkai.ledger.pieces import streamed
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import EVERYTHING, within
from gongkai.rulebook import parameter_files
from gongkai.rulebook.models import Interpretation
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.interpretation import INTERPRETATION, InterpretationFacts, InterpretationState, body_of
from gongkai.rules.refusals import missing

UNDER_WAY = {InterpretationState.ASKED.value, InterpretationState.STAMPED.value}
_BODIES = ("org", "first_body", "second_body")


def _seen(actor: Actor) -> Q:
    return EVERYTHING if may_anywhere(actor, Permission.INTERPRET) else within(actor, Permission.READ_WORK)


def answered(actor: Actor, *, limit: int = 500) -> list[Interpretation]:
    """The answers in force, in the order of the articles' numbers. Open to anyone; one query."""
    order = {anchor: place for place, anchor in enumerate(parameter_files.digest().places())}
    rows = Interpretation.objects.select_related(*_BODIES).filter(state=InterpretationState.PUBLISHED)
    newest: dict[int, Interpretation] = {}
    for row in rows.order_by("edition", "pk"):
        newest[row.root_id or row.pk] = row
    found = sorted(newest.values(), key=lambda row: (row.second_at, row.pk), reverse=True)[:limit]
    return sorted(found, key=lambda row: order.get(row.anchor, len(order)))


def published_answer(actor: Actor, *, number: str) -> tuple[Interpretation, list[Interpretation]]:
    """One published answer, in force or not, and every published edition of it, the newest first. Two queries."""
    rows = Interpretation.objects.select_related(*_BODIES).filter(state=InterpretationState.PUBLISHED)
    row = rows.filter(number=number).first()
    if row is None:
        raise missing()
    return row, _editions(rows, row)


def _editions(rows: QuerySet[Interpretation], row: Interpretation) -> list[Interpretation]:
    root = row.root_id or row.pk
    return list(rows.filter(Q(pk=root) | Q(root=root)).order_by("-edition"))


def interpretation_editions(actor: Actor, *, row: Interpretation) -> list[Interpretation]:
    """Every edition of an answer at the desk, the newest first, whatever became of it. One query."""
    return _editions(Interpretation.objects.select_related(*_BODIES).filter(_seen(actor)), row)


def interpretations(actor: Actor, *, limit: int = 300) -> list[Interpretation]:
    """The register as far as the actor works on it, the newest first. One query."""
    return list(_register(actor)[:limit])


def interpretation_ledger(actor: Actor) -> Iterator[Interpretation]:
    """The same, however many; read in pieces."""
    return streamed(_register(actor))


def _register(actor: Actor) -> QuerySet[Interpretation]:
    rows = Interpretation.objects.select_related(*_BODIES).filter(_seen(actor))
    return rows.order_by("-asked_at", "-pk")


def interpretation(actor: Actor, *, number: str) -> Interpretation:
    """One question at the desk."""
    row = Interpretation.objects.select_related(*_BODIES).filter(_seen(actor), number=number).first()
    if row is None:
        raise missing()
    return row


def interpretations_waiting(actor: Actor) -> list[Interpretation]:
    """What waits for this interpreting body: questions, and what the other one stamped, the oldest first. One query."""
    if not may_anywhere(actor, Permission.INTERPRET):
        return []
    stamped = Q(state=InterpretationState.STAMPED) & ~within(actor, Permission.INTERPRET, field="first_body__path")
    rows = Interpretation.objects.select_related(*_BODIES).filter(Q(state=InterpretationState.ASKED) | stamped)
    return list(rows.order_by("asked_at", "pk")[:50])


def interpretation_facts(actor: Actor, row: Interpretation) -> InterpretationFacts:
    """The question for the law. The body for which the actor stamps is known by the actor's role."""
    first = row.first_body.path if row.first_body else ""
    bodies = orgs.bodies(actor, org_id=row.org_id)
    root = row.root_id or row.pk
    later = set(Interpretation.objects.filter(root=root, edition__gt=row.edition).values_list("state", flat=True))
    return InterpretationFacts(
        row.state, Bodies(bodies.org, bodies.superior, bodies.maker, bodies.county, body_of(actor, first if not row.is_published else "")), first, row.first_by,
        row.root_id is not None, InterpretationState.PUBLISHED in later, bool(later & UNDER_WAY),
    )  # fmt: skip


def interpretation_offers(actor: Actor, *, row: Interpretation) -> list[Offer]:
    """The buttons of a question."""
    return moves.offers(INTERPRETATION, actor, interpretation_facts(actor, row))
