"""An organization proposes an entry; its catalog maker takes it up or says why not (R45)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook.models import EntryProposal
from gongkai.rulebook.queries.catalogs import catalog_of, entries_of
from gongkai.rulebook.queries.proposals import proposal as read_proposal
from gongkai.rulebook.queries.proposals import proposal_facts
from gongkai.rules.actor import Actor
from gongkai.rules.catalogs import Wish
from gongkai.rules.categories import category as category_of
from gongkai.rules.duties import local_day
from gongkai.rules.moves import decide
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.catalog import PROPOSAL
from gongkai.rules.refusals import Refused


@transaction.atomic
def propose_entry(
    actor: Actor, *, org_id: int, reason: str, body: dict, now: datetime, name: str = "", category: str = "",
    wish: str = Wish.ADD, code: str = "",
) -> EntryProposal:  # fmt: skip
    """Propose to add an entry to the catalog that the organization follows, or to change or drop one there.

    `code` names the entry to change or drop; what the maker locked is refused (`entry_locked`).
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.PROPOSE_ENTRY, org.path)
    period = str(Period.of(local_day(now)))
    found = catalog_of(actor, org_id=org_id, period=period)
    if found is None:
        raise Refused("catalog_none")
    if wish not in set(Wish):
        raise Refused("proposal_entry")
    if wish != Wish.ADD:
        entry = next((one for one in entries_of(actor, org_id=org_id, period=period) if one.code == code), None)
        if entry is None:
            raise Refused("proposal_entry")
        if entry.locked:
            raise Refused("entry_locked", name=entry.name, maker=found.maker.short_name)
        name, category = name.strip() or entry.name, entry.category
    if not (name.strip() and reason.strip() and category.isdigit()):
        raise Refused("proposal_fields")
    category_of(int(category))
    made = EntryProposal.objects.create(
        org=org, org_path=org.path, catalog=found, wish=wish, code="" if wish == Wish.ADD else code, name=name.strip()[:120], category=category, reason=reason.strip(),
        body=body, proposed_at=now, proposed_by=actor.user_id,
    )  # fmt: skip
    ledger.record(actor, verb="proposal.make", subject=f"proposal:{made.pk}", now=now, org_path=org.path)
    return made


def propose_repeated(
    actor: Actor, *, org_id: int, name: str, category: str, plans: Sequence[str], now: datetime
) -> EntryProposal | None:
    """Propose, once, what was published outside the catalog again and again, with the plans it rests on (R50).

    None when a proposal on any of these plans was made before, or when there is no catalog to add to.
    """
    reason = f"同类事项目录外公开已同意 {len(plans)} 次，建议列入目录，不再每次报方案。（第六条（二））"
    return _propose_once(actor, org_id, name, category, reason, "plans", plans, now)


def propose_asked(
    actor: Actor, *, org_id: int, name: str, category: str, questions: Sequence[str], now: datetime
) -> EntryProposal | None:
    """Propose, once, what members applied for again and again, with the numbers of their applications (R45).

    None when a proposal on any of these applications was made before, or when there is no catalog to add to.
    """
    reason = f"党员已 {len(questions)} 次申请公开同类事项，建议列入目录，不再等人来问。（第九条（三））"
    return _propose_once(actor, org_id, name, category, reason, "questions", questions, now)


@transaction.atomic
def _propose_once(actor, org_id, name, category, reason, kind, numbers, now) -> EntryProposal | None:
    found = catalog_of(actor, org_id=org_id, period=str(Period.of(local_day(now))))
    if found is None:
        return None
    earlier = EntryProposal.objects.filter(catalog=found).values_list("body", flat=True)
    if any(set(body.get(kind, ())) & set(numbers) for body in earlier):
        return None
    return propose_entry(
        actor, org_id=org_id, name=name, category=category, reason=reason, body={kind: list(numbers)}, now=now
    )


@transaction.atomic
def decide_proposal(actor: Actor, *, proposal_id: int, verb: str, now: datetime, remark: str = "") -> EntryProposal:
    """Accept, refuse (with words) or recall a proposal."""
    found = read_proposal(actor, proposal_id=proposal_id)
    move = decide(PROPOSAL, actor, proposal_facts(actor, found), verb, remark=remark)
    compare_and_set(found, state=move.target, decided_at=now, decided_by=actor.user_id, decision=remark.strip())
    ledger.record(actor, verb=f"proposal.{verb}", subject=f"proposal:{found.pk}", now=now, org_path=found.org_path)
    found.refresh_from_db()
    return found
