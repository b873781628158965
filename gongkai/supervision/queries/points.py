"""Reading contact and demonstration points: nominations for those concerned, what was decided for everybody (第九条（六）)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from gongkai.ledger.fields import ancestors
from gongkai.ledger.pieces import streamed
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under, within
from gongkai.publication import queries as publication
from gongkai.publication.views import ListRow
from gongkai.rulebook import queries as rulebook
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.points import (
    TERMS,
    Clock,
    Criterion,
    Mark,
    PointKind,
    PointLevel,
    bare,
    below,
    clock,
    percent,
    plaque,
    unchecked,
)
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.point import LIBRARY, POINT, PUBLIC, PointFacts, PointState
from gongkai.rules.refusals import missing
from gongkai.supervision.models import Point, PointActivity, PointBatch, PointReview, PointTask, PointWork

READ = ("org", "batch__keeper")


@dataclass(frozen=True)
class BatchView:
    """A batch with how many points stand in it, its last guidance, and the clock of the next (None: nobody to guide)."""

    row: PointBatch
    named: int
    activities: int
    clock: Clock | None
    over: bool


@dataclass(frozen=True)
class PointView:
    """A point with what belongs to it and what the actor may do."""

    row: Point
    keeps: bool
    works_there: bool
    writes: bool  # the nomination is still being filled in by its organization
    checks: bool  # the office judges it now
    stands: bool
    marks: tuple[Mark, ...]
    reviews: tuple[PointReview, ...]
    tasks: tuple[PointTask, ...]
    works: tuple[PointWork, ...]
    shown: tuple[ListRow, ...]
    clock: Clock | None  # of the next work; None when it does not stand

    @property
    def plaque(self) -> str:
        """What stands on the plaque."""
        return plaque(PointKind(self.row.batch.kind), PointLevel(self.row.batch.level))


@dataclass(frozen=True)
class KeeperView:
    """One body in the tree of points: its points, and which share of the organizations below it they are."""

    keeper: object
    points: tuple[Point, ...]
    places: int  # organizations that are points
    below: int
    share: int  # percent


def _seen(actor: Actor) -> Q:
    concerned = within(actor, Permission.READ_WORK) | within(actor, Permission.KEEP_POINTS, field="keeper_path")
    return Q(state__in=PUBLIC) | concerned


def point(actor: Actor, *, number: str) -> Point:
    """One point; before the decision it is missing to all whom it does not concern."""
    found = Point.objects.select_related(*READ).filter(_seen(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def points(
    actor: Actor, *, path: str | None = None, keeper_path: str | None = None, batch_id: int | None = None,
    states: Sequence[str] | None = None, kind: str = "", limit: int = 1000,
) -> list[Point]:  # fmt: skip
    """Points that the actor may read, by level, batch and place. One query. `path`: of one organization."""
    rows = Point.objects.select_related(*READ).filter(_seen(actor))
    wanted = {"org_path": path, "keeper_path": keeper_path, "batch_id": batch_id, "state__in": states}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if kind:
        rows = rows.filter(batch__kind=kind)
    return list(rows.order_by("keeper_path", "batch_id", "org_path", "pk")[:limit])


def standing(actor: Actor, *, path: str) -> list[Point]:
    """The points as which one organization stands, for everybody. One query."""
    return points(actor, path=path, states=(PointState.NAMED,))


def may_read_batches(actor: Actor, *, path: str) -> bool:
    """Those who keep the points, and those who work below: they are whom the guidance is for."""
    return may(actor, Permission.KEEP_POINTS, path) or any(home.startswith(path) for home in actor.home_paths)


def batch(actor: Actor, *, number: str) -> PointBatch:
    """One batch, for those who keep it and the staff of the organizations below."""
    found = PointBatch.objects.select_related("keeper").filter(number=number).first()
    if found is None or not may_read_batches(actor, path=found.keeper_path):
        raise missing()
    return found


def batches(actor: Actor, *, keeper_path: str, today: date) -> list[BatchView]:
    """The batches of one body, running ones first. Three queries."""
    rows = PointBatch.objects.select_related("keeper").filter(keeper_path=keeper_path)
    return sorted(
        _views(actor, rows.order_by("-starts_on", "-pk"), today) if may_read_batches(actor, path=keeper_path) else [],
        key=lambda view: view.over,
    )


def _views(actor: Actor, rows: Iterable[PointBatch], today: date) -> list[BatchView]:
    found = list(rows)
    keys = [row.pk for row in found]
    named = dict(
        Point.objects.filter(batch__in=keys, state=PointState.NAMED)
        .values("batch").annotate(number=Count("pk")).values_list("batch", "number")
    )  # fmt: skip
    guided = {
        key: (last, number)
        for key, last, number in PointActivity.objects.filter(batch__in=keys)
        .values("batch").annotate(last=Max("day"), number=Count("pk")).values_list("batch", "last", "number")
    }  # fmt: skip
    law, days = rulebook.parameters(actor), rulebook.calendar(actor)
    months, near = law.int("contact_point_activity", today), law.int("yellow_days", today)
    views = []
    for row in found:
        last, number = guided.get(row.pk, (None, 0))
        over = today > row.ends_on
        runs = not over and row.starts_on <= today and row.pk in named and row.level != PointLevel.CITY
        hours = clock(row.starts_on, last, months, today=today, calendar=days, near=near) if runs else None
        views.append(BatchView(row, named.get(row.pk, 0), number, hours, over))
    return views


def batch_view(actor: Actor, *, number: str, today: date) -> BatchView:
    """One batch with its clock."""
    [view] = _views(actor, [batch(actor, number=number)], today)
    return view


def activities(actor: Actor, *, batch_id: int) -> list[PointActivity]:
    """Guidance of one batch, the newest first. One query."""
    rows = PointActivity.objects.select_related("batch").filter(batch_id=batch_id).order_by("-day", "-pk")
    return [row for row in rows if may_read_batches(actor, path=row.batch.keeper_path)]


def guidance_ledger(actor: Actor, *, path: str) -> Iterator[PointActivity]:
    """Guidance given by a body and by those below it, the newest first (R168); read in pieces."""
    rows = PointActivity.objects.select_related("batch__keeper").filter(under(path, field="batch__keeper_path"))
    found = streamed(rows.order_by("-day", "-pk"))
    return (row for row in found if may_read_batches(actor, path=row.batch.keeper_path))


def open_batches(actor: Actor, *, path: str, today: date) -> list[PointBatch]:
    """Running batches of the bodies above, for which an organization may be nominated. One query."""
    rows = PointBatch.objects.select_related("keeper").filter(keeper_path__in=ancestors(path)[:-1], ends_on__gte=today)
    return list(rows.order_by("keeper_path", "-starts_on", "-pk"))


def marks_of(row: Point) -> tuple[Mark, ...]:
    """The three criteria in the order of the text."""
    found = {mark.criterion: mark for mark in row.marks.all()}
    return tuple(
        Mark(one, found[one].score, found[one].evidence, found[one].checked) if one in found else Mark(one, None, "")
        for one in Criterion
    )


def point_facts(actor: Actor, *, row: Point, today: date) -> PointFacts:
    """The point for the law."""
    least = rulebook.parameters(actor).int("contact_point_least", today)
    marks = marks_of(row)
    same = Point.objects.filter(
        org_id=row.org_id, batch__keeper_id=row.batch.keeper_id, batch__kind=row.batch.kind, batch__level=row.batch.level,
        state=PointState.NAMED,
    )  # fmt: skip
    return PointFacts(
        row.state, Bodies(row.org_path, superior=row.keeper_path), row.batch.level == PointLevel.CITY, bare(marks),
        unchecked(marks), "、".join(TERMS[one] for one in below(marks, least)), least, today > row.batch.ends_on,
        same.exclude(pk=row.pk).exists(), row.reviews.filter(year=today.year).exists(),
    )  # fmt: skip


def point_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a point."""
    return moves.offers(POINT, actor, point_facts(actor, row=point(actor, number=number), today=today))


