"""Reading what points handed in: the works of those concerned, the library of experience for everybody (R114)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.ledger.fields import ancestors
from gongkai.orgs.scopes import under, within
from gongkai.rulebook import queries as rulebook
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.points import WorkKind
from gongkai.rules.privacy import find, stops
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.point import LIBRARY, POINT_WORK, WorkFacts, WorkState
from gongkai.rules.refusals import missing
from gongkai.supervision.models import PointFile, PointWork

READ = ("point__org", "point__batch__keeper")
CENTS = 100


@dataclass(frozen=True)
class WorkView:
    """A work with what the actor may do."""

    row: PointWork
    inside: bool  # one of those concerned reads it


def _concerned(actor: Actor) -> Q:
    keepers = within(actor, Permission.KEEP_POINTS, field="keeper_path")
    return within(actor, Permission.READ_WORK) | keepers


def work(actor: Actor, *, number: str) -> PointWork:
    """One work; until it was adopted it is missing to all whom it does not concern."""
    rows = PointWork.objects.select_related(*READ).filter(number=number)
    found = rows.filter(Q(state__in=LIBRARY) | _concerned(actor)).first()
    if found is None:
        raise missing()
    return found


def work_view(actor: Actor, *, number: str) -> WorkView:
    """A work for those concerned; others find it in the library."""
    row = work(actor, number=number)
    inside = may(actor, Permission.READ_WORK, row.org_path) or may(actor, Permission.KEEP_POINTS, row.keeper_path)
    if not inside and not may(actor, Permission.KEEP_POINTS, ancestors(row.org_path)[0]):
        raise missing()
    return WorkView(row, inside)


def works(
    actor: Actor, *, path: str | None = None, keeper_path: str | None = None, limit: int = 200
) -> list[PointWork]:  # fmt: skip
    """Works that the actor is concerned with, the newest first. One query."""
    rows = PointWork.objects.select_related(*READ).filter(_concerned(actor))
    if path is not None:
        rows = rows.filter(org_path=path)
    if keeper_path is not None:
        rows = rows.filter(keeper_path=keeper_path)
    return list(rows.order_by("-delivered_on", "-pk")[:limit])


def works_waiting(actor: Actor, *, keeping: tuple[str, ...]) -> list[PointWork]:
    """Works that the keeping bodies have not looked at. One query."""
    rows = PointWork.objects.select_related(*READ).filter(keeper_path__in=keeping, state=WorkState.DELIVERED)
    return list(rows.order_by("delivered_on", "pk")[:50]) if keeping else []


def library(actor: Actor, *, words: str = "", county_only: bool = False, limit: int = 200) -> list[PointWork]:
    """Adopted experiences in which all the words occur, the newest first. One query; open to anybody."""
    rows = PointWork.objects.select_related(*READ).filter(state__in=LIBRARY)
    if county_only:
        rows = rows.filter(state=WorkState.COUNTY)
    for word in words.split()[:8]:
        named = Q(point__org__name__icontains=word) | Q(point__org__short_name__icontains=word)
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | named)
    return list(rows.order_by("-adopted_on", "-pk")[:limit])


def experience(actor: Actor, *, number: str) -> PointWork:
    """One adopted experience, for everybody; what was taken out of the library is missing."""
    found = PointWork.objects.select_related(*READ).filter(state__in=LIBRARY, number=number).first()
    if found is None:
        raise missing()
    return found


def work_facts(row: PointWork) -> WorkFacts:
    """The work for the law, with everything that would be public: what is written and what is in the files."""
    county = ancestors(row.org_path)[0]
    files = PointFile.objects.filter(work=row, public=True).values_list("file__name", "caption", "file__text")
    texts = [f"{row.title}\n{row.text}", *("\n".join(one) for one in files)]
    return WorkFacts(
        row.state, Bodies(row.org_path, superior=row.keeper_path, county=county), row.kind == WorkKind.EXPERIENCE,
        row.keeper_path == county, sum(len(stops(find(text))) for text in texts),
    )  # fmt: skip


def work_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a work."""
    return moves.offers(POINT_WORK, actor, work_facts(work(actor, number=number)))


def experience_bonus_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """Hundredths of a point by organization for experiences that the county adopted in a year (§4.2). One query.

    The most that a year's bonus may come to is the assessment's own rule.
    """
    each = rulebook.parameters(actor).int("experience_bonus", date(year, 12, 31)) * CENTS
    rows = PointWork.objects.filter(under(path), state=WorkState.COUNTY, county_on__year=year)
    counted = rows.values("point__org").annotate(number=Count("pk")).values_list("point__org", "number")
    return {org_id: number * each for org_id, number in counted}
