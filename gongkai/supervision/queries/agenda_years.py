"""A year of the agenda as the head answers for it: what counts, by organization and one by one (第十条, R126, R127)."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.agendas import AgendaPoint, Decided, Studied, agenda_points
from gongkai.rules.organizations import OrgKind
from gongkai.rules.permissions import Permission, demand
from gongkai.supervision.models import AgendaDecision, AgendaRecord


def _points(actor: Actor, places: list, year: int, today: date, where: Q, beyond: Q) -> dict[int, list[AgendaPoint]]:
    """By organization; three queries. `where`, `beyond`: the records of these places, from there and through decisions."""
    studied: dict[int, list[Studied]] = defaultdict(list)
    rows = AgendaRecord.objects.filter(where, held_on__year=year, held_on__lte=today, voided_at=None)
    for org_id, *facts in rows.values_list("org_id", "number", "held_on", "grassroots"):
        studied[org_id].append(Studied(*facts))
    decided: dict[int, list[Decided]] = defaultdict(list)
    found = AgendaDecision.objects.filter(beyond, due_on__year=year, record__voided_at=None).order_by("due_on", "pk")
    for org_id, *facts in found.values_list("record__org_id", "record__number", "what", "due_on", "done_on"):
        decided[org_id].append(Decided(*facts))
    times = rulebook.parameters(actor).int("agenda_times", min(today, date(year, 12, 31)))
    return {
        one.pk: agenda_points(
            studied[one.pk], decided[one.pk], kind=OrgKind(one.kind), times=times, year=year, today=today
        )
        for one in places
    }


def agenda_points_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, tuple[int, int]]:
    """(good, all) of every organization that has any, numbers only. Queries: constant."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    places = [one for one in orgs.subtree(actor, path=path) if one.lives]
    found = _points(actor, places, year, today, under(path), under(path, field="record__org_path"))
    return {org_id: (sum(one.good for one in points), len(points)) for org_id, points in found.items() if points}


def year_agenda(actor: Actor, *, org, year: int, today: date) -> list[AgendaPoint]:
    """The same for one organization, each with the number of its meeting; for those who may read its work."""
    demand(actor, Permission.READ_WORK, org.path, hidden=True)
    where, beyond = Q(org_path=org.path), Q(record__org_path=org.path)
    return _points(actor, [org], year, today, where, beyond)[org.pk]
