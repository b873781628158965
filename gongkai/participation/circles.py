"""Who gets to see what was put out, who is known again, and when an answer is due."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.crypto import salted_hmac

from gongkai.orgs.scopes import within
from gongkai.publication.audience import open_circles
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.permissions import Permission


def seen(actor: Actor, states: Sequence[str]) -> Q:
    """Rows of the actor's own work in any state; of others, those whose circle holds the actor and that are out."""
    return within(actor, Permission.READ_WORK) | (open_circles(actor) & Q(state__in=states))


def voter(actor: Actor, *, consultation_id: int) -> str:
    """A digest under the installation's key: the giver of a reply finds it again, no one else can."""
    return salted_hmac("gongkai.consultation", f"{consultation_id}:{actor.user_id}", algorithm="sha256").hexdigest()


def due_after(actor: Actor, *, key: str, today: date) -> date:
    """The last day of a time limit in working days, named by its parameter (R176)."""
    parameters = rulebook.parameters(actor)
    days = parameters.int(key, today)
    return add_workdays(today, days, rulebook.calendar(actor), parameters[key].name, parameters.basis(key, today)).due
