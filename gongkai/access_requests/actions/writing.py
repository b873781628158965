"""How every act on an application ends: compare and set, one step for the timeline, one row in the trail."""

from datetime import date, datetime

from gongkai.access_requests.facts import due_after
from gongkai.access_requests.models import AccessRequest, RefusalProposal, RequestStep
from gongkai.access_requests.statements import LOGGED, decision_key, of_decision
from gongkai.ledger.actions import Entry, append_leaf, next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.rules.actor import Actor
from gongkai.rules.letters import OF_VERB
from gongkai.rules.moves import Move
from gongkai.rules.procedures.access_request import CLOSING, ORGANIZATION_STATES, RequestState
from gongkai.rules.tlog import PARTY
from gongkai.rules.tlog.entries import LeafKind


def write(
    actor: Actor, row: AccessRequest, made: Move, *, now: datetime, today: date, text: str = "", label: str = "",
    version: int | None = None, proposal: RefusalProposal | None = None, **fields,
) -> AccessRequest:  # fmt: skip
    """Lead the application on. Whoever missed the day of the stage that ends here is remembered (R96)."""
    missed = row.due_on is not None and today > row.due_on
    if missed and row.state in ORGANIZATION_STATES:
        fields["late"] = True
    if missed and row.state == RequestState.PROPOSED:
        fields["ruling_late"] = True
    if made.target != row.state:
        fields.setdefault("escalated_on", None)
    if made.verb in CLOSING:
        fields |= _closing(actor, row, made.verb, today)
    compare_and_set(row, version=version, state=made.target, **fields)
    old = row.state
    row = AccessRequest.objects.select_related("org__superior").get(pk=row.pk)
    step = add_step(actor, row, made.verb, label or made.label, text, today=today, proposal=proposal)
    record(
        actor, verb=f"request.{made.verb}", subject=f"request:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": old, "to": made.target},
    )  # fmt: skip
    if made.verb in LOGGED:
        entry = Entry(decision_key(step.pk), LeafKind.DECISION, content=of_decision(step))
        append_leaf(actor, log=PARTY, entry=entry, now=now)
    return row


def add_step(
    actor: Actor, row: AccessRequest, verb: str, label: str, text: str, *, today: date,
    proposal: RefusalProposal | None = None,
) -> RequestStep:  # fmt: skip
    """One line of the timeline; one that is told by a letter takes the next letter number of its organization."""
    told = verb in OF_VERB
    number = next_number(Actor.clock(), series=f"SQ-letter:{row.org.code}", year=today.year) if told else None
    by_superior = verb in ("agree", "partly", "must", "acknowledge") and row.org.superior is not None
    return RequestStep.objects.create(
        request=row, proposal=proposal, verb=verb, label=label, text=text, on=today, due_on=row.due_on,
        by=actor.user_id, by_name=actor.name, letter_number=number,
        org_name=row.org.superior.name if by_superior else row.org.name,
    )  # fmt: skip


def _closing(actor: Actor, row: AccessRequest, verb: str, today: date) -> dict:
    """Closed is filed: application and handling go to the superior in the same moment, always (R95)."""
    fields: dict = {"result": CLOSING[verb], "closed_on": today, "open_key": None, "due_on": None}
    superior = row.org.superior
    if superior is None:  # the county stands at the top; nobody is above it to file with
        return fields
    number = next_number(Actor.clock(), series=f"SQBA:{superior.code}", year=today.year)
    return fields | {
        "filing_number": f"{superior.code}-SQBA-{today.year}-{number:03d}", "filed_on": today,
        "acknowledged_on": None, "acknowledged_by": "",
        "due_on": due_after(actor, key="application_file", day=today),
    }  # fmt: skip
