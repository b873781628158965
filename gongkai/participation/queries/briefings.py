"""Reading briefings: by whom, about what, how many came; and when the next is due (第七条, R62)."""

from datetime import date

from django.db.models import Q

from gongkai.ledger.prepared import Prepared
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import within
from gongkai.participation.models import Briefing
from gongkai.publication.audience import open_circles
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.briefings import Attendance, BriefingDue, briefing_due
from gongkai.rules.methods import Audience
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import missing
from gongkai.rules.visibility import Circle, may_read


def _inside(actor: Actor) -> Q:
    """A briefing is for its circle, as a rule the members, and for those who work there."""
    return within(actor, Permission.READ_WORK) | open_circles(actor)


def briefing(actor: Actor, *, number: str) -> Briefing:
    """One briefing, for the members and those who work there."""
    found = Briefing.objects.select_related("org").filter(_inside(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def is_inside(actor: Actor, *, org_id: int) -> bool:
    """Does the actor belong to the organization's inner circle, to which it briefs?"""
    return may_read(actor, Circle(Audience.PARTY, orgs.organization(actor, org_id=org_id).path))


def briefings(actor: Actor, *, org_id: int, limit: int = 100) -> list[Briefing]:
    """Briefings of an organization, the newest first. Who is not inside does not learn whether there are any."""
    if not is_inside(actor, org_id=org_id):
        raise missing()
    return list(Briefing.objects.filter(_inside(actor), org_id=org_id).order_by("-held_on", "-pk")[:limit])


def attendance(actor: Actor, *, row: Briefing) -> Attendance:
    """The numbers of a briefing, with who is still to be told."""
    return Attendance(row.due, row.attended, row.made_up)


_HELD = Prepared(
    lambda org_id, today: (
        Briefing.objects.filter(org_id=org_id, held_on__lte=today).order_by("-held_on").values_list("held_on")[:1]
    )
)


def next_briefing(actor: Actor, *, org_id: int, today: date) -> BriefingDue | None:
    """When the organization owes its next briefing; None where no duties arise. Derived, never stored."""
    return briefing_owed(actor, org=orgs.organization(actor, org_id=org_id), today=today)


def briefing_owed(actor: Actor, *, org, today: date) -> BriefingDue | None:
    """The same for an organization that was read already. One query."""
    if not org.owes_duties or org.status != "active":
        return None
    held = _HELD(org_id=org.pk, today=today)
    months = rulebook.parameters(actor).int("briefing_interval", today)
    return briefing_due(held[0][0] if held else None, Period.parse(org.duties_from).opens_on, months, today)
