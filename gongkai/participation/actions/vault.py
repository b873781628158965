"""Sealing names, and opening one: asked, agreed by a second person, opened once, every step on record (R12, P32)."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.ledger.actions import record
from gongkai.ledger.key_notes import IDENTITY as RING
from gongkai.ledger.key_notes import loss_accepted
from gongkai.ledger.rows import compare_and_set
from gongkai.participation import keys
from gongkai.participation.models import Identity, Opening, Subscription
from gongkai.participation.queries.vault import OpenedName, unsealed
from gongkai.participation.said import due_after, office, opening_facts, said_of, sealed_facts, signed_opinion
from gongkai.participation.subscribing import owner_mark
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.independence import counting, independent
from gongkai.rules.moves import Move, decide
from gongkai.rules.permissions import Permission
from gongkai.rules.procedures.identity import IDENTITY, WAITING
from gongkai.rules.refusals import Refused, missing

OPENERS = (Permission.OPEN_IDENTITY,)
SECONDS = (Permission.CONSENT_IDENTITY,)
MOST_NAME = 60
MOST_REASON = 500
FAR_BACK = 1000  # requests looked at in one run of the clock


def seal(actor: Actor, *, name: str, contact: str, user_id: int | None, now: datetime) -> str:
    """Keep a name and how to reach it, encrypted; answers with a random reference that says nothing.

    No event is recorded: a row that names the user beside the hour would undo the seal.
    """
    name, contact = name.strip(), contact.strip()
    if not name or len(name) > MOST_NAME or len(contact) > MOST_NAME:
        raise Refused("identity_fields", most=MOST_NAME)
    key, ref = keys.ring()[0], secrets.token_hex(16)
    owner = key.digest("owner", f"user:{user_id}") if user_id is not None else ""
    sealed = keys.encrypt(key, ref, {"name": name, "contact": contact, "user": user_id})
    Identity.objects.create(ref=ref, key_id=key.name, sealed=sealed, owner=owner)
    return ref


@transaction.atomic
def ask_to_open(actor: Actor, *, ref: str, reason: str, subject: str, now: datetime) -> Opening:
    """Ask to open the name behind an opinion. `subject`: opinion:<key>, the one that the reference belongs to."""
    today, opinion = local_day(now), signed_opinion(ref)
    said = said_of(opinion)
    grant = counting(actor, said, OPENERS)
    if grant is None or subject != f"opinion:{opinion.pk}":
        raise missing()
    reason = reason.strip()
    least = rulebook.parameters(actor).int("identity_reason_least", today)
    if not least <= len(reason) <= MOST_REASON:
        raise Refused("opening_reason", least=least, most=MOST_REASON, length=len(reason))
    facts = sealed_facts(opinion, today=today)
    move = decide(IDENTITY, independent(actor, said), facts, "ask", remark=reason)
    try:
        with transaction.atomic():
            opening = Opening.objects.create(
                ref=ref, subject=subject, subject_words=f"意见 {opinion.number}", org_path=opinion.org_path,
                handler_path=opinion.handler_path, reason=reason, state=move.target,
                valid_until=due_after(actor, key="identity_valid", day=today), asked_by=actor.user_id,
                asked_name=actor.name, asked_office=office(grant), asked_at=now,
            )  # fmt: skip
    except IntegrityError as taken:
        raise Refused("opening_waits") from taken
    _remember(actor, opening, "ask", now)
    return opening


@transaction.atomic
def consent_to_open(actor: Actor, *, request_id: int, now: datetime) -> Opening:
    """The second person agrees: not the asker, and nobody of the organization complained about."""
    opening, move = _judge(actor, request_id, "consent", now)
    until = due_after(actor, key="identity_valid", day=local_day(now))
    return _answer(actor, opening, move, now, valid_until=until)


@transaction.atomic
def refuse_to_open(actor: Actor, *, request_id: int, reason: str, now: datetime) -> Opening:
    """The second person does not agree, or takes the consent back before the name was opened."""
    opening, move = _judge(actor, request_id, "refuse", now, remark=reason)
    return _answer(actor, opening, move, now, answer=reason.strip()[:MOST_REASON], ended_at=now)


@transaction.atomic
def recall_request(actor: Actor, *, request_id: int, now: datetime) -> Opening:
    """The asker no longer needs to know."""
    opening, move = _judge(actor, request_id, "recall", now)
    return _write(actor, opening, move, now, ended_at=now)


@transaction.atomic
def open_name(actor: Actor, *, request_id: int, now: datetime) -> OpenedName:
    """Open the name, once. The look stands on record before anything is decrypted, in the same transaction."""
    opening, move = _judge(actor, request_id, "open", now)
    _write(actor, opening, move, now, opened_at=now, ended_at=now)
    return unsealed(Identity.objects.get(ref=opening.ref))


def lapse_requests(actor: Actor, *, now: datetime) -> int:
    """Requests and consents whose days are over end by themselves; how many did."""
    today, ended = local_day(now), 0
    for pk in Opening.objects.filter(state__in=WAITING, valid_until__lt=today).values_list("pk", flat=True)[:FAR_BACK]:
        with transaction.atomic():
            opening, move = _judge(actor, pk, "lapse", now)
            _write(actor, opening, move, now, ended_at=now)
            ended += 1
    return ended


def rotate_keys(actor: Actor, *, now: datetime) -> int:
    """A new key in front of the ring, every row sealed anew under it; how many rows were.

    Killed at any point it can simply be run again: both keys are on the ring until no row needs the
    older ones. Keys from before the last rotation leave the ring now.
    """
    if not actor.is_clock:
        raise missing()
    with keys.turning():
        before = keys.ring()
        known = {key.name for key in before}
        closed = loss_accepted(RING)  # what was sealed under a lost key stays as it is
        fresh = keys.new_key()
        keys.write_ring((fresh, *before))
        done = 0
        with transaction.atomic():
            for row in Identity.objects.exclude(key_id=fresh.name).iterator():
                if closed and row.key_id not in known:
                    continue
                words = keys.decrypt(before, row.key_id, row.ref, bytes(row.sealed))
                row.sealed, row.key_id = keys.encrypt(fresh, row.ref, words), fresh.name
                row.owner = fresh.digest("owner", f"user:{words['user']}") if words["user"] is not None else ""
                row.save(update_fields=["sealed", "key_id", "owner"])
                done += 1
            done += _seal_addresses(before, fresh, known if closed else None)
            record(actor, verb="identity.rotate", subject="identity:keys", now=now, facts={"rows": done})
        used = {
            name
            for table in (Identity, Subscription)
            for name in table.objects.values_list("key_id", flat=True).distinct()
        }
        keys.write_ring((fresh, *(key for key in before if key is before[0] or key.name in used)))
    return done


def _seal_addresses(before: tuple[keys.Key, ...], fresh: keys.Key, known: set[str] | None) -> int:
    """The addresses of subscriptions under the new key, with their owners' marks; of `known` keys alone when they are given."""
    done = 0
    for row in Subscription.objects.exclude(key_id=fresh.name).iterator():
        if known is not None and row.key_id not in known:
            continue
        words = keys.decrypt(before, row.key_id, row.ref, bytes(row.sealed))
        row.sealed, row.key_id = keys.encrypt(fresh, row.ref, words), fresh.name
        row.owner = owner_mark(fresh, words["address"])
        row.save(update_fields=["sealed", "key_id", "owner"])
        done += 1
    return done


