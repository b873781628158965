"""From an answered opinion to the next edition of what it is about, linked both ways (第八条（四）, R79, R80)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.actions import record
from gongkai.ledger.rows import set_once
from gongkai.participation.models import Opinion
from gongkai.participation.queries.opinions import opinion as read_opinion
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.procedures.opinion import UNANSWERED
from gongkai.rules.refusals import Refused


def _answered(actor: Actor, opinion_id: int) -> Opinion:
    opinion = read_opinion(actor, opinion_id=opinion_id)
    if opinion.disclosure_id is None or opinion.confidential:
        raise Refused("opinion_no_disclosure")
    return opinion


@transaction.atomic
def start_improved(actor: Actor, *, opinion_id: int, change_note: str, now: datetime):
    """Begin the next edition of the item because of this opinion; answers with the edition.

    `change_note` says what changes and why and will be read by the public. The opinion must have a result.
    """
    opinion = _answered(actor, opinion_id)
    if opinion.state in UNANSWERED[:-1]:
        raise Refused("opinion_undecided")
    if opinion.next_edition_id is not None:
        raise Refused("opinion_next_open")
    edition = disclosing.start_edition(
        actor, disclosure_id=opinion.disclosure_id, kind="republication", change_note=change_note, now=now
    )
    set_once(opinion, "next_edition", edition)
    record(
        actor, verb="opinion.improve", subject=f"opinion:{opinion.pk}", now=now, org_path=opinion.org_path,
        facts={"edition": edition.pk},
    )  # fmt: skip
    return edition


@transaction.atomic
def decide_again(actor: Actor, *, opinion_id: int, again: bool, reason: str, now: datetime, today: date):
    """Decide for the major matter that the opinion is about: 再次公开：是/否, and why (R80, F13)."""
    opinion = _answered(actor, opinion_id)
    rows = disclosures.editions_of(actor, disclosure_id=opinion.disclosure_id)
    live = next((one for one in rows if one.state == EditionState.PUBLISHED), None)
    if live is None or not live.disclosure.is_major:
        raise Refused("opinion_not_major")
    return disclosing.decide_feedback(actor, edition_id=live.pk, again=again, reason=reason, now=now)
