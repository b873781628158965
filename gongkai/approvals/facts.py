"""From rows to frozen facts: editions with what approvals know, off-catalog plans, change requests."""

from dataclasses import replace
from datetime import date

from gongkai.approvals.models import ChangeRequest, OffCatalogPlan, ReviewStep
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.prepared import Prepared, PreparedModels
from gongkai.ledger.remembered import once
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.checks import DraftFacts
from gongkai.rules.checks.channels import channel_fit
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.procedures.change import OPEN_STATES, ChangeFacts, ChangeState
from gongkai.rules.procedures.edition import EditionFacts, EditionState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.off_catalog import NEEDED, PlanFacts, PlanState

JUDGED_BY_CHECKS = (EditionState.DRAFT, EditionState.RETURNED, EditionState.APPROVAL)


_STEPS = PreparedModels(
    ReviewStep, lambda of: ReviewStep.objects.filter(edition_id=of).order_by("id"), {"revision": None}
)
_CHANGES = Prepared(lambda of: ChangeRequest.objects.filter(edition_id=of).order_by("id").values_list("kind", "state"))


def steps_of(edition_id: int) -> list[ReviewStep]:
    """Every signature on an edition, oldest first."""
    return once(("review_steps", edition_id), lambda: _STEPS(of=edition_id))


def round_of(edition_id: int) -> list[ReviewStep]:
    """The steps since the text was last sent for review: an earlier round no longer counts."""
    steps = steps_of(edition_id)
    last = max((place for place, step in enumerate(steps) if step.verb == "submit"), default=len(steps))
    return steps[last:]


def edition_facts(actor: Actor, *, edition_id: int, today: date) -> EditionFacts:
    """The edition with its checks, secrecy review, plan and change request.

    Whoever sent it for review counts among its authors (P7). Checks run only where they decide.
    """
    key = ("edition_facts", edition_id, today, actor.kind, actor.user_id)
    return once(key, lambda: _edition_facts(actor, edition_id, today))


def _edition_facts(actor: Actor, edition_id: int, today: date) -> EditionFacts:
    edition = disclosures.edition(actor, edition_id=edition_id)
    base = disclosures.edition_facts(actor, edition_id=edition_id)
    newest = disclosures.revision(actor, edition_id=edition_id)
    stops = 0
    if edition.state in JUDGED_BY_CHECKS:
        stops = len(disclosures.checks(actor, edition_id=edition_id, today=today).stops)
    plan = edition.disclosure.plan_ref
    consented = base.off_catalog_consented
    if plan is not None:
        consented = OffCatalogPlan.objects.filter(pk=plan, state=PlanState.CONSENTED).exists()
    steps = steps_of(edition_id)
    senders = frozenset(step.decided_by for step in steps if step.verb == "submit" and step.decided_by is not None)
    changes = _CHANGES(of=edition_id)
    done = [kind for kind, state in changes if state == ChangeState.EXPLAINED]
    return replace(
        base,
        authors=base.authors | senders,
        stops=stops,
        off_catalog_consented=consented,
        secrecy_cleared=any(
            step.verb == "clear_secrecy" and step.revision_id == newest.pk for step in round_of(edition_id)
        ),
        change_complete=done[-1] if done else None,
        open_change=any(state in OPEN_STATES for _, state in changes),
    )


def plan_facts(plan: OffCatalogPlan) -> PlanFacts:
    """The plan with what is still to be written and what does not suit its circles (F9, R60)."""
    scope = DraftFacts(audiences=tuple(plan.audiences), methods=tuple(plan.methods))
    unfit = tuple(one.sentence for one in channel_fit(scope)) if plan.methods else ()
    return PlanFacts(
        plan.state, Bodies(plan.org_path, maker=plan.maker_path),
        lacking=tuple(name for name in NEEDED if not getattr(plan, name)), unfit=unfit,
    )  # fmt: skip


def change_facts(change: ChangeRequest) -> ChangeFacts:
    """The change request with its explanation and who asked for it."""
    bodies = Bodies(change.org_path, maker=change.maker_path, county=change.county_path)
    return ChangeFacts(change.state, bodies, explanation=change.explanation, requested_by=change.requested_by)


def due_after(actor: Actor, *, key: str, today: date) -> date:
    """The last day of a time limit in working days, named by its parameter (R176)."""
    parameters = rulebook.parameters(actor)
    n = parameters.int(key, today)
    rule = parameters[key].name
    return add_workdays(today, n, rulebook.calendar(actor), rule, parameters.basis(key, today)).due
