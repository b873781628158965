"""The joint to the room of supervision: inspections' and supervisors' results and adopted experience of a year, one query file.

Nobody types these results in here; a part without results is left out of the score.
"""

from gongkai.rules.actor import Actor
from gongkai.supervision import queries as supervision

TENTHS = 10  # of a point in an inspection's total; scores here are in hundredths


def inspections_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The result of 100 in hundredths of the year's newest inspection, by organization; absent: not inspected."""
    found = supervision.latest_inspections(actor, path=path, year=year)
    return {org_id: row.total * TENTHS for org_id, row in found.items() if row.total is not None}


def supervisors_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The result of 100 in hundredths of the supervisors' marks, by organization; no room keeps such marks yet."""
    return {}


def experience_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The bonus in hundredths for experiences that the county adopted in the year, by organization (§4.2)."""
    return supervision.experience_bonus_by_organization(actor, path=path, year=year)
