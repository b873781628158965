"""Reading inspections: all of it for those who inspect, the result for the organization itself (R103, R104)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.ledger import actions as ledger
from gongkai.ledger.pieces import streamed
from gongkai.orgs.scopes import within
from gongkai.rulebook import queries as rulebook
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.inspections import InspectionPoint, Item, in_points, sheet
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.inspection import INSPECTION, InspectionFacts, InspectionState
from gongkai.rules.refusals import missing
from gongkai.rules.terms import label
from gongkai.supervision.models import Evidence, Finding, Inspection, SheetLine


@dataclass(frozen=True)
class PointView:
    """One of the six points with its lines and findings; `given` and `most` as people write points."""

    point: InspectionPoint
    name: str
    lines: tuple[SheetLine, ...]
    findings: tuple[Finding, ...]

    @property
    def given(self) -> str:
        return in_points(sum(line.tenths or 0 for line in self.lines))

    @property
    def unscored(self) -> int:
        return sum(line.tenths is None for line in self.lines)

    @property
    def most(self) -> str:
        return in_points(sum(line.most for line in self.lines))


@dataclass(frozen=True)
class InspectionView:
    """One inspection as this reader may see it."""

    row: Inspection
    works: bool  # inspects for the body
    writes: bool  # … and the sheet is open
    points: tuple[PointView, ...]
    unscored: int
    movable: bool = False  # the visit can still go to another day

    @property
    def total(self) -> str:
        return in_points(sum(line.tenths or 0 for point in self.points for line in point.lines))


def items(actor: Actor, *, day: date) -> tuple[Item, ...]:
    """The lines of the sheet with the weights of the day."""
    law = rulebook.parameters(actor)
    return sheet({point: law.value(f"inspection_weight_{point.name.lower()}", day) for point in InspectionPoint})


def seen_by(actor: Actor) -> Q:
    """The inspections that the actor may read."""
    told = within(actor, Permission.READ_WORK) & Q(state=InspectionState.CONCLUDED)
    return within(actor, Permission.INSPECT, field="inspector_path") | told


def inspection(actor: Actor, *, number: str) -> Inspection:
    """One inspection; to the organization it exists once it has a result, to others never."""
    rows = Inspection.objects.select_related("org", "inspector", "plan", "recheck_of")
    found = rows.filter(seen_by(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def inspections(
    actor: Actor, *, path: str | None = None, inspector_path: str | None = None, plan_id: int | None = None,
    limit: int = 500,
) -> list[Inspection]:  # fmt: skip
    """Inspections that the actor may read, the latest visit first. One query."""
    rows = Inspection.objects.select_related("org", "inspector").filter(seen_by(actor))
    wanted = {"org_path": path, "inspector_path": inspector_path, "plan_id": plan_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return list(rows.order_by("-visit_on", "-pk")[:limit])


def inspection_ledger(
    actor: Actor, *, path: str | None = None, inspector_path: str | None = None
) -> Iterator[Inspection]:
    """All of them for a ledger, read in pieces so that memory does not grow with their number."""
    wanted = {"org_path": path, "inspector_path": inspector_path}
    rows = Inspection.objects.select_related("org", "inspector").filter(
        seen_by(actor), **{name: value for name, value in wanted.items() if value is not None}
    )
    return streamed(rows.order_by("-visit_on", "-pk"))


def latest_inspections(actor: Actor, *, path: str, year: int) -> dict[int, Inspection]:
    """The last concluded inspection of a year by organization in a subtree, for the year's assessment. One query."""
    rows = Inspection.objects.filter(
        seen_by(actor),
        org_path__gte=path,
        org_path__lt=path + "~",
        state=InspectionState.CONCLUDED,
        visit_on__year=year,
    )
    return {row.org_id: row for row in rows.order_by("concluded_at", "pk")}


def to_inspect(actor: Actor, *, paths: tuple[str, ...], today: date) -> list[Inspection]:
    """What waits for the inspecting bodies: visits whose day has come, and sheets begun."""
    due = Q(state=InspectionState.PLANNED, visit_on__lte=today) | Q(state=InspectionState.UNDERWAY)
    rows = Inspection.objects.select_related("org").filter(seen_by(actor), due, inspector_path__in=paths)
    return list(rows.order_by("visit_on", "pk")[:50])


def inspection_facts(row: Inspection, *, today: date) -> InspectionFacts:
    """The inspection for the law."""
    bare = row.findings.filter(seen="", evidence=None).count()
    return InspectionFacts(
        row.state, Bodies(row.org_path, superior=row.inspector_path), (row.visit_on - today).days,
        row.lines.filter(tenths=None).count(), bare, row.summary,
    )  # fmt: skip


def inspection_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of an inspection."""
    return moves.offers(INSPECTION, actor, inspection_facts(inspection(actor, number=number), today=today))


def inspection_view(actor: Actor, *, number: str) -> InspectionView:
    """The sheet with what was found. Three queries more than the inspection, whatever its findings."""
    row = inspection(actor, number=number)
    lines = list(row.lines.order_by("code"))
    found = list(row.findings.prefetch_related("evidence__file").order_by("pk"))
    points = tuple(
        PointView(
            point, label(point), tuple(line for line in lines if line.code[0] == point.value),
            tuple(one for one in found if one.point == point.value),
        )
        for point in InspectionPoint
    )  # fmt: skip
    works = may(actor, Permission.INSPECT, row.inspector_path)
    writes = works and row.state == InspectionState.UNDERWAY
    return InspectionView(row, works, writes, points, sum(one.unscored for one in points), works and row.state == InspectionState.PLANNED)  # fmt: skip


def inspection_result(actor: Actor, *, number: str) -> InspectionView:
    """What the result letter says; missing until there is a result."""
    view = inspection_view(actor, number=number)
    if view.row.state != InspectionState.CONCLUDED:
        raise missing()
    return view


def evidence_file(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """A file behind a finding, for those who may read the inspection."""
    row = inspection(actor, number=number)
    hung = Evidence.objects.select_related("file").filter(finding__inspection=row, file__token=token).first()
    if hung is None:
        raise missing()
    return ledger.located(actor, file=hung.file)
