"""The steps of an edition, what was said in them, and what the actor may do next."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.approvals.facts import edition_facts, steps_of
from gongkai.approvals.models import ReviewStep
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.prepared import Prepared
from gongkai.orgs.scopes import between, ranges
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.edition import EDITION, EditionFacts

# The verbs of drafting and review; what follows approval belongs to publication.
VERBS = (
    "submit", "clear_secrecy", "return_secrecy", "pass_review", "return_review", "approve", "return_approval",
    "recall", "abandon",
)  # fmt: skip


@dataclass(frozen=True)
class ReviewRemark:
    """One line of 意见往来: what somebody said to which revision."""

    text: str
    by: str
    at: datetime
    revision: int
    verb: str


def facts(actor: Actor, *, edition_id: int, today: date) -> EditionFacts:
    """The edition as the law sees it, with checks, secrecy review, consent and change request."""
    return edition_facts(actor, edition_id=edition_id, today=today)


def steps(actor: Actor, *, edition_id: int) -> list[ReviewStep]:
    """Every signature on the edition, oldest first (F1, F29)."""
    return steps_of(disclosures.edition(actor, edition_id=edition_id).pk)


def remarks(actor: Actor, *, edition_id: int) -> list[ReviewRemark]:
    """What was said to and fro, oldest first."""
    return [
        ReviewRemark(step.remark, step.decider_name, step.decided_at, step.revision.number, step.verb)
        for step in steps(actor, edition_id=edition_id)
        if step.remark
    ]


_SAID = Prepared(
    lambda read, editions: (
        ReviewStep.objects.filter(between(read), edition_id__in=editions)
        .exclude(remark="")
        .order_by("id")
        .values_list("edition_id", "remark", "decider_name", "decided_at", "revision__number", "verb")
    )
)


def remarks_of(actor: Actor, *, edition_ids: set[int]) -> dict[int, list[ReviewRemark]]:
    """What was said to and fro about each of several editions whose work the actor reads; one query."""
    if not edition_ids:
        return {}
    said: dict[int, list[ReviewRemark]] = {}
    for pk, *rest in _SAID(read=ranges(actor, Permission.READ_WORK), editions=sorted(edition_ids)):
        said.setdefault(pk, []).append(ReviewRemark(*rest))
    return said


def offers(actor: Actor, *, edition_id: int, now: datetime, today: date) -> list[Offer]:
    """The buttons of drafting and review, closed ones with their reason. `now` as in every room's offers."""
    judged = edition_facts(actor, edition_id=edition_id, today=today)
    return [offer for offer in moves.offers(EDITION, actor, judged) if offer.verb in VERBS]
