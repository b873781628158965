"""Reading rectification: the organization its own, those who inspect what they asked for (第九条（八）, R156)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from gongkai.ledger import actions as ledger
from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import between, ranges, within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.rectification import AT_WORK, RECTIFICATION, RectificationFacts, RectificationState
from gongkai.rules.refusals import missing
from gongkai.supervision.models import Evidence, Problem, Proof, Rectification


def _seen(actor: Actor) -> Q:
    return within(actor, Permission.READ_WORK) | within(actor, Permission.INSPECT, field="inspector_path")


def rectification(actor: Actor, *, number: str) -> Rectification:
    """One notice with what became of it; missing to all whom it does not concern."""
    found = Rectification.objects.select_related("org", "inspector").filter(_seen(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def problems(actor: Actor, *, row: Rectification) -> list[Problem]:
    """What is to be put right, in order, with the proofs; who may read the notice reads this. Three queries."""
    return list(row.problems.prefetch_related("proofs__file").order_by("pk"))


def rectification_of(actor: Actor, *, source: str) -> Rectification | None:
    """The notice that followed from something, such as `inspection:12`."""
    return Rectification.objects.filter(_seen(actor), source=source).order_by("-pk").first()


@dataclass(frozen=True)
class Following:
    """A notice that followed from something; `open`: the reader may go to it."""

    row: Rectification
    open: bool


def notice_following(actor: Actor, *, sources: Collection[str]) -> Following | None:
    """The newest notice that followed from one of these and was not withdrawn: its number, state and days.

    Asked by the room that keeps the sources, for those who may read them. One query.
    """
    found = Rectification.objects.filter(source__in=sources).exclude(state=RectificationState.WITHDRAWN)
    row = found.order_by("-pk").first()
    if row is None:
        return None
    opens = may(actor, Permission.READ_WORK, row.org_path) or may(actor, Permission.INSPECT, row.inspector_path)
    return Following(row, opens)


def rectifications(
    actor: Actor, *, path: str | None = None, inspector_path: str | None = None, limit: int = 500
) -> list[Rectification]:  # fmt: skip
    """The ledger of rectification that the actor may read (R170): open ones first, the nearest limit first."""
    rows = Rectification.objects.select_related("org", "inspector").filter(_seen(actor))
    if path is not None:
        rows = rows.filter(org_path=path)
    if inspector_path is not None:
        rows = rows.filter(inspector_path=inspector_path)
    ended = (RectificationState.CLOSED, RectificationState.WITHDRAWN)
    return sorted(rows.order_by("due_on", "pk")[:limit], key=lambda row: row.state in ended)


def overdue(today: date) -> Q:
    """Notices whose next step the organization owes since before today: the plan, or the report."""
    unplanned = Q(state__in=(RectificationState.ISSUED, RectificationState.RECEIVED), plan_due__lt=today)
    return unplanned | Q(state=RectificationState.PLANNED, due_on__lt=today)


def _waiting(read, inspect, working, inspecting, today=None):
    mine = Q(org_path__in=working, state__in=AT_WORK)
    mine |= Q(inspector_path__in=inspecting, state=RectificationState.REPORTED)
    if today is not None:
        mine |= Q(inspector_path__in=inspecting) & overdue(today)
    known = between(read) | between(inspect, field="inspector_path")
    return Rectification.objects.filter(known, mine).order_by("due_on", "pk")[:50]


_WAITING = PreparedModels(Rectification, _waiting, {"org": ("short_name",)})


def rectification_ledger(
    actor: Actor, *, path: str | None = None, inspector_path: str | None = None
) -> Iterator[Rectification]:
    """All of them for a ledger (R170), read in pieces so that memory does not grow with their number."""
    wanted = {"org_path": path, "inspector_path": inspector_path}
    rows = Rectification.objects.select_related("org", "inspector").filter(
        _seen(actor), **{name: value for name, value in wanted.items() if value is not None}
    )
    return streamed(rows.order_by("due_on", "pk"))


@dataclass(frozen=True)
class RectificationFigures:
    """The notices of one year in the whole county, as numbers only."""

    issued: int
    closed: int
    open: int
    late: int
    returned: int


def rectification_figures(actor: Actor) -> dict[int, RectificationFigures]:
    """Per year of issue; open to everybody (R170). Withdrawn notices are not counted. One query."""
    open_now = (*AT_WORK, RectificationState.REPORTED)
    rows = Rectification.objects.exclude(state=RectificationState.WITHDRAWN).annotate(year=ExtractYear("issued_at"))
    found = rows.values("year").annotate(
        issued=Count("pk"), closed=Count("pk", filter=Q(state=RectificationState.CLOSED)),
        open=Count("pk", filter=Q(state__in=open_now)), tardy=Count("pk", filter=Q(late=True)),
        returned=Count("pk", filter=Q(refused__gt=0)),
    )  # fmt: skip
    return {
        row["year"]: RectificationFigures(row["issued"], row["closed"], row["open"], row["tardy"], row["returned"])
        for row in found.order_by("-year")
    }


def rectifications_waiting(
    actor: Actor, *, working: tuple[str, ...], inspecting: tuple[str, ...], today: date
) -> list[Rectification]:  # fmt: skip
    """What waits for the organizations to act; for the inspecting bodies what is to accept, and what is late below."""
    read, inspect = ranges(actor, Permission.READ_WORK), ranges(actor, Permission.INSPECT)
    late = {"today": today} if inspecting else {}  # what is late is asked for only where somebody inspects
    return _WAITING(read=read, inspect=inspect, working=working, inspecting=inspecting, **late)


def due_now(actor: Actor, *, row: Rectification) -> date | None:
    """The day by which the organization has to act next; None when it has not."""
    return due_of(row)


def due_of(row: Rectification) -> date | None:
    """The same, inside this room."""
    if row.state in (RectificationState.ISSUED, RectificationState.RECEIVED):
        return row.plan_due
    return row.due_on if row.state == RectificationState.PLANNED else None


def rectification_facts(row: Rectification) -> RectificationFacts:
    """The rectification for the law. One query."""
    rows = row.problems.annotate(hung=Count("proofs")).order_by("pk")
    found = list(enumerate(rows.values_list("measure", "person", "finish_on", "done", "hung"), 1))
    return RectificationFacts(
        row.state, Bodies(row.org_path, superior=row.inspector_path),
        tuple(place for place, one in found if not all(one[:3])),
        tuple(place for place, one in found if not one[3]), tuple(place for place, one in found if not one[4]),
        row.refused,
    )  # fmt: skip


def shown_before(actor: Actor, *, row: Rectification) -> dict[int, str]:
    """For whoever accepts: which proof is a file that was shown elsewhere already, by proof, with the other's number.

    Files are the same when their bytes are; photos are saved anew when they come in. Three queries.
    """
    if not may(actor, Permission.INSPECT, row.inspector_path):
        return {}
    mine = dict(Proof.objects.filter(problem__rectification=row).values_list("pk", "file__sha256"))
    same = set(mine.values())
    others = Proof.objects.filter(file__sha256__in=same).exclude(problem__rectification=row)
    known = dict(others.values_list("file__sha256", "problem__rectification__number"))
    known |= dict(
        Evidence.objects.filter(file__sha256__in=same).values_list("file__sha256", "finding__inspection__number")
    )
    return {pk: known[digest] for pk, digest in mine.items() if digest in known}


def rectification_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a rectification."""
    return moves.offers(RECTIFICATION, actor, rectification_facts(rectification(actor, number=number)))


def proof_file(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """A file that shows what was done, for those who may read the rectification."""
    row = rectification(actor, number=number)
    hung = Proof.objects.select_related("file").filter(problem__rectification=row, file__token=token).first()
    if hung is None:
        raise missing()
    return ledger.located(actor, file=hung.file)
