"""The anonymous conversation: written without a person, handed on in batches, mixed every night (P30, P31)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from gongkai.orgs import queries as orgs
from gongkai.participation.actions.opinions import receive
from gongkai.participation.actions.opinions_authors import add_message
from gongkai.participation.actions.slips import forget_old_slips, spend_slip
from gongkai.participation.limits import count_source, within_limit
from gongkai.participation.models import AnonymousNote, AnonymousWord, Pressure, SlipSpent, SlipTaken
from gongkai.participation.queries.anonymous import answer_to, note_of
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.anonymous import ABOVE_ONLY, KINDS, MOST_WORDS_WAITING, goes_above, is_delivery_time
from gongkai.rules.receipts import BITS, code_of, read_code
from gongkai.rules.refusals import Refused, missing

# Tables whose rows are mixed; those that refer to each other stand in one group, the referred one first.
MIXED = ((AnonymousNote, AnonymousWord), (SlipTaken,), (SlipSpent,), (Pressure,))


def sound_text(actor: Actor, text: str, *, code: str, today: date) -> str:
    """The text trimmed; never empty, never longer than the rulebook allows."""
    most = rulebook.parameters(actor).int("opinion_max_characters", today)
    text = text.replace("\x00", "").strip()
    if not 1 <= len(text) <= most:
        raise Refused(code, most=most, length=len(text))
    return text


@transaction.atomic
def write_anonymous(
    actor: Actor, *, org_code: str, text: str, kind: str, about_leaders: bool = False, above_only: bool = False,
    slip: str = "", source: str, today: date,
) -> str:  # fmt: skip
    """Keep an opinion of nobody in particular; answers with the receipt code, which is shown once and not kept.

    Nothing is recorded in the trail and nobody is notified: a row with an hour would tell when.
    """
    if actor.is_person:
        raise missing()
    within_limit(actor, source, today=today)
    if kind not in KINDS:
        raise Refused("anonymous_choice", field="种类")
    text = sound_text(actor, text, code="anonymous_text", today=today)
    org = _organization(actor, org_code)
    from_member = bool(slip.strip())
    if from_member:
        spend_slip(actor, slip=slip, today=today)
    code = code_of(secrets.randbits(BITS))
    AnonymousNote.objects.create(
        ref=secrets.token_hex(16), receipt=digest(code), org_id=org.pk, text=text, kind=kind,
        about_leaders=about_leaders, above_only=above_only, from_member=from_member, received_on=today,
    )  # fmt: skip
    count_source(actor, source, today=today)
    return code


def digest(code: str) -> str:
    """What is kept of a receipt code: 120 random bits need no salt (ASVS 6.5.2)."""
    return hashlib.sha256((read_code(code) or "").encode()).hexdigest()


def _organization(actor: Actor, code: str):
    try:
        org = orgs.organization_by_code(actor, code=code)
    except Refused as refused:
        raise Refused("anonymous_org") from refused
    if not org.lives:
        raise Refused("anonymous_org")
    return org


@transaction.atomic
def say_more(actor: Actor, *, code: str, text: str, source: str, today: date) -> None:
    """A further word of the author, known by the receipt alone. The same word sent twice is one word."""
    note = note_of(code, source, today)
    within_limit(actor, source, today=today)
    text = sound_text(actor, text, code="anonymous_text", today=today)
    answer = answer_to(note)
    waiting = list(note.words.order_by("place"))
    if answer is not None and answer.state == "closed":
        raise Refused("anonymous_closed")
    if any(word.text == text for word in waiting):
        return
    if len(waiting) >= MOST_WORDS_WAITING:
        raise Refused("anonymous_many", most=MOST_WORDS_WAITING)
    AnonymousWord.objects.create(note=note, text=text, place=len(waiting) + 1, said_on=today)
    count_source(actor, source, today=today)


@dataclass(frozen=True)
class Delivery:
    """How many opinions and words were handed on, and how many could not be."""

    notes: int = 0
    words: int = 0
    stuck: int = 0


@transaction.atomic
def deliver(actor: Actor, *, today: date, now: datetime) -> Delivery:
    """Hand on what was written before today, together, in random order, with the day only.

    Once on a working day from 08:00. What the register refuses stays here and is tried the next time.
    """
    if not actor.is_clock:
        raise missing()
    hour = rulebook.parameters(actor).hour("anonymous_delivered_at", today)
    if not is_delivery_time(now, rulebook.calendar(actor), hour):
        return Delivery()
    dice, sent, stuck = secrets.SystemRandom(), [], 0
    notes = list(AnonymousNote.objects.select_for_update().filter(delivered_on=None, received_on__lt=today))
    dice.shuffle(notes)
    for note in notes:
        above = goes_above(note.kind, about_leaders=note.about_leaders, above_only=note.above_only)
        try:
            with transaction.atomic():
                receive(
                    actor, org_id=note.org_id, text=(ABOVE_ONLY if note.above_only else "") + note.text,
                    kind=note.kind, about="", channel="anonymous_web", received_on=note.received_on, signed=False,
                    anonymous_ref=note.ref, about_leaders=above, now=now,
                )  # fmt: skip
            sent.append(note.pk)
        except Refused:
            stuck += 1
    AnonymousNote.objects.filter(pk__in=sent).update(delivered_on=today)
    words, refused = _words(actor, dice, today, now)
    return Delivery(len(sent), words, stuck + refused)


def _words(actor: Actor, dice: secrets.SystemRandom, today: date, now: datetime) -> tuple[int, int]:
    """Words of one author keep their own order; the authors are mixed."""
    waiting = AnonymousWord.objects.select_related("note").filter(said_on__lt=today, note__delivered_on__isnull=False)
    by_note: dict[int, list[AnonymousWord]] = {}
    for word in waiting.order_by("place"):
        by_note.setdefault(word.note_id, []).append(word)
    groups, done, refused = list(by_note.values()), [], 0
    dice.shuffle(groups)
    for word in (word for group in groups for word in group):
        try:
            with transaction.atomic():
                add_message(actor, text=word.text, anonymous_ref=word.note.ref, on=word.said_on, now=now)
            done.append(word.pk)
        except Refused:
            refused += 1
    AnonymousWord.objects.filter(pk__in=done).delete()
    return len(done), refused


def mix_rows(actor: Actor, *, today: date) -> int:
    """Write the tables anew in random order, so that neither place nor transaction tells what came first.

    On PostgreSQL the old file of the table goes with it; SQLite overwrites what it deletes and its
    journal is emptied. How many rows were mixed.
    """
    if not actor.is_clock:
        raise missing()
    forget_old_slips(actor, today=today)
    mixed = 0
    for group in MIXED:
        names = [connection.ops.quote_name(model._meta.db_table) for model in group]
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
            copies = [connection.ops.quote_name(f"mixed_{model._meta.model_name}") for model in group]
            for name, copy in zip(names, copies, strict=True):
                cursor.execute(f"CREATE TEMPORARY TABLE {copy} AS SELECT * FROM {name} ORDER BY random()")  # noqa: S608 - names of our own tables
            if connection.vendor == "postgresql":
                cursor.execute(f"TRUNCATE {', '.join(names)}")
            else:
                for name in reversed(names):
                    cursor.execute(f"DELETE FROM {name}")  # noqa: S608
            for name, copy in zip(names, copies, strict=True):
                cursor.execute(f"INSERT INTO {name} SELECT * FROM {copy}")  # noqa: S608
                mixed += cursor.rowcount
                cursor.execute(f"DROP TABLE {copy}")
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return mixed
