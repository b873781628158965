"""Which days can be true of an organization, a post or a member (R6, R158, R159): a mistyped year is found in time."""

from datetime import date, timedelta

FOUNDED = date(1921, 7, 1)  # no organization and no member before
AHEAD = timedelta(days=366)  # from when on somebody stands on a roll is written down at most a year before


def may_have_joined(day: date, *, today: date) -> bool:
    """Can somebody have joined on this day?"""
    return FOUNDED <= day <= today


def may_begin(day: date, *, today: date) -> bool:
    """Can this be the day from which, or until which, somebody stands on a roll?"""
    return FOUNDED <= day <= today + AHEAD
