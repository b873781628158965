"""The author's acts: rate the answer, ask for new handling, add a word (R101)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.participation.actions.opinions import chosen, day_start, sound_text
from gongkai.participation.actions.opinions_moves import write
from gongkai.participation.facts import due_after, opinion_facts, route_above
from gongkai.participation.models import Opinion, OpinionMessage, OpinionRating
from gongkai.participation.receipts import opinion_of
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.moves import decide
from gongkai.rules.opinions import Rating
from gongkai.rules.procedures.opinion import OPINION, OpinionState
from gongkai.rules.refusals import Refused, missing


def _with_receipt(receipt: str) -> Opinion:
    key = opinion_of(receipt)
    found = Opinion.objects.select_related("org", "handler").filter(pk=key).first() if key is not None else None
    if found is None:
        raise missing()
    return found


@transaction.atomic
def rate(actor: Actor, *, receipt: str, value: str, remark: str = "", now: datetime, today: date) -> Opinion:
    """The author rates the answer, once each time he was told. Who holds the receipt is the author.

    不满意 asks for new handling, once; again 不满意 takes it to the superior (R101). Nothing is
    recorded of who rated or when, but the day.
    """
    clock = Actor.clock()
    opinion = _with_receipt(receipt)
    rating = chosen(Rating, value, "评价")
    facts = opinion_facts(clock, opinion, today=today)
    unhappy = rating is Rating.DISSATISFIED
    made = decide(OPINION, clock, facts, "complain" if unhappy else "accept", remark=remark)
    if unhappy and not remark.strip():
        raise Refused("remark_needed", label="不满意")
    changes: dict = {}
    if made.target == OpinionState.CLOSED:
        changes = {"closed_on": today}
    else:
        until = due_after(clock, key="opinion_close", day=today)
        changes = {"told_on": None, "rating_due": None, "due_on": until, "answer_by": until, "extensions": 0,
                   "escalated_on": None, "result": "", "reason": "", "answer": ""}  # fmt: skip
        if made.target == OpinionState.HANDLING:
            changes |= {"reopened": opinion.reopened + 1, "handling": ""}
        else:
            changes |= _up(clock, opinion, today)
    write(clock, opinion, made, changes, now=day_start(today))
    OpinionRating.objects.create(
        opinion=opinion, round=opinion.ratings.count() + 1, value=rating, remark=remark.strip(), on=today
    )
    opinion.refresh_from_db()
    return opinion


def _up(clock: Actor, opinion: Opinion, today: date) -> dict:
    """One body up: the superior, or for a confidential opinion the next handler who is free of the matter."""
    way = route_above(clock, opinion, day=today)
    if way is None:
        raise Refused("opinion_with_superior")
    return {
        "handler_id": way.org_id, "handler_path": way.path, "by_office": way.by_office, "went_up": True,
        "handling": "", "assigned_to": "", "due_on": due_after(clock, key="opinion_assign", day=today),
    }  # fmt: skip


@transaction.atomic
def add_message(
    actor: Actor, *, text: str, now: datetime, receipt: str = "", anonymous_ref: str = "", on: date | None = None
) -> OpinionMessage:
    """Add a word of the author, known by the receipt or (through the clock) by the anonymous reference."""
    if receipt:
        opinion = _with_receipt(receipt)
    else:
        opinion = Opinion.objects.filter(anonymous_ref=anonymous_ref).first() if anonymous_ref else None
        if opinion is None or not actor.is_clock:
            raise missing()
    if opinion.state == OpinionState.CLOSED:
        raise Refused("opinion_closed")
    today = local_day(now)
    return OpinionMessage.objects.create(
        opinion=opinion, from_author=True, text=sound_text(actor, text, today=today), on=on or today,
        place=opinion.messages.count() + 1,
    )  # fmt: skip
