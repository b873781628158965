"""Reading an anonymous conversation: with its receipt code, and with nothing else (P31)."""

import hashlib
from dataclasses import dataclass
from datetime import date, time

from gongkai.ledger.sources import SOURCES, address_in
from gongkai.participation.models import AnonymousNote, Pressure
from gongkai.participation.queries.opinions_authors import PublicAnswer, public_answer
from gongkai.rulebook import queries as rulebook
from gongkai.rulebook.tries import few_tries
from gongkai.rules.actor import Actor
from gongkai.rules.anonymous import KINDS, goes_above
from gongkai.rules.procedures.pressure import PRESSURE
from gongkai.rules.receipts import read_code
from gongkai.rules.refusals import Refused


@dataclass(frozen=True)
class Reported:
    """A report of pressure as its author sees it."""

    text: str
    reported_on: date
    state_name: str
    due_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class Dialogue:
    """The whole conversation. `answer` is empty until it was handed on; `waiting`: words not yet handed on."""

    org_code: str
    org_name: str
    kind_name: str
    above: bool
    text: str
    received_on: date
    delivered_on: date | None
    answer: PublicAnswer | None
    waiting: tuple[tuple[str, date], ...]
    reported: tuple[Reported, ...]
    closed: bool


def source_of(actor: Actor, *, environ: dict, today: date) -> str:
    """The day's mark of where a request comes from; who asks plays no part, and the address is not kept."""
    return SOURCES.mark(address_in(environ), today=today)


def note_of(code: str, source: str, today: date) -> AnonymousNote:
    """The note of a receipt; the same sentence for every code that is none. Wrong ones are counted."""
    with few_tries(source, today=today):
        digest = hashlib.sha256((read_code(code) or "").encode()).hexdigest()
        found = AnonymousNote.objects.select_related("org").filter(receipt=digest).first()
        if found is None:
            raise Refused("receipt_wrong")
        return found


def answer_to(note: AnonymousNote) -> PublicAnswer | None:
    """What the office has said, asked for by the clock on behalf of the receipt."""
    return public_answer(Actor.clock(), anonymous_ref=note.ref) if note.delivered_on else None


def reported_under(refs: set[str]) -> tuple[Reported, ...]:
    """Reports of pressure under references of one author."""
    rows = Pressure.objects.filter(ref__in=refs).order_by("reported_on", "pk")
    return tuple(
        Reported(row.text, row.reported_on, PRESSURE.states[row.state], row.due_on, row.answer, row.answered_on)
        for row in rows
    )


def dialogue(actor: Actor, *, code: str, source: str, today: date) -> Dialogue:
    """The conversation that the receipt opens; who asks plays no part."""
    note = note_of(code, source, today)
    answer = answer_to(note)
    return Dialogue(
        note.org.code, note.org.name, KINDS[note.kind],
        goes_above(note.kind, about_leaders=note.about_leaders, above_only=note.above_only),
        note.text, note.received_on, note.delivered_on, answer,
        tuple((word.text, word.said_on) for word in note.words.order_by("place")),
        reported_under({note.ref}), answer is not None and answer.state == "closed",
    )  # fmt: skip


def handed_on_at(actor: Actor, *, today: date) -> time:
    """From which hour of a working day what was written is handed on."""
    return rulebook.parameters(actor).hour("anonymous_delivered_at", today)
