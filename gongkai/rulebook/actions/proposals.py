"""An organization proposes an entry; its catalog maker takes it up or says why not (R45)."""

from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook.models import EntryProposal
from gongkai.rulebook.queries.catalogs import catalog_of
from gongkai.rulebook.queries.proposals import proposal as read_proposal
from gongkai.rulebook.queries.proposals import proposal_facts
from gongkai.rules.actor import Actor
from gongkai.rules.categories import category as category_of
from gongkai.rules.duties import local_day
from gongkai.rules.moves import decide
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.catalog import PROPOSAL
from gongkai.rules.refusals import Refused


@transaction.atomic
def propose_entry(
    actor: Actor, *, org_id: int, name: str, category: str, reason: str, body: dict, now: datetime
) -> EntryProposal:
    """Propose an entry for the catalog that the organization follows."""
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.PROPOSE_ENTRY, org.path)
    if not (name.strip() and reason.strip() and category.isdigit()):
        raise Refused("proposal_fields")
    category_of(int(category))
    found = catalog_of(actor, org_id=org_id, period=str(Period.of(local_day(now))))
    if found is None:
        raise Refused("catalog_none")
    made = EntryProposal.objects.create(
        org=org, org_path=org.path, catalog=found, name=name.strip()[:120], category=category, reason=reason.strip(),
        body=body, proposed_at=now, proposed_by=actor.user_id,
    )  # fmt: skip
    ledger.record(actor, verb="proposal.make", subject=f"proposal:{made.pk}", now=now, org_path=org.path)
    return made


@transaction.atomic
def decide_proposal(actor: Actor, *, proposal_id: int, verb: str, now: datetime, remark: str = "") -> EntryProposal:
    """Accept, refuse (with words) or recall a proposal."""
    found = read_proposal(actor, proposal_id=proposal_id)
    move = decide(PROPOSAL, actor, proposal_facts(actor, found), verb, remark=remark)
    won = EntryProposal.objects.filter(pk=found.pk, state=found.state, version=found.version).update(
        state=move.target, version=found.version + 1, decided_at=now, decided_by=actor.user_id, decision=remark.strip()
    )
    if not won:
        raise Refused("changed_meanwhile")
    ledger.record(actor, verb=f"proposal.{verb}", subject=f"proposal:{found.pk}", now=now, org_path=found.org_path)
    found.refresh_from_db()
    return found
