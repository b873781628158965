"""第十五条: the county's rules hold from their day of issue on; nothing is owed for what happened before (R142)."""

from datetime import date

from gongkai.rules.refusals import Refused

SINCE = date(2011, 6, 21)
ARTICLE = "第十五条"


def demand_in_force(day: date) -> None:
    """`Refused`: before_in_force, when a day lies before the rules: no duty can follow from it."""
    if day < SINCE:
        raise Refused("before_in_force", day=day, since=SINCE)


def counted_from(day: date) -> date:
    """From when days are counted for what is older than the rules and still goes on: from their first day."""
    return max(day, SINCE)
