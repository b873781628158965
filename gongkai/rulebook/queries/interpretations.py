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

_BODIES = ("org", "first_body", "second_body")


def _seen(actor: Actor) -> Q:
    return EVERYTHING if may_anywhere(actor, Permission.INTERPRET) else within(actor, Permission.READ_WORK)


def answered(actor: Actor, *, limit: int = 500) -> list[Interpretation]:
    """Everything that was published, in the order of the articles' numbers. Open to anyone; one query."""
    order = {anchor: place for place, anchor in enumerate(parameter_files.digest().places())}
    rows = Interpretation.objects.select_related(*_BODIES).filter(state=InterpretationState.PUBLISHED)
    found = list(rows.order_by("-second_at", "-pk")[:limit])
    return sorted(found, key=lambda row: order.get(row.anchor, len(order)))


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
    return InterpretationFacts(
        row.state, Bodies(bodies.org, bodies.superior, bodies.maker, bodies.county, body_of(actor, first)), first, row.first_by
    )  # fmt: skip


def interpretation_offers(actor: Actor, *, row: Interpretation) -> list[Offer]:
    """The buttons of a question."""
    return moves.offers(INTERPRETATION, actor, interpretation_facts(actor, row))
