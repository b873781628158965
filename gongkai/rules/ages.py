"""How long something has stood, in days: from its first day to its end, or to today while it stands."""

from datetime import date


def age(since: date, ended: date | None, today: date) -> int:
    """Whole days; the first day counts as none, and what begins later has no age yet."""
    return max(0, ((ended or today) - since).days)