def _judge(actor: Actor, request_id: int, verb: str, now: datetime, remark: str = "") -> tuple[Opening, Move]:
    """The request and the move, for those who may know of it; everyone else hears of a missing page."""
    opening = Opening.objects.filter(pk=request_id).first()
    if opening is None:
        raise missing()
    opinion = signed_opinion(opening.ref)
    said = said_of(opinion)
    if not actor.is_clock and counting(actor, said, OPENERS + SECONDS) is None:
        raise missing()
    facts = opening_facts(opening, opinion, today=local_day(now))
    return opening, decide(IDENTITY, independent(actor, said), facts, verb, remark=remark)


def _answer(actor: Actor, opening: Opening, move: Move, now: datetime, **changes) -> Opening:
    grant = counting(actor, said_of(signed_opinion(opening.ref)), SECONDS)
    return _write(
        actor, opening, move, now, answered_by=actor.user_id, answered_name=actor.name,
        answered_office=office(grant) if grant else "", answered_at=now, **changes,
    )  # fmt: skip


def _write(actor: Actor, opening: Opening, move: Move, now: datetime, **changes) -> Opening:
    compare_and_set(opening, state=move.target, **changes)
    opening.refresh_from_db()
    _remember(actor, opening, move.verb, now)
    return opening


def _remember(actor: Actor, opening: Opening, verb: str, now: datetime) -> None:
    record(
        actor, verb=f"identity.{verb}", subject=f"identity:{opening.ref}", now=now,
        facts={"request": opening.pk, "subject": opening.subject, "reason": opening.reason,
               "asked_office": opening.asked_office, "second_office": opening.answered_office, "answer": opening.answer},
    )  # fmt: skip
