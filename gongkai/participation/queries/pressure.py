"""Reports of pressure, for the handler above and for their author."""

from datetime import date

from gongkai.orgs.scopes import within
from gongkai.participation.models import Pressure
from gongkai.participation.queries.anonymous import Reported, reported_under
from gongkai.participation.queries.vault import refs_of
from gongkai.participation.said import pressure_facts, pressure_said
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.independence import counting, independent
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures.pressure import PRESSURE
from gongkai.rules.refusals import missing

PROTECTORS = (Permission.PROTECT,)
NEWEST = 200


def pressures(actor: Actor) -> list[Pressure]:
    """What this handler has to take up or answer, the most urgent first. One query."""
    if not may_anywhere(actor, Permission.PROTECT):
        raise missing()
    rows = Pressure.objects.select_related("org").filter(within(actor, Permission.PROTECT, field="handler_path"))
    seen = [row for row in rows.order_by("answered_on", "due_on", "pk")[:NEWEST] if _handled_by(actor, row)]
    return sorted(seen, key=lambda row: (row.answered_on is not None, row.due_on))


def pressure(actor: Actor, *, pressure_id: int) -> Pressure:
    """One report, for its handler alone."""
    row = Pressure.objects.select_related("org").filter(pk=pressure_id).first()
    if row is None or not _handled_by(actor, row):
        raise missing()
    return row


def pressure_offers(actor: Actor, *, pressure_id: int, today: date) -> list[Offer]:
    row = pressure(actor, pressure_id=pressure_id)
    return offers(PRESSURE, independent(actor, pressure_said(row)), pressure_facts(row, today=today))


def days_to_take_up(actor: Actor, *, today: date) -> int:
    """How many working days the handler has to take a report up."""
    return rulebook.parameters(actor).int("pressure_take_up", today)


def own_pressures(actor: Actor) -> tuple[Reported, ...]:
    """What the acting author reported under references of his own. Two queries."""
    refs = refs_of(actor)
    return reported_under(refs) if refs else ()


def _handled_by(actor: Actor, row: Pressure) -> bool:
    return counting(actor, pressure_said(row), PROTECTORS) is not None