def point_view(actor: Actor, *, number: str, today: date) -> PointView:
    """A point with everything that belongs to it; what is not decided, and tasks, only for those concerned."""
    row = point(actor, number=number)
    keeps = may(actor, Permission.KEEP_POINTS, row.keeper_path)
    there = may(actor, Permission.READ_WORK, row.org_path)
    inside = keeps or there
    works = row.works.order_by("-delivered_on", "-pk")
    if not inside:
        works = works.filter(state__in=LIBRARY)
    found = list(works)
    listed = publication.by_numbers(actor, numbers=row.shows.order_by("pk").values_list("number", flat=True))
    hours = None
    if row.state == PointState.NAMED and row.named_on:
        law = rulebook.parameters(actor)
        months, near = law.int("contact_point_deliverable", today), law.int("yellow_days", today)
        last = max((work.delivered_on for work in found), default=None) if inside else None
        hours = (
            clock(row.named_on, last, months, today=today, calendar=rulebook.calendar(actor), near=near)
            if inside
            else None
        )
    return PointView(
        row, keeps, there, row.state == PointState.DRAFT and may(actor, Permission.DRAFT, row.org_path),
        keeps and row.state == PointState.NOMINATED, row.state == PointState.NAMED,
        marks_of(row) if inside else (), tuple(row.reviews.order_by("year")),
        tuple(row.tasks.order_by("done_at", "due_on", "pk")) if inside else (), tuple(found), tuple(listed), hours,
    )  # fmt: skip


