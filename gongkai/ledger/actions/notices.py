"""Writing notices: the message of a morning, read marks, and the proof of what became of the mail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.models import Delivery, Notice, Outbox
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing

MAIL = "mail"
BATCH = 500


def mail_key(notice_id: int) -> str:
    """The outbox key of a notice's mail; asked twice it is one."""
    return f"{MAIL}:{notice_id}"


@transaction.atomic
def write_notices(
    actor: Actor, *, day: date, lines: Mapping[int, list[dict]], by_mail: Iterable[int], now: datetime
) -> int:
    """One notice for each user who has none of this day yet, and a mail for those in `by_mail`; how many were new.

    Run twice, also by two workers at once, it writes each once: the database knows user and day.
    """
    if not actor.is_clock:
        raise missing()
    written = set(Notice.objects.filter(day=day).values_list("user_id", flat=True))
    new = [user_id for user_id in lines if user_id not in written]
    Notice.objects.bulk_create(
        [Notice(user_id=user_id, day=day, lines=lines[user_id], written_at=now) for user_id in new],
        batch_size=BATCH, ignore_conflicts=True,
    )  # fmt: skip
    wanted = set(by_mail).intersection(new)
    rows = Notice.objects.filter(day=day).values_list("pk", "user_id") if wanted else []
    Outbox.objects.bulk_create(
        [
            Outbox(kind=MAIL, key=mail_key(pk), payload={"notice": pk}, due_at=now)
            for pk, user_id in rows
            if user_id in wanted
        ],
        batch_size=BATCH, ignore_conflicts=True,
    )  # fmt: skip
    return len(new)


def mark_read(actor: Actor, *, now: datetime, notice_id: int | None = None) -> int:
    """The actor has read one of the own notices, or all of them; how many were unread."""
    if actor.user_id is None:
        raise missing()
    rows = Notice.objects.filter(user_id=actor.user_id, read_at=None)
    if notice_id is not None:
        if not Notice.objects.filter(user_id=actor.user_id, pk=notice_id).exists():
            raise missing()
        rows = rows.filter(pk=notice_id)
    return rows.update(read_at=now)


def keep_proof(
    actor: Actor, *, notice_id: int, address: str, message_id: str, accepted: bool, answer: str, now: datetime
) -> None:
    """Keep the server's answer. A second one for the same notice changes nothing: the first proof stands."""
    if not actor.is_clock:
        raise missing()
    proof = Delivery(
        notice_id=notice_id, address=address, message_id=message_id, accepted=accepted, answer=answer[:500], at=now
    )
    Delivery.objects.bulk_create([proof], ignore_conflicts=True)


def note_bounce(actor: Actor, *, notice_id: int, address: str, status: str) -> bool:
    """A mail that the server had taken came back later: the proof says so; whether there was such a proof. The clock only.

    Only what names the address that was written to counts: the number of a notice is no secret.
    """
    if not actor.is_clock:
        raise missing()
    taken = Delivery.objects.filter(notice_id=notice_id, address__iexact=address, accepted=True)
    return bool(taken.update(accepted=False, answer=f"先收下，后来退回：{status}"[:500]))
