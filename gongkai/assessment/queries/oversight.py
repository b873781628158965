"""The joint to the room of supervision: inspections' and supervisors' results, agenda and adopted experience of a year, one query file.

Nobody types these results in here; a part without results is left out of the score.
"""

from datetime import date

from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.supervisors import evaluation
from gongkai.supervision import queries as supervision

TENTHS = 10  # of a point in an inspection's total; scores here are in hundredths


def inspections_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The result of 100 in hundredths of the year's newest inspection, by organization; absent: not inspected."""
    found = supervision.latest_inspections(actor, path=path, year=year)
    return {org_id: row.total * TENTHS for org_id, row in found.items() if row.total is not None}


def agendas_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, tuple[int, int]]:
    """Meetings that studied disclosure and decisions carried out, (good, all) by organization (第十条)."""
    return supervision.agenda_points_by_organization(actor, path=path, year=year, today=today)


def experience_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The bonus in hundredths for experiences that the county adopted in the year, by organization (§4.2)."""
    return supervision.experience_bonus_by_organization(actor, path=path, year=year)


def supervisors_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, int]:
    """The supervisors' evaluation of 100 in hundredths, by organization; absent: nobody supervises there."""
    value = rulebook.parameters(actor).value("supervision_score", date(year, 12, 31))
    weights = dict(zip(("answered", "satisfied", "meetings"), value, strict=True))
    found = supervision.supervision_by_organization(actor, path=path, year=year, today=today)
    scores = {org_id: evaluation(facts, weights, today=today) for org_id, facts in found.items()}
    return {org_id: score for org_id, score in scores.items() if score is not None}
