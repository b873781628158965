"""Reading the register of supervisors: names for everybody, contacts for those who keep it (R106, R107, R110)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q, QuerySet

from gongkai.ledger.fields import ancestors
from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import under, within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.facts import Bodies, ProcedureFacts
from gongkai.rules.procedures.supervisors import SUPERVISOR, SupervisorState
from gongkai.rules.refusals import missing
from gongkai.supervision.models import Supervisor, Support


@dataclass(frozen=True)
class SupervisorName:
    """What everybody may know of a supervisor."""

    name: str
    post: str
    appointed_by: str
    org_path: str
    term: int
    from_date: date
    to_date: date


def in_office(day: date) -> Q:
    """Terms that hold on the day."""
    return Q(state=SupervisorState.SERVING, from_date__lte=day, to_date__gte=day)


def supervisor_names(actor: Actor, *, path: str, day: date) -> list[SupervisorName]:
    """Who supervises an organization on a day: its own supervisors first, then those of its superiors. One query."""
    rows = Supervisor.objects.filter(in_office(day), org_path__in=ancestors(path)).select_related("org")
    rows = sorted(rows, key=lambda row: (-len(row.org_path), row.from_date, row.pk))
    return [
        SupervisorName(row.name, row.post, row.org.name, row.org_path, row.term, row.from_date, row.to_date)
        for row in rows
    ]


def supervisors(actor: Actor, *, path: str, day: date, former: bool = False) -> list[Supervisor]:
    """The register of one appointing organization: those in office or to come, or the `former` ones.

    For those who work there or above.
    """
    rows = Supervisor.objects.filter(within(actor, Permission.READ_WORK), org_path=path).select_related("org")
    now = Q(state=SupervisorState.SERVING, to_date__gte=day)
    return list(rows.filter(~now if former else now).order_by("-to_date", "-pk"))


def supervisors_below(actor: Actor, *, path: str) -> Iterator[Supervisor]:
    """The registers of a subtree that the actor may read (R168); read in pieces."""
    rows = Supervisor.objects.filter(within(actor, Permission.READ_WORK), under(path)).select_related("org")
    return streamed(rows.order_by("org_path", "-to_date", "-pk"))


def supervisor(actor: Actor, *, number: str) -> Supervisor:
    """One term in the register; the supervisor himself reads his own."""
    seen = within(actor, Permission.READ_WORK)
    if actor.user_id is not None:
        seen |= Q(user_id=actor.user_id)
    found = Supervisor.objects.filter(seen, number=number).select_related("org").first()
    if found is None:
        raise missing()
    return found


_OWN = PreparedModels(
    Supervisor,
    lambda day, user: Supervisor.objects.filter(in_office(day), user_id=user).order_by("org_path", "pk"),
    {"org": None},
)


def own_terms(actor: Actor, *, day: date) -> list[Supervisor]:
    """Where the actor serves as a supervisor on a day."""
    if actor.user_id is None:
        return []
    return _OWN(day=day, user=actor.user_id)


def supervisor_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a term."""
    row = supervisor(actor, number=number)
    return moves.offers(SUPERVISOR, actor, ProcedureFacts(row.state, Bodies(row.org_path)))


def first_in_office(actor: Actor, *, path: str, day: date) -> date | None:
    """Since when somebody of those serving now serves; None without supervisors."""
    rows = Supervisor.objects.filter(in_office(day), org_path=path)
    return rows.aggregate(first=Min("from_date"))["first"]


def supports(actor: Actor, *, path: str, limit: int = 500) -> list[Support]:
    """What an organization did for its supervisors, the newest first; they read it too."""
    return list(_supports(actor).filter(org_path=path)[:limit])


def support_ledger(actor: Actor, *, path: str) -> Iterator[Support]:
    """All of it; read in pieces."""
    return streamed(_supports(actor).filter(org_path=path))


def _supports(actor: Actor) -> QuerySet[Support]:
    seen = within(actor, Permission.READ_WORK) | within(actor, Permission.SUPERVISE)
    return Support.objects.filter(seen).order_by("-day", "-pk")
