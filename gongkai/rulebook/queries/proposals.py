"""Reading proposed entries: the organization's own, and those a catalog maker received (R45, R50)."""

from django.db.models import Q

from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import within
from gongkai.rulebook.models import EntryProposal
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.catalog import PROPOSAL
from gongkai.rules.procedures.facts import Bodies, ProcedureFacts
from gongkai.rules.refusals import missing


def _readable(actor: Actor):
    mine = within(actor, Permission.READ_WORK) | within(actor, Permission.MAKE_CATALOG, field="catalog__maker_path")
    return EntryProposal.objects.filter(mine).select_related("org", "catalog__maker")


def proposals(
    actor: Actor, *, path: str = "", catalog_id: int | None = None, states: tuple[str, ...] = ()
) -> list[EntryProposal]:
    """Proposals that the actor may read, newest first; `path` is the proposing organization or the maker."""
    rows = _readable(actor)
    if path:
        rows = rows.filter(Q(org_path=path) | Q(catalog__maker_path=path))
    if catalog_id:
        rows = rows.filter(catalog_id=catalog_id)
    if states:
        rows = rows.filter(state__in=states)
    return list(rows.order_by("-id"))


def proposal(actor: Actor, *, proposal_id: int) -> EntryProposal:
    """One proposal."""
    found = _readable(actor).filter(pk=proposal_id).first()
    if found is None:
        raise missing()
    return found


def proposal_facts(actor: Actor, found: EntryProposal) -> ProcedureFacts:
    """The state of a proposal and the bodies that decide on it: the maker of the catalog it is for."""
    bodies = orgs.bodies(actor, org_id=found.org_id)
    return ProcedureFacts(found.state, Bodies(bodies.org, bodies.superior, found.catalog.maker_path, bodies.county))


def proposal_offers(actor: Actor, *, proposal_id: int) -> list[Offer]:
    """The buttons of a proposal for this actor."""
    return offers(PROPOSAL, actor, proposal_facts(actor, proposal(actor, proposal_id=proposal_id)))
