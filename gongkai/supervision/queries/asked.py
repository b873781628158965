"""How often the organizations below a body were inspected, called to put something right, or to a meeting."""

from collections import Counter
from datetime import date

from gongkai.orgs.scopes import per_child
from gongkai.rules.actor import Actor
from gongkai.supervision.models import Inspection, Rectification, SupervisorsMeeting


def checks_below(actor: Actor, *, path: str, since: date, until: date) -> dict[str, int]:
    """Inspections and notices of rectification in these days, per child. Two queries."""
    visits = per_child(Inspection.objects.filter(visit_on__range=(since, until)), path)
    notices = per_child(Rectification.objects.filter(issued_at__date__range=(since, until)), path)
    return dict(Counter(visits) + Counter(notices))


def meetings_below(actor: Actor, *, path: str, since: date, until: date) -> dict[str, int]:
    """Regular meetings of supervisors in these days, per child."""
    return per_child(SupervisorsMeeting.objects.filter(meets_on__range=(since, until)), path)
