"""Who may know of an application, and the lists of those who work on it (P1; 第九条（三）)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from gongkai.access_requests.facts import proposal_of, request_facts
from gongkai.access_requests.models import AccessRequest, RefusalProposal
from gongkai.ledger.pieces import page_by_day, streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import NOTHING, between, ranges, within
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.access_request import ACCESS_REQUEST, APPLICANTS, ENDED_STATES, OPEN_STATES, RequestState
from gongkai.rules.refusals import missing

S = RequestState
BEFORE_SUPERIOR = (S.PROPOSED, S.RULED, *ENDED_STATES)
HANDLED = (S.RECEIVED, S.CORRECTING, S.ACCEPTED, S.CONSULTING, S.RULED)
ABOVE = "org__superior__path"  # the superior of today: a merger or move hands the duty over by itself


def own(actor: Actor) -> Q:
    """The actor's own applications, wherever the actor stands on a roll today."""
    return Q(applicant_id=actor.user_id) if actor.user_id is not None else NOTHING


def at_superior(actor: Actor) -> Q:
    """Those that have reached the actor as superior: proposals, everything filed, and what was reported as overdue."""
    reached = Q(state__in=BEFORE_SUPERIOR) | ~Q(escalated_on=None)
    ruling_late = within(actor, Permission.RULE_REQUEST, field="org__superior__superior__path") & Q(
        state=S.PROPOSED, escalated_on__isnull=False
    )
    return (within(actor, Permission.RULE_REQUEST, field=ABOVE) & reached) | ruling_late


def known(actor: Actor) -> Q:
    """Everything the actor may know of; the rest does not exist for him."""
    return own(actor) | within(actor, Permission.HANDLE_REQUEST) | at_superior(actor)


def _rows():
    return AccessRequest.objects.select_related("org__superior", "applicant_org")


def request(actor: Actor, *, number: str) -> AccessRequest:
    """One application, for its applicant, those who handle it, and the superior it has reached. Else 404."""
    found = _rows().filter(known(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def my_requests(actor: Actor) -> list[AccessRequest]:
    """What the actor applied for, the newest first."""
    return list(_rows().filter(own(actor)).order_by("-pk")[:100])


_BESIDE = {"org": None, "org__superior": None, "applicant_org": None}
_INBOX = PreparedModels(
    AccessRequest,
    lambda offices, **where: AccessRequest.objects.filter(between(offices), state__in=HANDLED, **where).order_by(
        "due_on", "pk"
    )[:200],
    _BESIDE,
)
_TO_RULE = PreparedModels(
    AccessRequest,
    lambda offices: AccessRequest.objects.filter(between(offices, field=ABOVE), state=S.PROPOSED).order_by(
        "due_on", "pk"
    )[:200],
    _BESIDE,
)


def inbox(actor: Actor, *, paths: tuple[str, ...] | None = None) -> list[AccessRequest]:
    """What waits for those who handle it, what is due first before the others. `paths`: only these organizations."""
    where = {} if paths is None else {"org_path__in": paths}
    return _INBOX(offices=ranges(actor, Permission.HANDLE_REQUEST), **where)


def register(
    actor: Actor, *, org_id: int | None = None, year: int | None = None, state: str = "", limit: int = 500
) -> list[AccessRequest]:
    """The ledger of applications of those who handle them, the newest first (R166)."""
    rows = _registered(actor, year, state)
    return list((rows if org_id is None else rows.filter(org_id=org_id))[:limit])


def register_page(
    actor: Actor,
    *,
    org_id: int | None = None,
    year: int | None = None,
    state: str = "",
    after: str = "",
    limit: int = 50,
) -> tuple[list[AccessRequest], str]:
    """The same a page at a time, and the key of the next page ("" at the end). One query."""
    rows = _registered(actor, year, state)
    return page_by_day(rows if org_id is None else rows.filter(org_id=org_id), after=after, limit=limit)


def register_ledger(actor: Actor, *, year: int | None = None, state: str = "") -> Iterator[AccessRequest]:
    """The same, however long; read in pieces (R166)."""
    return streamed(_registered(actor, year, state))


def _registered(actor: Actor, year: int | None, state: str):
    rows = _rows().filter(within(actor, Permission.HANDLE_REQUEST))
    return _narrowed(rows, year, state).order_by("-received_on", "-pk")


def _narrowed(rows, year: int | None, state: str):
    if year is not None:
        rows = rows.filter(received_on__year=year)
    return rows.filter(state=state) if state else rows


def to_rule(actor: Actor) -> list[AccessRequest]:
    """Proposals not to disclose that wait for the actor's ruling, what is due first before the others (R92)."""
    return _TO_RULE(offices=ranges(actor, Permission.RULE_REQUEST))


def filed(
    actor: Actor, *, year: int | None = None, unacknowledged: bool = False, limit: int = 500
) -> list[AccessRequest]:
    """Everything filed with the actor as superior, granted or refused; the newest first (R95)."""
    return list(_filed(actor, year, (S.CLOSED,) if unacknowledged else ENDED_STATES)[:limit])


def filed_ledger(actor: Actor, *, year: int | None = None) -> Iterator[AccessRequest]:
    """The same, however much; read in pieces (R95)."""
    return streamed(_filed(actor, year, ENDED_STATES))


def _filed(actor: Actor, year: int | None, states: tuple[str, ...]):
    rows = _rows().filter(within(actor, Permission.RULE_REQUEST, field=ABOVE), state__in=states)
    return _narrowed(rows, year, "").order_by("-closed_on", "-pk")


def overdue(actor: Actor) -> list[AccessRequest]:
    """What was reported to the actor as overdue and still is open (R97)."""
    rows = _rows().filter(at_superior(actor), state__in=OPEN_STATES, escalated_on__isnull=False)
    return list(rows.order_by("escalated_on", "pk")[:200])


def request_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of an application: those of the office, and of the applicant what the applicant may press."""
    row = request(actor, number=number)
    return offers_of(actor, row, proposal_of(row), today=today)


def offers_of(actor: Actor, row: AccessRequest, proposal: RefusalProposal | None, *, today: date) -> list[Offer]:
    """The buttons, when the application and its newest proposal were read already."""
    facts = request_facts(actor, row, today=today, proposal=proposal)
    if is_own(actor, row):
        shown = moves.offers(ACCESS_REQUEST, Actor.clock(), facts)
        return [offer for offer in shown if offer.verb in APPLICANTS]
    return moves.offers(ACCESS_REQUEST, actor, facts)


def is_own(actor: Actor, row: AccessRequest) -> bool:
    """Is the actor the applicant?"""
    return actor.user_id is not None and row.applicant_id == actor.user_id
