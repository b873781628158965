"""Reading enquiries: the own ones, those to answer, and the common questions that may be shown (第七条, R65)."""

from collections.abc import Iterator

from django.db.models import Q

from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import between, ranges, within
from gongkai.participation.models import Enquiry
from gongkai.publication.audience import open_circles
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import belongs
from gongkai.rules.methods import Audience
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.enquiry import ENQUIRY, EnquiryFacts, EnquiryState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

MOST = 2000  # in one list


def _worked_on(actor: Actor) -> Q:
    return within(actor, Permission.READ_WORK) | within(actor, Permission.CORRESPOND)


def enquiry(actor: Actor, *, number: str) -> Enquiry:
    """One enquiry, for those who answer it and the one who asked."""
    known = _worked_on(actor)
    if actor.user_id is not None:
        known |= Q(asked_by_id=actor.user_id)
    found = Enquiry.objects.select_related("org", "first").filter(known, number=number).first()
    if found is None:
        raise missing()
    return found


_ENQUIRIES = PreparedModels(
    Enquiry,
    lambda read, offices, **where: Enquiry.objects.filter(between(read) | between(offices), **where).order_by(
        "-state", "due_on", "pk"
    )[:MOST],
    {"org": None, "first": None},
)


def enquiries(
    actor: Actor, *, org_id: int | None = None, paths: tuple[str, ...] | None = None,
    states: tuple[str, ...] | None = None, limit: int = 200,
) -> list[Enquiry]:  # fmt: skip
    """Enquiries that the actor works on, what falls due first before the others."""
    wanted = {"org_id": org_id, "org_path__in": paths, "state__in": states}
    where = {name: value for name, value in wanted.items() if value is not None}
    return _ENQUIRIES(read=ranges(actor, Permission.READ_WORK), offices=ranges(actor, Permission.CORRESPOND), **where)[
        :limit
    ]


def enquiry_ledger(actor: Actor, *, org_id: int) -> Iterator[Enquiry]:
    """All of an organization, the newest first; read in pieces."""
    known = within(actor, Permission.READ_WORK) | within(actor, Permission.CORRESPOND)
    return streamed(Enquiry.objects.filter(known, org_id=org_id).order_by("-pk"))


def my_enquiries(actor: Actor, *, org_id: int | None = None) -> list[Enquiry]:
    """What the actor asked, the newest first; with `org_id` what was asked there or is answered there now."""
    if actor.user_id is None:
        return []
    rows = Enquiry.objects.select_related("org", "first").filter(asked_by_id=actor.user_id)
    if org_id is not None:
        rows = rows.filter(Q(org_id=org_id) | Q(first_id=org_id))
    return list(rows.order_by("-pk")[:100])


def common_questions(actor: Actor, *, org_id: int) -> list[Enquiry]:
    """Questions with answers that may be shown to the actor's circle; never who asked."""
    rows = Enquiry.objects.filter(open_circles(actor), org_id=org_id, state=EnquiryState.SHOWN)
    return list(rows.defer("asker_name").order_by("-answered_at")[:100])


def enquiry_facts(row: Enquiry) -> EnquiryFacts:
    return EnquiryFacts(row.state, Bodies(row.org_path), agreed=row.agreed, ended=not row.org.lives)


def enquiry_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of an enquiry."""
    return moves.offers(ENQUIRY, actor, enquiry_facts(enquiry(actor, number=number)))


def may_ask(actor: Actor, *, org_id: int) -> bool:
    """Does the actor belong here, as a member or as one of its people, and is the organization still there?"""
    org = orgs.organization(actor, org_id=org_id)
    return org.lives and actor.is_person and belongs(actor, Audience.UNIT, org.path)