def public_point(actor: Actor, *, number: str, today: date) -> PointView:
    """What everybody may read of a point that was named; the same for those who keep it."""
    return point_view(Actor.visitor(), number=number, today=today)


def points_waiting(actor: Actor, *, keeping: tuple[str, ...]) -> list[Point]:
    """Nominations that wait for the keeping bodies. One query."""
    rows = Point.objects.select_related(*READ).filter(keeper_path__in=keeping, state=PointState.NOMINATED)
    return list(rows.order_by("submitted_at", "pk")[:50]) if keeping else []


def tree(actor: Actor, *, kind: str = "", path: str | None = None) -> list[KeeperView]:
    """Every body with points that stand, the county first, each with its share of those below it (R115). Four queries at most.

    There is no quota in the text (适当数量): the share is shown and nothing is refused.
    """
    rows = [one for one in points(actor, states=(PointState.NAMED,), kind=kind) if _in(one.keeper_path, path)]
    by_keeper: dict[int, list[Point]] = defaultdict(list)
    for row in rows:
        by_keeper[row.batch.keeper_id].append(row)
    if not by_keeper:
        return []
    roots = {row.keeper_path for row in rows}
    top = min(roots, key=len)
    owing = [one.path for one in orgs.subtree(actor, path=ancestors(top)[0]) if one.owes_duties]
    views = []
    for found in by_keeper.values():
        keeper = found[0].batch.keeper
        number = sum(one != keeper.path and one.startswith(keeper.path) for one in owing)
        places = len({row.org_id for row in found})
        views.append(KeeperView(keeper, tuple(found), places, number, percent(places, number)))
    return sorted(views, key=lambda view: view.keeper.path)


def _in(path: str, root: str | None) -> bool:
    return root is None or path.startswith(root)


def points_below(actor: Actor, *, path: str) -> Iterator[Point]:
    """All points of a body and of the bodies below it, ended ones too, for its ledger (R168); read in pieces."""
    rows = Point.objects.select_related(*READ).filter(under(path, field="keeper_path"), _seen(actor))
    return streamed(rows.exclude(state=PointState.DROPPED).order_by("keeper_path", "batch_id", "org_path", "pk"))
