"""How pressing something on a to-do list is: one scale for duties, signatures and receipts (第十一条)."""

from datetime import date
from typing import NamedTuple

NEAR_DAYS = 3  # what falls due within them stands open on top of a list


class Pressing(NamedTuple):
    """Is the due day over, is it today, has it come, does it come within the next days?"""

    late: bool
    today: bool
    due: bool
    near: bool


NEVER = Pressing(False, False, False, False)


def in_days(days: int) -> Pressing:
    """By the days that are left; negative when the due day is over."""
    return Pressing(days < 0, days == 0, days <= 0, days <= NEAR_DAYS)


def pressing(due_on: date | None, today: date) -> Pressing:
    """By the due day; what has none never presses."""
    return NEVER if due_on is None else in_days((due_on - today).days)
