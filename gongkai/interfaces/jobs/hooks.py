"""Webhooks: what happened is written down for those who want to be told, and carried to them, again until it is taken.

Exactly once cannot be promised by anybody: when the machine dies after the other side's yes and before it is kept,
the message goes out a second time, with the same `webhook-id` and the same bytes.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import monotonic

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.jobs.hook_sending import Failed, post
from gongkai.ledger import actions as ledger
from gongkai.obligations import queries as obligations
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.queries import Occurrence
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.webhooks import LATE, MOST_TRIES, Event, signatures

log = logging.getLogger(__name__)
BATCH = 15  # seconds after which no further message is begun: the logs are signed once a minute
DOWN = "这个地址刚才没有收下，排着的一起等到再试的时候。"
OURS = "我们这边出错，没有发成"


def _home(name: str, *args: str) -> str:
    return f"{settings.GONGKAI_URL.rstrip('/')}{reverse(name, args=args)}"


def _tell(event: Event, path: str, key: str, data: dict) -> str:
    now = timezone.now()
    happened = [organizing.Happening(path, key, data)]
    told = organizing.tell_hooks(Actor.clock(), event=event, happened=happened, now=now, today=local_day(now))
    return f"告诉{told}个系统" if told else "没有要告诉的"


def _tell_of(found: Occurrence | None) -> str:
    if found is None:
        return "没有要告诉的"
    return _tell(found.event, found.path, found.key, found.data | {"url": _home("portal:item", found.slug)})


def released(payload: dict) -> str:
    return _tell_of(publication.release_told(Actor.clock(), publication_id=payload["publication"]))


def explained(payload: dict) -> str:
    return _tell_of(publication.explanation_told(Actor.clock(), change_ref=payload["change"]))


def taken_down(payload: dict) -> str:
    said = payload.get("explanation")  # rows from before there were webhooks do not name it
    return _tell_of(publication.explanation_told(Actor.clock(), pk=said) if said else None)


def restored(payload: dict) -> str:
    found = publication.restoring_told(Actor.clock(), edition_id=payload["edition"], at=payload["at"])
    return _tell_of(found)


def nil_declared(payload: dict) -> str:
    nil = obligations.nil_report(Actor.clock(), nil_id=payload["nil"])
    data = {"organization": nil.org.code, "entry": nil.code, "period": nil.period}
    data["url"] = _home("portal:month", nil.org.code, nil.period)
    return _tell(Event.NIL, nil.org_path, f"nil:{nil.pk}", data)


def overdue(clock: Actor, today: date, now: datetime) -> str:
    """Tell of what became overdue in the last days; who was told already is not told again."""
    told = 0
    for path in orgs.wanted_places(clock, event=Event.OVERDUE, today=today):
        after = "?"
        while after:
            rows, after = obligations.overdue(
                clock, path=path, today=today, since=today - LATE, after=after.strip("?"), limit=500
            )
            happened = [_late(row) for row in rows]
            told += organizing.tell_hooks(clock, event=Event.OVERDUE, happened=happened, now=now, today=today)
    return f"告诉别的系统{told}项逾期"


def _late(row) -> organizing.Happening:
    data = {
        "organization": row.org_code, "entry": row.code, "period": row.period, "due_on": row.due_on.isoformat(),
        "url": _home("portal:month", row.org_code, row.period),
    }  # fmt: skip
    return organizing.Happening(row.org_path, f"overdue:{row.org_id}:{row.period}:{row.code}:{row.trigger_id}", data)


# What is told of when an act's row in the outbox is carried out.
TOLD: dict[str, Callable[[dict], str]] = {
    "published": released, "change_explained": explained, "taken_down": taken_down, "restored": restored,
    "nil_declared": nil_declared,
}  # fmt: skip


def deliver(now: datetime) -> int:
    """Send the messages that are due, for a few seconds at most; how many were settled.

    An address that did not take one message is paused, and all that waits for it with it: a slow one costs the others
    one wait. What was not tried has used up no try.
    """
    clock, begun, done = Actor.clock(), monotonic(), 0
    while monotonic() - begun < BATCH:
        moment = now + timedelta(seconds=monotonic() - begun)
        rows = ledger.claim(clock, now=moment, kind=orgs.HOOK, limit=1)
        if not rows:
            break
        [row] = rows
        try:
            again, until = _deliver_one(clock, row, moment)
        except Exception as error:
            log.exception("消息 %s 没有做成", row.key)
            again, until = _our_fault(clock, row, error, moment), None
        if until is not None and again == DOWN:
            ledger.put_off(clock, row_id=row.pk, why=again, until=until)
        elif again:
            ledger.fail(clock, row_id=row.pk, attempts=row.attempts, error=again, now=moment, until=until)
        else:
            ledger.finish(clock, row_id=row.pk, now=moment)
            done += 1
    return done


def _our_fault(clock: Actor, row, error: Exception, now: datetime) -> str:
    """A fault of ours is kept like a try and tried as often as any; why again, empty when enough was tried."""
    said = f"{OURS}（{type(error).__name__}）"
    try:
        again = organizing.keep_hook_fault(
            clock, message_id=row.payload["message"], number=row.payload["round"], said=said, now=now
        )
    except Exception:
        log.exception("消息 %s 的结果没有记下", row.key)
        again = row.attempts < MOST_TRIES
    return said if again else ""


def _deliver_one(clock: Actor, row, now: datetime) -> tuple[str, datetime | None]:
    """Send one message and keep what was answered; why it has to be tried again, empty when not, and until when it rests."""
    payload = row.payload
    letter = orgs.hook_letter(
        clock, message_id=payload["message"], number=payload["round"], now=now, today=local_day(now)
    )
    if letter is None:
        return "", None
    if letter.paused_until is not None and letter.paused_until > now:
        return DOWN, letter.paused_until
    stamp, begun = int(now.timestamp()), monotonic()
    signed = signatures(letter.secrets, message_id=letter.message_id, timestamp=stamp, body=letter.body)
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "gongkai", "webhook-id": letter.message_id,
        "webhook-timestamp": str(stamp), "webhook-signature": signed,
    }  # fmt: skip
    try:
        status, said = post(letter.address, letter.body.encode(), headers, networks=settings.GONGKAI_HOOK_NETWORKS)
    except Failed as failed:
        status, said = None, str(failed)
    took = round((monotonic() - begun) * 1000)
    again = organizing.keep_hook_try(
        clock, message_id=letter.pk, number=payload["round"], status=status, said=said, took_ms=took, now=now
    )
    return (said, again) if again else ("", None)
