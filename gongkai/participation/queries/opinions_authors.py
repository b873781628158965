"""Reading an opinion as its author: by receipt, by the anonymous reference, or as one's own list (R100, R101)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.ledger.claims import claim_code
from gongkai.participation.models import Opinion, OpinionMessage, OpinionNotice, OpinionRating
from gongkai.participation.queries.vault import refs_of
from gongkai.participation.receipts import number_on, opinion_of, receipt_of
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.opinion import STATES, OpinionState
from gongkai.rules.refusals import missing

ANSWERED = (OpinionState.DECIDED, OpinionState.TOLD, OpinionState.CLOSED)


@dataclass(frozen=True)
class AuthorView:
    """What the author is shown. `answer` stays empty until there is one; nobody's name is in it but the office's."""

    receipt: str
    number: str
    org_name: str
    handler_name: str
    elsewhere: bool
    kind: str
    about: str
    about_title: str
    text: str
    state: str
    state_name: str
    received_on: date
    answer_by: date
    answer: str
    result: str
    reason: str
    decided_on: date | None
    days: int | None
    rating_due: date | None
    may_rate: bool
    may_ask_again: bool
    late: bool
    signed: bool
    ratings: Sequence[OpinionRating] = ()
    notices: Sequence[OpinionNotice] = ()
    messages: Sequence[OpinionMessage] = ()


def author_view(opinion: Opinion, *, today: date, deep: bool = True) -> AuthorView:
    """The author's side of an opinion. `deep`: with notices, messages and ratings (three queries)."""
    answered = opinion.state in ANSWERED
    told = opinion.state == OpinionState.TOLD
    return AuthorView(
        receipt_of(opinion.pk), opinion.number, opinion.org.name, opinion.handler.name,
        opinion.handler_id != opinion.org_id, opinion.kind, opinion.about, opinion.about_title, opinion.text,
        opinion.state, STATES[opinion.state], opinion.received_on, opinion.answer_by,
        opinion.answer if answered else "", opinion.result if answered else "", opinion.reason if answered else "",
        opinion.decided_on, (opinion.decided_on - opinion.received_on).days if opinion.decided_on else None,
        opinion.rating_due, told and opinion.rating_due is not None and today <= opinion.rating_due,
        opinion.state != OpinionState.CLOSED, not answered and today > opinion.answer_by, opinion.signed,
        list(opinion.ratings.order_by("round")) if deep else (),
        list(opinion.notices.order_by("pk")) if deep else (),
        list(opinion.messages.order_by("place")) if deep else (),
    )  # fmt: skip


def _rows():
    return Opinion.objects.select_related("org", "handler")


def by_receipt(actor: Actor, *, receipt: str, today: date) -> AuthorView:
    """The opinion that a receipt belongs to; without the right receipt there is nothing here (P31)."""
    key = opinion_of(receipt)
    found = _rows().filter(pk=key).exclude(channel="anonymous_web").first() if key is not None else None
    if found is None:
        raise missing()
    return author_view(found, today=today)


def own_opinions(actor: Actor, *, today: date) -> list[AuthorView]:
    """What the acting user signed, newest first, found by the vault's blind index. One query."""
    refs = refs_of(actor)
    if not refs:
        return []
    rows = _rows().filter(identity_ref__in=refs).order_by("-received_on", "-pk")
    return [author_view(row, today=today, deep=False) for row in rows]


@dataclass(frozen=True)
class PublicAnswer:
    """What one who wrote without a name reads with the code: no times, no names."""

    number: str
    state: str
    state_name: str
    answer_by: date
    result: str
    answer: str
    reason: str
    decided_on: date | None
    messages: tuple[tuple[bool, str, date], ...]


def public_answer(actor: Actor, *, anonymous_ref: str) -> PublicAnswer:
    """The answer to an anonymous opinion by its reference, asked for by the clock on behalf of a receipt (P31)."""
    found = Opinion.objects.filter(anonymous_ref=anonymous_ref).first() if actor.is_clock and anonymous_ref else None
    if found is None:
        raise missing()
    answered = found.state in ANSWERED
    return PublicAnswer(
        found.number, found.state, STATES[found.state], found.answer_by, found.result if answered else "",
        found.answer if answered else "", found.reason if answered else "", found.decided_on if answered else None,
        tuple((one.from_author, one.text, one.on) for one in found.messages.order_by("place")),
    )  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """The paper for somebody whose opinion was typed in. Not what was said: it may lie about."""

    number: str
    org_name: str
    received_on: date
    answer_by: date
    code: str


def paper(actor: Actor, *, slip: str, today: date) -> Paper:
    """For the one who typed it in, on the same day; for all others there is no such page."""
    number = number_on(slip, user_id=actor.user_id, day=today)
    found = _rows().filter(number=number).first() if number else None
    if found is None:
        raise missing()
    return Paper(found.number, found.org.name, found.received_on, found.answer_by, claim_code(found.number))
