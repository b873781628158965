"""How many members took a slip this month: the crowd in which its user stands."""

from datetime import date

from gongkai.participation.models import SlipTaken
from gongkai.rules.actor import Actor
from gongkai.rules.anonymous import slip_months
from gongkai.rules.refusals import missing


def slips_taken(actor: Actor, *, today: date) -> tuple[int, bool]:
    """This month's number in the whole county, and whether the acting member is among them. Two queries."""
    if not actor.is_person:
        raise missing()
    rows = SlipTaken.objects.filter(month=slip_months(today)[0])
    return rows.count(), rows.filter(user_id=actor.user_id).exists()
