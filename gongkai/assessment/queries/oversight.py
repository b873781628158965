"""The joint to the room of supervision: inspections' and supervisors' results of a year, one query file.

Nobody types these results in here; while no room delivers them, both parts are left out of the score.
"""

from gongkai.rules.actor import Actor


def inspections_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The result of 100 in hundredths of the year's inspections, by organization; absent: not inspected."""
    return {}


def supervisors_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The result of 100 in hundredths of the supervisors' marks, by organization; absent: no marks."""
    return {}
