"""Reading the supervisors' meetings: when the next is due, what was said and answered (R109)."""

from datetime import date

from django.db.models import Max, Q

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import between, ranges, within
from gongkai.rulebook import queries as rulebook
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.supervisors import (
    SUPERVISORS_MEETING,
    SupervisorsMeetingFacts,
    SupervisorsMeetingState,
)
from gongkai.rules.refusals import missing
from gongkai.rules.supervisors import meeting_due
from gongkai.supervision.models import MeetingOpinion, SupervisorsMeeting
from gongkai.supervision.queries.supervisors import first_in_office

S = SupervisorsMeetingState


def _seen(actor: Actor) -> Q:
    """Those who read the organization's party circle by their office: who works there, supervises, oversees."""
    return within(actor, Permission.READ_INSIDE)


def supervisors_meeting(actor: Actor, *, number: str) -> SupervisorsMeeting:
    """One meeting with its minutes; missing outside the circle."""
    found = SupervisorsMeeting.objects.filter(_seen(actor), number=number).select_related("org").first()
    if found is None:
        raise missing()
    return found


def supervisors_meetings(actor: Actor, *, path: str, limit: int = 100) -> list[SupervisorsMeeting]:
    """The meetings of one organization, the latest first."""
    rows = SupervisorsMeeting.objects.filter(_seen(actor), org_path=path).prefetch_related("opinions")
    return list(rows.order_by("-meets_on", "-pk")[:limit])


_CALLED = PreparedModels(
    SupervisorsMeeting,
    lambda read, paths: SupervisorsMeeting.objects.filter(between(read), org_path__in=paths, state=S.CALLED).order_by(
        "meets_on", "pk"
    ),
    {"org": None},
)
_UNANSWERED = PreparedModels(
    MeetingOpinion,
    lambda read, paths: MeetingOpinion.objects.filter(
        between(read, field="meeting__org_path"), meeting__org_path__in=paths, replied_on=None
    ).order_by("due_on", "pk")[:50],
    {"meeting": None},
)


def meetings_called(actor: Actor, *, paths: tuple[str, ...]) -> list[SupervisorsMeeting]:
    """Meetings to come at these organizations, the nearest first."""
    return _CALLED(read=ranges(actor, Permission.READ_INSIDE), paths=paths)


def next_meeting_due(actor: Actor, *, path: str, today: date) -> date | None:
    """By when the supervisors must meet again; None while there are none. Two queries."""
    began = first_in_office(actor, path=path, day=today)
    if began is None:
        return None
    held = SupervisorsMeeting.objects.filter(org_path=path, state=S.HELD).aggregate(last=Max("meets_on"))["last"]
    months = rulebook.parameters(actor).int("supervisors_meeting_months", today)
    return meeting_due(held, began, months)


def meeting_facts(row: SupervisorsMeeting, *, today: date, came: int = 0, minutes: str = "") -> SupervisorsMeetingFacts:
    """The meeting for the law."""
    return SupervisorsMeetingFacts(row.state, Bodies(row.org_path), (row.meets_on - today).days, came, minutes)


def meeting_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a meeting; who came and the minutes are asked for by its form."""
    row = supervisors_meeting(actor, number=number)
    return moves.offers(SUPERVISORS_MEETING, actor, meeting_facts(row, today=today, came=1, minutes="*"))


def opinions_waiting(actor: Actor, *, paths: tuple[str, ...]) -> list[MeetingOpinion]:
    """What was said at meetings of these organizations and has no answer, the nearest day first."""
    return _UNANSWERED(read=ranges(actor, Permission.READ_INSIDE), paths=paths)
