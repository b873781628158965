"""The time limits of this room, by the rulebook's parameters in working days."""

from collections.abc import Callable
from datetime import date

from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays


def limit(actor: Actor, *, key: str) -> Callable[[date], date]:
    """The last day of a limit for any day on which it begins. One query, whatever the number of days asked."""
    parameters, calendar = rulebook.parameters(actor), rulebook.calendar(actor)

    def due(begin: date) -> date:
        days, basis = parameters.int(key, begin), parameters.basis(key, begin)
        return add_workdays(begin, days, calendar, parameters[key].name, basis).due

    return due
